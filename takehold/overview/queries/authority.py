"""Ordered, or won over: the share of directives among all moves, and every "go" past what was missing. For who reads all."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from takehold.analysis.rising import rise
from takehold.bridge.queries.actions import begun
from takehold.governance.facts.authority import Authority, Quarter
from takehold.governance.queries.directives import OFFICES, issued
from takehold.governance.queries.go import overrides
from takehold.influence.queries.attempts import tried
from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, Viewer

QUARTERS: Final = 6
LATEST: Final = 2
"""So many of them are set against those before."""


def authority(*, viewer: Viewer) -> Authority:
    """Six quarters with the current one; four queries. Raises ``NotYours``, ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    if not viewer.has(*EVERYWHERE):
        raise NotAllowed(_("This is for the council and those who see all changes."))
    firsts = beginnings(viewer.on)
    found = issued(since=firsts[0])
    ordered, actions = (
        _by_quarter([each.on for each in found], firsts),
        _by_quarter(begun(since=firsts[0]), firsts),
    )
    attempts = _by_quarter(tried(since=firsts[0]), firsts)
    ends = [*(first - timedelta(days=1) for first in firsts[1:]), viewer.on]
    quarters = tuple(Quarter(*each) for each in zip(firsts, ends, ordered, actions, attempts, strict=True))
    offices = tuple(
        (office, _by_quarter([each.on for each in found if each.office == office], firsts))
        for office in OFFICES
        if any(each.office == office for each in found)
    )
    halves = (quarters[:-LATEST], quarters[-LATEST:])
    before, now = (
        (sum(each.directives for each in part), sum(each.moves for each in part)) for part in halves
    )
    return Authority(quarters, offices, rise(before, now), overrides(since=firsts[0]))


def beginnings(on: date) -> tuple[date, ...]:
    """The first days of the quarters, oldest first, up to the one of this day."""
    year, quarter = on.year, (on.month - 1) // 3
    found = []
    for _back in range(QUARTERS):
        found.append(date(year, 3 * quarter + 1, 1))
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return tuple(reversed(found))


def _by_quarter(days: Iterable[date], firsts: Sequence[date]) -> tuple[int, ...]:
    counted = Counter(bisect_right(firsts, day) - 1 for day in days)
    return tuple(counted[at] for at in range(len(firsts)))
