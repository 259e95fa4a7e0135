"""What may be tallied by whom, and what was counted today."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from takehold.gather.facts import TallyChoice, TallyCount
from takehold.gather.models import Tally
from takehold.initiatives import queries as initiatives
from takehold.people import queries as people
from takehold.people.facts import NotFound, NotYours, RoleKind, TeamFact, Viewer

HOUSE_WIDE = (RoleKind.STEWARD, RoleKind.ADMIN, RoleKind.LEAD)
OF_A_TEAM = (RoleKind.MANAGER, RoleKind.COACH)


def tally_teams(*, viewer: Viewer) -> tuple[TeamFact, ...]:
    """Teams that this viewer may count in: own ones and those below; leads and stewards in all with people."""
    teams = people.teams(viewer=viewer)
    if viewer.has(*HOUSE_WIDE):
        return tuple(team for team in teams if team.people)
    own = people.with_those_below(
        teams, (role.team_id for role in viewer.roles if role.kind in OF_A_TEAM and role.team_id)
    )
    found = tuple(team for team in teams if team.id in own and team.people)
    if not found:
        raise NotYours
    return found


def tally_changes(*, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Running changes with something to count: slug and name."""
    return tuple(
        (line.initiative.slug, line.initiative.name)
        for line in initiatives.lines(viewer=viewer, filter="all")
        if line.initiative.ended_on is None and line.behaviour is not None
    )


def tally_behaviours(*, viewer: Viewer, team_id: int, slug: str) -> tuple[TallyChoice, ...]:
    """What can be counted of a change in one team; ``NotFound`` where the team is not this viewer's to count in."""
    team = next((team for team in tally_teams(viewer=viewer) if team.id == team_id), None)
    if team is None:
        raise NotFound
    return tuple(
        TallyChoice(
            team_id=team.id,
            team=team.name,
            team_key=team.key,
            initiative_slug=slug,
            behaviour_id=each.id,
            behaviour_key=each.key,
            behaviour=each.name,
            question=each.question,
            measure_id=each.measure_id,
        )
        for each in initiatives.behaviours(viewer=viewer, slug=slug)
    )


def tally_choice(*, viewer: Viewer, team_id: int, slug: str, behaviour_key: str) -> TallyChoice:
    """One behaviour in one team, with the right to count it; else ``NotFound``."""
    for found in tally_behaviours(viewer=viewer, team_id=team_id, slug=slug):
        if found.behaviour_key == behaviour_key:
            return found
    raise NotFound


def counted_today(*, viewer: Viewer, team_id: int, behaviour_key: str, day: date) -> TallyCount:
    """What this viewer saved of a team and behaviour on a day. What others counted there is for the verdict alone."""
    if team_id not in {team.id for team in tally_teams(viewer=viewer)}:
        raise NotFound
    own = Tally.objects.filter(
        observer_id=viewer.person_id or 0, team_id=team_id, behaviour_key=behaviour_key, day=day
    )
    found = own.aggregate(chances=Sum("chances"), new_way=Sum("new_way"))
    return TallyCount(found["chances"] or 0, found["new_way"] or 0)
