"""What would help, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.gather.facts.disclosure import GroupFact
from takehold.gather.facts.helping import HelpOffer


@dataclass(frozen=True, slots=True)
class HelpTold:
    """What a gap's page of help shows. ``where``: names of its groups that this viewer sees; none: everybody.

    ``offer``: the newest (None: there was none); ``earlier``: those before it, the newest first. ``sentences``: what may
    be told of it, the answer first. ``group``: the reporting group that holds the gap's teams, with its figures, once it
    has closed and enough answered. ``may_offer``: whether this viewer may offer it now.
    """

    slug: str
    gap_id: int
    title: str
    where: tuple[str, ...]
    may_edit: bool
    may_offer: bool
    offer: HelpOffer | None
    sentences: tuple[str, ...]
    group: GroupFact | None = None
    earlier: tuple[HelpOffer, ...] = ()
