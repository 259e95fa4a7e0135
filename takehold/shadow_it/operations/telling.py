"""Telling of a tool: by a department itself, under a signed promise; or by logs that showed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.governance.operations.saying import plainly, titled
from takehold.initiatives.facts import Invalid
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import BANDS, ToldInput, ToolState
from takehold.shadow_it.operations.saying import keep, locked, quicker, record
from takehold.shadow_it.queries.catalogue import by_name
from takehold.shadow_it.queries.rights import fetch, worked_on

LONGEST_NAME: Final = 160
LONGEST_USE: Final = 300


def tell(*, viewer: Viewer, said: ToldInput, now: datetime) -> int:
    """Register a tool of one's own department; its id. Who told it is kept only where they want to be asked back: the
    record of who did what names nobody.

    Raises:
        NotYours: no part in the organisation. NotAllowed: no team, or nobody signed the promise. Invalid.
        Conflict: somebody told of the same service in the same moment.
    """
    own, under = may_tell(viewer)
    team = said.team if said.team is not None else min(own)
    if team not in own:
        raise Invalid("team", _("Choose a team of your own."))
    teams = unit_of(viewer, team)
    fields = _checked(said)
    try:
        with transaction.atomic():
            row = models.Tool.objects.create(
                under=under, known_on=viewer.on, service=_free(said.name), **fields
            )
            used_by(row, teams, viewer, asks_back=viewer.person_id if said.ask_me else None)
            record(_nobody(viewer), "tool told", row.pk, now)
    except IntegrityError as error:
        raise quicker() from error
    return row.pk


def may_tell(viewer: Viewer) -> tuple[frozenset[int], models.Promise]:
    """One's own teams, and the promise that holds. Raises ``NotYours``, ``NotAllowed``."""
    if not viewer.roles:
        raise NotYours
    own = people.own_teams(viewer)
    if not own:
        raise NotAllowed(_("Departments tell of their own tools, and you belong to none here."))
    under = models.Promise.objects.filter(signed_on__isnull=False).first()
    if under is None:
        raise NotAllowed(
            _("Nobody has signed the promise yet under which departments tell. It is signed first.")
        )
    return own, under


def no_longer_ask(*, viewer: Viewer, tool_id: int, now: datetime) -> None:
    """Whoever told it is not asked back any more: no trace of who it was stays. Raises ``NotYours``."""
    row = fetch(viewer, tool_id)
    with transaction.atomic():
        gone = row.departments.filter(asks_back_id=viewer.person_id or 0).update(asks_back=None)
        if not gone:
            raise NotYours
        record(_nobody(viewer), "nobody is asked back of a tool", row.pk, now)


def used_by(
    row: models.Tool, teams: Iterable[int], viewer: Viewer, *, asks_back: int | None = None
) -> models.Department:
    """Keep that a reporting group uses it."""
    made = models.Department.objects.create(tool=row, on=viewer.on, asks_back_id=asks_back)
    models.DepartmentTeam.objects.bulk_create(
        [models.DepartmentTeam(department=made, team_id=each) for each in sorted(teams)]
    )
    return made


def unit_of(viewer: Viewer, team: int) -> frozenset[int]:
    """All teams of the reporting group in which a team is shown. Raises ``Invalid`` where nobody could be shown at all."""
    for unit in people.sight(viewer=viewer).units:
        if team in unit.team_ids:
            return unit.team_ids
    raise Invalid(
        "team", _("Too few people are known in this part of the organisation to show it as a group.")
    )


def add_department(*, viewer: Viewer, tool_id: int, group: int, version: int, now: datetime) -> None:
    """Keep that another reporting group (the smallest id of its teams) uses it; it accepts and signs from then on too.

    Raises:
        NotYours, NotAllowed, Conflict. Invalid: no such group, it stands there already, or nothing is left to agree on.
    """
    worked_on(viewer, tool_id)
    units = {min(unit.team_ids): unit.team_ids for unit in people.sight(viewer=viewer).units}
    if group not in units:
        raise Invalid("group", _("Choose a department."))
    with transaction.atomic():
        row = locked(tool_id, version)
        if row.state in (ToolState.RETIRED, ToolState.LEFT):
            raise Invalid("group", _("There is nothing left to agree on: open it again first."))
        if row.departments.filter(teams__team_id__in=units[group]).exists():
            raise Invalid("group", _("This department stands there already."))
        used_by(row, units[group], viewer)
        keep(row, viewer, "department of a tool added", now)


def banded(text: str, field: str = "people") -> str:
    """How many people, as one of the bands. Raises ``Invalid``."""
    if text not in BANDS:
        raise Invalid(field, _("Choose about how many people."))
    return text


def _checked(said: ToldInput) -> dict[str, Any]:
    return {
        "name": titled(said.name, most=LONGEST_NAME, field="name"),
        "kind": said.kind,
        "used_for": plainly(said.used_for, most=LONGEST_USE, field="used_for"),
        "people": banded(said.people),
    }


def _free(name: str) -> str:
    """The service of the catalogue that is called so, where no inquiry is about it yet."""
    known = by_name(name)
    if known is None or models.Tool.objects.filter(service=known.key).exclude(state=ToolState.LEFT).exists():
        return ""
    return known.key


def _nobody(viewer: Viewer) -> Viewer:
    """For the record: who told a tool stands nowhere."""
    return Viewer(None, "", (), viewer.on)
