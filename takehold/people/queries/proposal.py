"""What would be told today if nothing had been told before: each label in the unit of the team that it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from takehold.ledger import queries as ledger
from takehold.people.facts import ReportingUnit, Sight
from takehold.people.models import Reorganisation, TeamLabel
from takehold.people.queries.census import sizes
from takehold.people.queries.partition import partition
from takehold.people.queries.settling import FOREVER, Census, Proposed, Unit


def proposal(source_id: int, seen: Sight, *, since: date, on: date) -> tuple[list[Proposed], Census]:
    """Who is proposed where, and the house to settle it with, of the whole organisation.

    A team that was continued by, or merged into, another passes its labels on to it. A unit of small teams waits as
    long as a name that waits for somebody could still be one of theirs: later it could join no more.
    """
    units = partition(seen.teams, floor=seen.scope.floor)
    heirs = Heirs(on, seen, units)
    rows = TeamLabel.objects.filter(source_id=source_id, team__isnull=False).order_by("label", "valid_from")
    found = []
    for label, named, start, end in rows.values_list("label", "team_id", "valid_from", "valid_to"):
        team = heirs.of(named)
        if team is not None and team in heirs.unit_of:
            found.append(Proposed(label, start, end or FOREVER, heirs.unit_of[team], named, team))
    waiting = _waiting(units, found, {team.id: team.people for team in seen.teams}, on)
    if waiting and _all_placed(source_id):
        waiting = set()
    house = Census(seen.scope.floor, sizes(seen, since=since, on=on), heirs.today, heirs.unit_of)
    return [each for each in found if each.unit not in waiting], house


def _waiting(
    units: Iterable[ReportingUnit], found: Sequence[Proposed], people: Mapping[int, int], on: date
) -> set[Unit]:
    """Units put together of which some teams have a label today and some have none."""
    spoken: dict[Unit, set[int]] = defaultdict(set)
    for each in found:
        if each.end > on:
            spoken[each.unit].add(each.team)
    folded = {tuple(sorted(unit.team_ids)) for unit in units if unit.folded}
    return {
        unit for unit in folded & spoken.keys() if any(people.get(team) for team in {*unit} - spoken[unit])
    }


def _all_placed(source: int) -> bool:
    """Whether somebody has said of each name in the data which team it means, or that it means none."""
    known = set(TeamLabel.objects.filter(source_id=source).values_list("label", flat=True))
    return all(label in known for label, _rows in ledger.labels(source_id=source) if label)


class Heirs:
    """Where a team's labels go today: to itself, or to the team that continued it or that it was merged into."""

    def __init__(self, on: date, seen: Sight, units: Iterable[ReportingUnit]) -> None:
        rows = Reorganisation.objects.filter(on__lte=on, kind__in=["continues", "merges"]).order_by("on")
        self._next = dict(rows.values_list("earlier_id", "later_id"))  # only "new" has no earlier team
        self.unit_of: dict[int, Unit] = {
            team: tuple(sorted(unit.team_ids)) for unit in units for team in unit.team_ids
        }
        self.today = {team: self._last(team) for team in self._next}
        self._tied = {team.id: team.tied_to for team in seen.teams if team.tied_to is not None}
        self._mates: dict[int, list[int]] = defaultdict(list)
        for team, first in self._tied.items():
            self._mates[first].append(team)

    def of(self, team: int) -> int | None:
        """The team of today. None where teams that were shown together would part: each alone was too small."""
        last = self._last(team)
        if team in self.unit_of or team not in self._tied:
            return last
        together = {self.unit_of.get(self._last(mate)) for mate in self._mates[self._tied[team]]}
        return last if len(together) == 1 else None

    def _last(self, team: int) -> int:
        seen = {team}
        while team not in self.unit_of and team in self._next and self._next[team] not in seen:
            team = self._next[team]
            seen.add(team)
        return team
