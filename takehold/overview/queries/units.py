"""Units in the order of need for help, their addresses, and one of them by its address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from takehold.analysis.facts import Verdict
from takehold.evidence.words import natural
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.overview.facts import TeamGroup, TeamRow, TeamsTable
from takehold.overview.queries import pictures, sentences
from takehold.people.facts import NotFound
from takehold.ui import verdicts, wording

AT_FIRST, AT_LEAST, A_PAGE = 120, 5, 100
"""Units on a page: in all before one asks for more, of each verdict however little room is left, of one verdict."""


def key_of(unit: UnitStanding) -> str:
    """The unit in an address: its name for people, and the smallest of its teams' ids to find it by."""
    return address(unit.unit, unit.team_ids)


def address(name: str, team_ids: Collection[int]) -> str:
    """As ``key_of``, for a unit of which only this is known."""
    return f"{slugify(name)[:60] or 'team'}-{min(team_ids)}"


def by_key(standing: BehaviourStanding, key: str) -> UnitStanding:
    """The unit with this address.

    Raises:
        NotFound: no unit that this viewer may read has it.
    """
    found = at(standing, key)
    if not found:
        raise NotFound
    return found[0]


def at(standing: BehaviourStanding, key: str) -> list[UnitStanding]:
    """The unit with this address, or none."""
    number = key.rpartition("-")[2]
    return [unit for unit in standing.units if number == str(min(unit.team_ids))]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a long table is shown: ``room`` units, those in need of help first; or one verdict from ``after``."""

    room: int = AT_FIRST
    only: Verdict | None = None
    after: int = 0

    def of(self, standing: BehaviourStanding) -> Iterator[tuple[Verdict, list[UnitStanding], int]]:
        """Each verdict with its units that are shown, the viewer's own first, and how many there are in all."""
        room = self.room
        for verdict in verdicts.BY_NEED if self.only is None else (self.only,):
            units = ordered(standing, verdict)
            if self.only is not None:
                shown = units[self.after : self.after + A_PAGE]
            else:
                shown = units[: max(room, AT_LEAST)]
                room -= len(shown)
            if shown:
                yield verdict, shown, len(units)

    def names(self, standing: BehaviourStanding) -> frozenset[str]:
        """The names of the units that are shown."""
        return frozenset(unit.unit for _verdict, units, _total in self.of(standing) for unit in units)


def table(standing: BehaviourStanding, part: Part) -> TeamsTable:
    """Units grouped by verdict, those in need of help first; inside a group by name, the viewer's own first."""
    groups = []
    for verdict, shown, total in part.of(standing):
        told = tuple(_row(unit) for unit in shown)
        steps = {row.next_step for row in told}
        groups.append(TeamGroup(verdict, told, steps.pop() if len(steps) == 1 else "", total))
    answer = sentences.tally_sentence(unit.verdict.verdict for unit in standing.units)
    return TeamsTable(standing, answer, tuple(groups))


def rows_of(standing: BehaviourStanding, verdict: Verdict, most: int) -> tuple[TeamRow, ...]:
    """The first units of one verdict, the viewer's own first, then by name."""
    return tuple(_row(unit) for unit in ordered(standing, verdict)[:most])


def ordered(standing: BehaviourStanding, verdict: Verdict) -> list[UnitStanding]:
    """The units of one verdict, the viewer's own first, then by name."""
    units = [unit for unit in standing.units if unit.verdict.verdict is verdict]
    return sorted(units, key=lambda unit: (not unit.own, natural(unit.unit)))


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
