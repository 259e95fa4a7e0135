"""Which affected groups helped to shape a change, and whether having shaped it goes with doing it. For those who lead it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from takehold.analysis.effect import Share, in_groups
from takehold.analysis.effect.facts import FEWEST_TEAMS
from takehold.cocreation import models
from takehold.cocreation.facts.shaping import Beside, ByLots, GroupPart, Part, Shaping
from takehold.initiatives.facts import BehaviourStanding, UnitStanding
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Viewer

SEED: Final = 20261122


@dataclass(frozen=True, slots=True)
class _Asked:
    """A group of a round that is over: its teams, how many were asked and voted."""

    teams: frozenset[int]
    people: int
    voted: tuple[int, int]


def shaping(
    *,
    viewer: Viewer,
    initiative_id: int,
    audience: frozenset[int],
    standings: Sequence[BehaviourStanding],
) -> Shaping:
    """Of a change that the caller leads, for its groups (``audience``: its teams, none: all). Two queries beside those of sight."""
    invited = list(
        models.RoundTeam.objects.filter(
            round__initiative_id=initiative_id, round__opened_on__isnull=False
        ).select_related("group")
    )
    asked = tuple(_asked(initiative_id, invited))
    units = [
        each
        for each in people.sight(viewer=viewer).units
        if not audience or each.team_ids & _reached(viewer, audience)
    ]
    groups = tuple(_part(each, asked) for each in units)
    part_of = {team: found.part for unit, found in zip(units, groups, strict=True) for team in unit.team_ids}
    lots = _lots(invited)
    return Shaping(
        groups=groups,
        beside=tuple(found for each in standings if (found := _beside(each, part_of)) is not None)
        if asked
        else (),
        by_lots=tuple(drawn for each in standings if (drawn := _by_lots(each, lots)) is not None),
    )


def _reached(viewer: Viewer, audience: frozenset[int]) -> frozenset[int]:
    return people.with_those_below(people.sight(viewer=viewer).teams, audience)


def _asked(initiative_id: int, invited: Sequence[models.RoundTeam]) -> Iterator[_Asked]:
    results = models.RoundResult.objects.filter(round__initiative_id=initiative_id).order_by("round_id")
    told = {
        (row.round_id, number): (size, voted)
        for row in results
        for number, _name, size, voted in row.payload["took_part"]
        if voted
    }
    teams: dict[tuple[int, int], set[int]] = {}
    for row in invited:
        if row.group is not None:
            teams.setdefault((row.round_id, row.group.number), set()).add(row.team_id)
    for key, (size, voted) in told.items():
        yield _Asked(frozenset(teams.get(key, ())), size, (voted[0], voted[1]))


def _part(unit: ReportingUnit, asked: Sequence[_Asked]) -> GroupPart:
    own = [each for each in asked if each.teams & unit.team_ids]
    if not own:
        return GroupPart(unit.name, Part.NOT_ASKED, None, 0)
    most = max(own, key=lambda each: (each.voted, each.people))
    part = Part.HELPED if most.voted[0] >= people.FLOOR else Part.FEW
    return GroupPart(unit.name, part, most.voted, most.people)


def _beside(standing: BehaviourStanding, part_of: Mapping[int, Part]) -> Beside | None:
    """The two sides side by side; None without data on both."""
    sides: dict[bool, list[UnitStanding]] = {True: [], False: []}
    for unit in standing.units:
        parts = {part_of[team] for team in unit.team_ids if team in part_of}
        if unit.verdict.chances and parts:
            sides[Part.HELPED in parts].append(unit)
    if not sides[True] or not sides[False]:
        return None
    helped, others = (_share(sides[side]) for side in (True, False))
    return Beside(standing.behaviour.name, helped, others, len(sides[True]), len(sides[False]))


def _share(units: Sequence[UnitStanding]) -> Share:
    return Share(sum(each.verdict.chances for each in units), sum(each.verdict.new_way for each in units))


def _lots(invited: Sequence[models.RoundTeam]) -> dict[int, bool]:
    """Of teams that stood in a draw of a round, whether it invited them; one that was drawn once counts as invited."""
    found: dict[int, bool] = {}
    for row in invited:
        if row.drawn:
            found[row.team_id] = found.get(row.team_id, False) or row.invited
    return found


def _by_lots(standing: BehaviourStanding, lots: Mapping[int, bool]) -> ByLots | None:
    """The comparison that chance made; None where no lots were drawn, without an estimate where too few stood in them."""
    rates, invited = [], []
    for unit in standing.units:
        fell = {lots[team] for team in unit.team_ids if team in lots}
        if unit.verdict.chances and len(fell) == 1:
            rates.append(unit.verdict.new_way / unit.verdict.chances)
            invited.append(float(fell.pop()))
    if not rates:
        return None
    won = int(sum(invited))
    estimate = (
        in_groups(np.array(rates), np.array(invited), np.random.default_rng(SEED))
        if len(rates) >= FEWEST_TEAMS and 0 < won < len(rates)
        else None
    )
    return ByLots(standing.behaviour.name, won, len(rates) - won, estimate)
