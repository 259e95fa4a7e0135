"""Units in the order of need for help, their addresses, and one of them by its address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.text import slugify

from takehold.analysis.facts import Verdict
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.overview.facts import TeamGroup, TeamRow, TeamsTable
from takehold.overview.queries import pictures, sentences
from takehold.people.facts import NotFound
from takehold.ui import verdicts, wording

A_FEW, A_PAGE = 60, 100


def key_of(unit: UnitStanding) -> str:
    """The unit in an address: its name for people, and the smallest of its teams' ids to find it by."""
    return f"{slugify(unit.unit)[:60] or 'team'}-{min(unit.team_ids)}"


def by_key(standing: BehaviourStanding, key: str) -> UnitStanding:
    """The unit with this address.

    Raises:
        NotFound: no unit that this viewer may read has it.
    """
    number = key.rpartition("-")[2]
    found = [unit for unit in standing.units if number.isdecimal() and min(unit.team_ids) == int(number)]
    if not found:
        raise NotFound
    return found[0]


def table(standing: BehaviourStanding, only: Verdict | None = None, after: int = 0) -> TeamsTable:
    """Units grouped by verdict, those in need of help first; inside a group by name, the viewer's own first.

    A long group shows its first ``A_FEW``; ``only`` shows ``A_PAGE`` of one group, from ``after`` on.
    """
    groups = []
    for verdict in verdicts.BY_NEED if only is None else (only,):
        rows = _ordered(standing, verdict)
        shown = rows[after : after + A_PAGE] if only is not None else rows[:A_FEW]
        if shown:
            told = tuple(_row(unit) for unit in shown)
            steps = {row.next_step for row in told}
            groups.append(TeamGroup(verdict, told, steps.pop() if len(steps) == 1 else "", len(rows)))
    answer = sentences.tally_sentence(unit.verdict.verdict for unit in standing.units)
    return TeamsTable(standing, answer, tuple(groups))


def rows_of(standing: BehaviourStanding, verdict: Verdict) -> tuple[TeamRow, ...]:
    """The first ``A_FEW`` units of one verdict, the viewer's own first, then by name."""
    return tuple(_row(unit) for unit in _ordered(standing, verdict)[:A_FEW])


def _ordered(standing: BehaviourStanding, verdict: Verdict) -> list[UnitStanding]:
    units = [unit for unit in standing.units if unit.verdict.verdict is verdict]
    return sorted(units, key=lambda unit: (not unit.own, _natural(unit.unit)))


def _natural(name: str) -> list[tuple[int, str]]:
    """Ward 5 before Ward 10."""
    return [
        (int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", name)
    ]


def _row(unit: UnitStanding) -> TeamRow:
    return TeamRow(
        standing=unit,
        key=key_of(unit),
        spark=pictures.spark(unit.verdict.trend),
        next_step=wording.next_step(unit.verdict),
        mine=unit.own,
    )


def sliding(units: Sequence[UnitStanding]) -> tuple[UnitStanding, ...]:
    """The units with an open alert that this viewer may read."""
    return tuple(unit for unit in units if unit.alert is not None and not unit.alert.resolution)
