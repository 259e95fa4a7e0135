"""Who is told of what is unsafe, where incidents are reported here, and what may be chosen on /say/."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from takehold.gather.facts.says import Desk, Offered
from takehold.gather.models import Say, SayDesk, SayKind
from takehold.initiatives.queries.names import names
from takehold.people import queries as people
from takehold.people.facts import TeamFact, Viewer
from takehold.people.queries.addresses import addresses


def desk() -> Desk:
    """The desk; an empty one until an administrator has set it."""
    row = SayDesk.objects.select_related("duty").filter(id=1).first()
    if row is None:
        return Desk()
    return Desk(
        report_where=row.report_where,
        report_link=row.report_link,
        duty_id=row.duty_id,
        duty=row.duty.name if row.duty else "",
        duty_called=row.duty_called,
        lists_open=row.lists_open,
    )


def kinds() -> tuple[tuple[str, str], ...]:
    """What something may be about: value and words."""
    return tuple((str(kind.value), str(kind.label)) for kind in SayKind)


def offered(*, viewer: Viewer, open_to_all: bool) -> Offered:
    """Changes and teams to choose from. Who is not signed in sees them only where the desk says so.

    Only groups of at least the floor are offered: the team on a line without a name must not be a name.
    """
    asks = viewer if viewer.roles else people.system_viewer(on=viewer.on) if open_to_all else None
    if asks is None:
        return Offered()
    running = tuple((each.slug, each.name) for each in names(viewer=asks) if not each.ended)
    teams, at_least = people.sight(viewer=asks).teams, people.sight(viewer=asks).scope.floor
    found = large(teams, at_least)
    own = people.own_teams(viewer) if viewer.roles else frozenset()
    mine = tuple((team.id, team.name) for team in found if team.id in own)
    places = (((_("Where you are"), mine),) if mine else ()) + by_place(found, teams)
    return Offered(running, tuple((team.id, team.name) for team in found), places)


def by_place(
    found: Iterable[TeamFact], every: Iterable[TeamFact]
) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    """Teams under the parts of the organisation, both by name; where there is one house, it is no part of its own.

    A team further down is named with what stands between: "Theatre › Night".
    """
    by_id = {team.id: team for team in every}
    tops = [team.id for team in by_id.values() if team.parent_id not in by_id]
    places: dict[str, list[tuple[str, int]]] = {}
    for team in found:
        path, at, passed = [team.name], by_id.get(team.parent_id or 0), {team.id}
        while at is not None and at.id not in passed and not (len(tops) == 1 and at.id == tops[0]):
            passed.add(at.id)
            path.insert(0, at.name)
            at = by_id.get(at.parent_id or 0)
        places.setdefault(path[0], []).append((" › ".join(path[1:]) or path[0], team.id))
    return tuple(
        (place, tuple((key, name) for name, key in sorted(places[place]))) for place in sorted(places)
    )


def large(teams: Iterable[TeamFact], at_least: int) -> tuple[TeamFact, ...]:
    """The teams that have, with those below them, at least so many people."""
    every = tuple(teams)
    size = {team.id: team.people for team in every}
    return tuple(
        team
        for team in every
        if sum(size[each] for each in people.with_those_below(every, [team.id])) >= at_least
    )


def untold() -> tuple[UUID, ...]:
    """Unsafe says of which whoever is on duty has not been told, while somebody with a mail address is."""
    waiting = tuple(
        Say.objects.filter(kind=SayKind.UNSAFE, told_duty_at__isnull=True, answered_on__isnull=True)
        .order_by("id")
        .values_list("id", flat=True)
    )
    if not waiting:
        return ()
    duty = SayDesk.objects.filter(id=1).values_list("duty_id", flat=True).first()
    return waiting if addresses([duty]) else ()
