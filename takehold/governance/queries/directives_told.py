"""Who was told of a directive and acknowledged it: oneself by day, everybody else as bands of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Count, Sum

from takehold.gather.disclosure.bands import participation
from takehold.governance import models
from takehold.governance.facts.directives import Acknowledged, Own, Reached
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleKind, Viewer


def reached(*, viewer: Viewer, directive_id: int) -> Reached:
    """Bands of the units that this viewer sees, and of all together. For who may read it already.

    Two queries beside those for what one sees. No list of persons: not of those who did, not of those who did not.
    """
    counts = _told(directive_id)
    shifts = dict(
        models.DirectiveShift.objects.filter(directive_id=directive_id)
        .order_by()
        .values_list("team_id")
        .annotate(shifts=Count("*"), people=Sum("people"))
        .values_list("team_id", "shifts")
    )
    counted = models.DirectiveShift.objects.filter(directive_id=directive_id).aggregate(n=Sum("people"))["n"]
    sight = people.sight(viewer=viewer)
    units = []
    for unit in sorted(sight.units, key=lambda each: each.name):
        of = [counts[team] for team in unit.team_ids if team in counts]
        told, done = sum(each[0] for each in of), sum(each[1] for each in of)
        found = _banded(unit.name, told, done, sum(shifts.get(team, 0) for team in unit.team_ids))
        if found is not None and told >= sight.scope.floor:
            units.append(found)
    told, done = (sum(each[at] for each in counts.values()) for at in (0, 1))
    whole = _banded("", told, done, sum(shifts.values())) if told >= sight.scope.floor else None
    return Reached(told, whole, tuple(units), sum(shifts.values()), counted or 0)


def own(*, viewer: Viewer, directive_id: int) -> Own:
    """Whether this viewer was told and acknowledged, and for shifts of which teams this viewer may answer."""
    row = models.DirectiveTold.objects.filter(
        directive_id=directive_id, person_id=viewer.person_id or 0
    ).first()
    teams = led(viewer, directive_id)
    return Own(row is not None, row.acknowledged_on if row is not None else None, tuple(teams.items()))


def led(viewer: Viewer, directive_id: int) -> Mapping[int, str]:
    """The teams this viewer manages, with those below, that the directive is for: ids and names, by name."""
    managed = [role.team_id for role in viewer.roles if role.kind is RoleKind.MANAGER and role.team_id]
    if not managed:
        return {}
    every = people.sight(viewer=viewer).teams
    mine = people.with_those_below(every, managed) & meant(viewer, directive_id)
    return {each.id: each.name for each in every if each.id in mine and each.people}


def meant(viewer: Viewer, directive_id: int) -> frozenset[int]:
    """The teams a directive is for, with all below them. Raises ``NotYours`` for who has no part here."""
    if not viewer.roles:
        raise NotYours
    every = people.sight(viewer=viewer).teams
    rows = models.DirectiveTeam.objects.filter(directive_id=directive_id)
    ticked = list(rows.values_list("team_id", flat=True))
    return people.with_those_below(every, ticked) if ticked else frozenset(each.id for each in every)


def _told(directive_id: int) -> dict[int, tuple[int, int]]:
    """Each team's told and acknowledged."""
    rows = models.DirectiveTold.objects.filter(directive_id=directive_id).order_by().values_list("team_id")
    found = rows.annotate(told=Count("*"), done=Count("acknowledged_on"))
    counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for team, told, done in found:
        counts[team] = (told, done)
    return dict(counts)


def _banded(unit: str, told: int, done: int, shifts: int) -> Acknowledged | None:
    band = participation(done, told)
    return Acknowledged(unit, told, band[0], band[1], shifts) if band is not None else None
