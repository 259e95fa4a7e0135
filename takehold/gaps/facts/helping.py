"""What would help, as it leaves the room."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.gather.facts.disclosure import GroupFact
from takehold.gather.facts.helping import HelpOffer


@dataclass(frozen=True, slots=True)
class HelpTold:
    """The newest offer about a gap (None: there was none), and what may be told of it, in sentences, the answer first.

    ``group``: the reporting group that holds the gap's teams, with its figures, once it has closed and enough answered.
    ``earlier``: offers before it, the newest first.
    """

    offer: HelpOffer | None
    sentences: tuple[str, ...]
    group: GroupFact | None = None
    earlier: tuple[HelpOffer, ...] = ()
