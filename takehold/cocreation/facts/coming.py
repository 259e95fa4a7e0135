"""Who takes part in a round."""

from __future__ import annotations

from dataclasses import dataclass

from takehold.cocreation.facts.votes import Way


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody before a round, to vote or to add to it.

    Attributes:
        person_id: who signed in, None: came by the link for all, with ``door`` and ``receipt``, fingerprints of the
            browser's key, and ``sealed``, what it shows each time.
        question: what the round asks; over: nothing is taken any more; pseudonyms: one may sign with a name of one's own.
    """

    round_id: int
    way: Way
    question: str
    over: bool
    pseudonyms: bool
    person_id: int | None = None
    group_id: int | None = None
    door: str = ""
    receipt: str = ""
    sealed: str = ""
