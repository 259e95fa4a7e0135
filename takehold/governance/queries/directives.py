"""Directives: which there are, one of them, who may do what with it. That one lapsed follows from the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from takehold.governance import models
from takehold.governance.facts.directives import (
    DirectiveFact,
    DirectiveInput,
    DirectiveLine,
    DirectiveState,
    DirectiveTurnFact,
    Ground,
    Issued,
    ToldLine,
)
from takehold.people.facts import NotYours, RoleKind, Viewer
from takehold.people.forms import ROLE_WORDS

OFFICES: Final[Mapping[str, Any]] = {
    each: ROLE_WORDS[each] for each in (RoleKind.COUNCIL, RoleKind.SPONSOR, RoleKind.IT_LEAD, RoleKind.LEAD)
}
"""From which offices a directive may come, and which may review one."""
PUBLIC: Final = (DirectiveState.IN_FORCE, DirectiveState.LIFTED)


def offices(viewer: Viewer, initiative_id: int | None = None) -> tuple[str, ...]:
    """The offices that somebody holds: for everything, or for this change."""
    held = {role.kind for role in viewer.roles if role.initiative_id in (None, initiative_id)}
    return tuple(each for each in OFFICES if each in held)


def may_write(viewer: Viewer) -> bool:
    """Whether somebody holds an office, be it for one change."""
    return any(role.kind in OFFICES for role in viewer.roles)


def state_on(row: models.Directive, on: date) -> DirectiveState:
    """Where it stands on a day: what was in force and whose last day is over has lapsed."""
    if row.state == DirectiveState.IN_FORCE and row.expires_on < on:
        return DirectiveState.LAPSED
    return DirectiveState(row.state)


def readable(viewer: Viewer) -> QuerySet[models.Directive]:
    """What was issued, for everybody with a part in the organisation; what was not, for whoever wrote it."""
    if not viewer.roles:
        raise NotYours
    return models.Directive.objects.filter(Q(state__in=PUBLIC) | Q(issuer_id=viewer.person_id or 0))


def fetch(viewer: Viewer, directive_id: int) -> models.Directive:
    """A directive that this viewer may read. Raises ``NotYours``."""
    rows = readable(viewer).select_related("initiative").prefetch_related("teams__team", "turns")
    row = rows.filter(id=directive_id).first()
    if row is None:
        raise NotYours
    return row


def directives(*, viewer: Viewer) -> tuple[DirectiveLine, ...]:
    """All that may be read: drafts, then in force with the soonest to lapse first, then what is over. One query."""
    found = [line(row, viewer) for row in readable(viewer).exclude(state=DirectiveState.DROPPED)]
    order = (DirectiveState.DRAFT, DirectiveState.IN_FORCE, DirectiveState.LAPSED, DirectiveState.LIFTED)
    over = (DirectiveState.LAPSED, DirectiveState.LIFTED)

    def place(each: DirectiveLine) -> tuple[int, int]:
        last = each.over_on or each.expires_on
        return (2, -last.toordinal()) if each.state in over else (order.index(each.state), last.toordinal())

    return tuple(sorted(found, key=place))


def lapsing(*, viewer: Viewer, until: date) -> tuple[DirectiveLine, ...]:
    """Those in force that lapse by a day unless they are reviewed, the soonest first. One query."""
    rows = readable(viewer).filter(
        state=DirectiveState.IN_FORCE, expires_on__gte=viewer.on, expires_on__lte=until
    )
    return tuple(line(row, viewer) for row in rows.order_by("expires_on", "id"))


def directive(*, viewer: Viewer, directive_id: int) -> DirectiveFact:
    """One directive. Raises ``NotYours``."""
    row = fetch(viewer, directive_id)
    return DirectiveFact(
        line=line(row, viewer),
        said=said(row),
        change=row.initiative.name if row.initiative is not None else "",
        where=tuple(sorted(each.team.name for each in row.teams.all())),
        turns=tuple(
            DirectiveTurnFact(each.on, each.event, each.reason, each.until) for each in row.turns.all()
        ),
        version=row.version,
        writer=writes(viewer, row),
        reviewer=reviews(viewer, row),
    )


def writes(viewer: Viewer, row: models.Directive) -> bool:
    """Whoever wrote it, while the office is still theirs."""
    own = row.issuer_id is not None and row.issuer_id == viewer.person_id
    return own and row.office in offices(viewer, row.initiative_id)


def reviews(viewer: Viewer, row: models.Directive) -> bool:
    """Whoever holds the office that reviews it, and did not issue it."""
    return row.issuer_id != viewer.person_id and row.reviewer in offices(viewer, row.initiative_id)


def line(row: models.Directive, viewer: Viewer) -> DirectiveLine:
    """The row as a line of a list."""
    return DirectiveLine(
        id=row.pk,
        title=row.title,
        ground=Ground(row.ground),
        state=state_on(row, viewer.on),
        office=row.office,
        reviewer=row.reviewer,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        over_on=row.over_on,
        own=row.issuer_id is not None and row.issuer_id == viewer.person_id,
    )


def said(row: models.Directive) -> DirectiveInput:
    """What was said of it, as it stands."""
    return DirectiveInput(
        title=row.title, what=row.what, ground=row.ground, rests_on=row.rests_on, evidence=row.evidence,
        office=row.office, reviewer=row.reviewer, expires_on=row.expires_on,
        teams=frozenset(each.team_id for each in row.teams.all()), persuaded=row.persuaded, no_time=row.no_time,
        evidence_link=row.evidence_link, change=row.initiative.slug if row.initiative is not None else "",
    )  # fmt: skip


def told_of(*, viewer: Viewer) -> tuple[ToldLine, ...]:
    """Directives in force that this viewer was told of, those to acknowledge first. One query."""
    rows = models.DirectiveTold.objects.filter(
        person_id=viewer.person_id or 0, directive__state=DirectiveState.IN_FORCE, directive__expires_on__gte=viewer.on
    ).select_related("directive")  # fmt: skip
    found = [
        ToldLine(each.directive_id, each.directive.title, Ground(each.directive.ground), each.directive.expires_on,
                 each.acknowledged_on)
        for each in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.acknowledged_on is not None, each.expires_on, each.id)))


def issued(*, since: date) -> tuple[Issued, ...]:
    """What was issued from a day on, and by which office: for counting it beside other moves."""
    rows = models.Directive.objects.filter(issued_on__gte=since).order_by("issued_on", "id")
    return tuple(Issued(office, on) for office, on in rows.values_list("office", "issued_on") if on)
