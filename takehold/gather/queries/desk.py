"""Who is told of what is unsafe, where incidents are reported here, and what may be chosen on /say/."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

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
    return Offered(running, tuple((team.id, team.name) for team in large(teams, at_least)))


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
