"""Ways out that meet the need, and the gate: nothing is switched off before its need is met, but by a directive in force."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.governance.facts.directives import DirectiveState
from takehold.governance.operations.saying import maybe, plainly
from takehold.governance.queries.directives import directive as directive_of
from takehold.initiatives.facts import Invalid
from takehold.initiatives.queries.owners import co_owns
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries.coaches import managers_of
from takehold.people.queries.still_here import here
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import KEEPS, OfferInput, ToolState, Way
from takehold.shadow_it.operations.lifecycle import (
    OFFER,
    ORDER,
    REOPEN,
    RETIRE,
    SAID_APART,
    SETTLE,
    WITH_REASON,
    WITHDRAW,
)
from takehold.shadow_it.operations.saying import keep, locked, move
from takehold.shadow_it.queries import tools as queries
from takehold.shadow_it.queries.catalogue import by_name, service
from takehold.shadow_it.queries.gate import lacking
from takehold.shadow_it.queries.rights import fetch, speaks_for, worked_on

LONGEST: Final = 500
LOOKS: Final = (timedelta(weeks=5), timedelta(weeks=12))
"""So long after the move it is looked whether the need is met: the first time after four whole weeks."""


def offer(*, viewer: Viewer, tool_id: int, said: OfferInput, version: int, now: datetime) -> None:
    """Offer a way out that meets the need, to be accepted by every department and signed by its co-owner.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: the need is not recorded, or it does not say what the department gets.
    """
    worked_on(viewer, tool_id)
    if said.way not in set(Way):
        raise Invalid("way", _("Choose a way out."))
    what = plainly(said.what, most=LONGEST, field="what")
    with transaction.atomic():
        row = locked(tool_id, version)
        move(row, OFFER, viewer)
        row.way, row.offer, row.offer_service = said.way, what, _service(said.service)
        row.offered_on, row.offered = viewer.on, row.offered + 1
        keep(row, viewer, "way out for a tool offered", now, way=str(said.way))


def name_co_owner(
    *, viewer: Viewer, tool_id: int, department_id: int, person_id: int, version: int, now: datetime
) -> None:
    """Name who signs for a department: a manager of it or of what is above it, or who co-owns a change from operations.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: not here, without such a part, or whoever names.
    """
    worked_on(viewer, tool_id)
    with transaction.atomic():
        row = locked(tool_id, version)
        found = row.departments.filter(id=department_id).prefetch_related("teams").first()
        if found is None:
            raise NotYours
        if row.state in (ToolState.RETIRED, ToolState.LEFT):
            raise Invalid(
                "co_owner", _("There is nothing left to sign: it is switched off, or was told by mistake.")
            )
        if not here([person_id], on=viewer.on):
            raise Invalid("co_owner", _("This person is not here any more. Name somebody else."))
        if person_id == viewer.person_id:
            raise Invalid("co_owner", _("Whoever offers the way out cannot sign for the department as well."))
        if not _leads(viewer, queries.teams_of(found), person_id):
            raise Invalid(
                "co_owner",
                _(
                    "Name who manages this department or what is above it, or who co-owns a change from operations."
                ),
            )
        if found.co_owner_id != person_id:
            found.co_owner_id, found.signed, found.signed_on, found.signed_by = person_id, None, None, None
            found.save()
        keep(row, viewer, "co-owner of a department named", now)


def accept(*, viewer: Viewer, tool_id: int, department_id: int, version: int, now: datetime) -> None:
    """Say for one's own department that what is offered meets its need. Raises ``NotYours``, ``NotAllowed``, ``Conflict``,
    ``Invalid``."""
    teams = queries.teams_of(_department(fetch(viewer, tool_id), department_id))
    if viewer.person_id is None or not speaks_for(viewer, teams):
        raise NotAllowed(_("That it meets the need is said by people of this department."))
    with transaction.atomic():
        row = locked(tool_id, version)
        _offered(row)
        found = _department(row, department_id)
        found.accepted, found.accepted_on, found.accepted_by_id = row.offered, viewer.on, viewer.person_id
        found.save()
        keep(row, viewer, "way out accepted by a department", now)


def sign(*, viewer: Viewer, tool_id: int, department_id: int, version: int, now: datetime) -> None:
    """Sign what is offered, as the department's named co-owner. Raises as ``accept``."""
    named = _department(fetch(viewer, tool_id), department_id).co_owner_id
    if viewer.person_id is None or named != viewer.person_id:
        raise NotAllowed(_("It is signed by the co-owner whom it names."))
    with transaction.atomic():
        row = locked(tool_id, version)
        _offered(row)
        found = _department(row, department_id)
        if found.accepted != row.offered:
            raise Invalid("state", _("People of the department say first that it meets their need."))
        found.signed, found.signed_on, found.signed_by_id = row.offered, viewer.on, viewer.person_id
        found.save()
        keep(row, viewer, "way out signed for a department", now)


def turn(
    *, viewer: Viewer, tool_id: int, event: str, reason: str, version: int, now: datetime,
    directive_id: int | None = None,
) -> ToolState:  # fmt: skip
    """Begin to ask, take an offer back, have it settled, switch it off, switch it off by a directive in force, open it
    again, leave it, take it up. The state it is in then.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: not possible now, a reason is missing, or the gate is shut.
    """
    worked_on(viewer, tool_id)
    why = plainly(reason, most=LONGEST, field="reason") if event in WITH_REASON else maybe(reason, most=LONGEST, field="reason")  # fmt: skip
    with transaction.atomic():
        row = locked(tool_id, version)
        if event in SAID_APART:
            raise Invalid("event", _("That is said in its own form."))
        _through(row, event, viewer, directive_id)
        move(row, event, viewer, why)
        if event in (WITHDRAW, REOPEN):
            begin_anew(row)
        if event in (SETTLE, ORDER):
            book(row, viewer)
        keep(row, viewer, "tool moved on", now, to=str(row.state))
    return ToolState(row.state)


def begin_anew(row: models.Tool) -> None:
    """What was offered, accepted, signed or ordered holds no longer; the need stays. The caller saves."""
    row.way = row.offer = row.offer_service = ""
    row.offered_on = row.settled_on = row.directive = None
    row.checks.filter(done_on=None).delete()


def book(row: models.Tool, viewer: Viewer) -> None:
    """Book the looks whether the need is met. The caller saves."""
    row.settled_on = viewer.on
    for after in LOOKS:
        models.Check.objects.get_or_create(tool=row, due_on=viewer.on + after)


def _through(row: models.Tool, event: str, viewer: Viewer, directive_id: int | None) -> None:
    """Let through what may happen: the gate, and the one way round it."""
    departments = list(row.departments.prefetch_related("teams"))
    if event == ORDER:
        row.directive_id = _in_force(viewer, departments, directive_id)
    elif event == RETIRE:
        if row.way in KEEPS:
            raise Invalid("event", _("On this way out the tool goes on. Open it again to offer another one."))
        missing = lacking(queries.gate(row, departments))
        if missing:
            raise Invalid("event", _("Not before: {missing}").format(missing=" ".join(missing)))
    elif event == SETTLE:
        agreed = queries.gate(row, departments)
        if row.way not in KEEPS and not (agreed.accepted and all(agreed.accepted)):
            raise Invalid("event", _("Every department that uses it says first that this meets its need."))


def _in_force(viewer: Viewer, departments: list[models.Department], directive_id: int | None) -> int:
    """The directive, where it is in force today for all of these departments."""
    if directive_id is None:
        raise Invalid("directive", _("Name the directive that orders it. There is no other way round."))
    found = directive_of(viewer=viewer, directive_id=directive_id)
    if found.line.state is not DirectiveState.IN_FORCE:
        raise Invalid("directive", _("This directive is not in force today."))
    teams = frozenset(team for each in departments for team in queries.teams_of(each))
    meant = people.with_those_below(people.sight(viewer=viewer).teams, found.said.teams)
    if found.said.teams and not teams <= meant:
        raise Invalid("directive", _("This directive is not for every department that uses the tool."))
    return directive_id


def _department(row: models.Tool, department_id: int) -> models.Department:
    found = row.departments.filter(id=department_id).prefetch_related("teams").first()
    if found is None:
        raise NotYours
    return found


def _service(name: str) -> str:
    """The key of a service that logs know by this name or key. Raises ``Invalid``."""
    if not name.strip():
        return ""
    known = service(name.strip()) or by_name(name)
    if known is None:
        raise Invalid(
            "service",
            _("The catalogue knows no service of this name. Leave it empty: the department is asked then."),
        )
    return known.key


def _offered(row: models.Tool) -> None:
    if row.state not in (ToolState.OFFERED, ToolState.SETTLED) or not row.offer:
        raise Invalid("state", _("Nothing is offered now."))


def _leads(viewer: Viewer, teams: frozenset[int], person_id: int) -> bool:
    above = {each.id: each.parent_id for each in people.sight(viewer=viewer).teams}
    every = set(teams)
    for team in teams:
        at = above.get(team)
        while at is not None and at not in every:
            every.add(at)
            at = above.get(at)
    return person_id in managers_of(team_ids=every, on=viewer.on) or co_owns(person_id=person_id)
