"""How far the reasons of a change have arrived: who names one of them, by group, from the survey that asked for it last."""

from __future__ import annotations

from takehold.gather.disclosure.by_team import newest_by_team
from takehold.gather.disclosure.variables import ARRIVED, NAMED
from takehold.gather.facts.disclosure import Arrived, ArrivedGroup, ShareFact, TeamsTold
from takehold.people.facts import Viewer


def arrived(*, viewer: Viewer, initiative_id: int) -> Arrived | None:
    """Of the survey of a change that closed last and asked for its reasons, everybody first and then those in
    which the fewest name one; None where none did. For who
    reads the change."""
    found = newest_by_team(viewer=viewer, initiative_id=initiative_id, question=ARRIVED)
    if found is None:
        return None
    (wave, title, closed_on), told = found
    groups = sorted(
        (_group(each) for each in told), key=lambda each: (each.number > 0, each.named.low, each.number)
    )
    return Arrived(wave, title, closed_on, tuple(groups))


def _group(told: TeamsTold) -> ArrivedGroup:
    shares: dict[str, ShareFact] = {each.value: each for each in told.figure.shares}
    rest = tuple(share for word, share in shares.items() if word != NAMED)
    return ArrivedGroup(told.group.number, told.group.name, told.figure.n, shares[NAMED], rest)
