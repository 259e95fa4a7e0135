"""Whom people turn to, as it is read: which were asked, and one."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from takehold.analysis.influence import Bar
from takehold.cocreation import models
from takehold.cocreation.facts.canvasses import (
    Agreed,
    Canvasses,
    CanvassFact,
    CanvassLine,
    CanvassResult,
    CanvassState,
    WellKnown,
)
from takehold.gather.queries import listening
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer

BAND = 5


def canvasses(*, viewer: Viewer) -> Canvasses:
    """All that this viewer may read. Before it opens it is read by those who lead, the works council and administrators.

    Raises:
        NotYours: has no part in the organisation.
    """
    if not viewer.roles:
        raise NotYours
    changes = _changes(viewer)
    mine = models.Canvassed.objects.filter(canvass=OuterRef("pk"), person_id=viewer.person_id or 0)
    rows = models.Canvass.objects.filter(initiative_id__in=changes).annotate(mine=Exists(mine))
    lines = tuple(
        CanvassLine(
            row.pk, changes[row.initiative_id].name, row.question, CanvassState(row.state), row.closes_on,
            row.state == CanvassState.OPEN and bool(row.mine),
        )
        for row in rows.order_by("-id")
        if _readable(viewer, row, changes[row.initiative_id])
    )  # fmt: skip
    led = tuple((each.slug, each.name) for each in changes.values() if each.may_edit and not each.ended)
    return Canvasses(lines, led)


def canvass(*, viewer: Viewer, canvass_id: int) -> CanvassFact:
    """One of them. Raises ``NotYours``."""
    row, change = fetch(viewer, canvass_id)
    asked = row.asked.filter(person_id=viewer.person_id or 0).first()
    counts = row.asked.aggregate(n=Count("id"), answered=Count("id", filter=Q(answered=True)))
    running = row.state == CanvassState.OPEN
    own = None
    if asked is not None and asked.answered:
        found = row.nominations.filter(by_id=asked.person_id).order_by("id")
        own = tuple(found.values_list("whom__name", flat=True))
    return CanvassFact(
        id=row.pk, slug=change.slug, change=change.name, question=row.question, state=CanvassState(row.state),
        closes_on=row.closes_on, asked=counts["n"] if running else None,
        answered=counts["answered"] // BAND * BAND if running else None, mine=running and asked is not None, own=own,
        willing=asked is not None and asked.willing, agreed=_agreed(row), may_edit=change.may_edit, result=_result(row, viewer),
    )  # fmt: skip


def asked(*, viewer: Viewer, canvass_id: int) -> tuple[int, ...]:
    """The persons who are asked, by number, and no word of who answered. Raises ``NotYours``, ``NotAllowed``: does not lead."""
    row, change = fetch(viewer, canvass_id)
    if not change.may_edit:
        raise NotAllowed(_("Those who lead the change see who is asked."))
    return tuple(row.asked.order_by("person_id").values_list("person_id", flat=True))


def fetch(viewer: Viewer, canvass_id: int, *, lock: bool = False) -> tuple[models.Canvass, ChangeName]:
    """The row and its change. Raises ``NotYours``: not theirs, or there is none."""
    rows = models.Canvass.objects.select_related("agreed_by")
    rows = models.Canvass.objects.select_for_update() if lock else rows
    row = rows.filter(pk=canvass_id).first()
    change = _changes(viewer).get(row.initiative_id) if row is not None else None
    if row is None or change is None or not _readable(viewer, row, change):
        raise NotYours
    return row, change


def change_led(viewer: Viewer, slug: str) -> ChangeName | None:
    """The change, None where this viewer does not read it."""
    return next((each for each in _changes(viewer).values() if each.slug == slug), None)


def _changes(viewer: Viewer) -> dict[int, ChangeName]:
    return {each.id: each for each in listening.ears_for_changes(viewer).changes}


def _readable(viewer: Viewer, row: models.Canvass, change: ChangeName) -> bool:
    decides = change.may_edit or viewer.has(RoleKind.WORKS_COUNCIL, RoleKind.ADMIN)
    return decides or row.state not in (CanvassState.DRAFT, CanvassState.AGREED)


def _agreed(row: models.Canvass) -> Agreed | None:
    if row.agreed_on is None:
        return None
    return Agreed(row.agreed_how, row.agreed_by.name if row.agreed_by else "", row.agreed_on, row.words)


def _result(row: models.Canvass, viewer: Viewer) -> CanvassResult | None:
    if row.state != CanvassState.CLOSED or row.result is None:
        return None
    kept = {**row.result, "bar": Bar(row.result["bar"])}
    named = list(row.named.select_related("person").order_by("person__name", "person_id"))
    few = tuple(each.person.name for each in named if each.chosen)
    if len(few) != kept.pop("of_few", 0) or not few:
        few, kept["reached"] = (), None
    people = tuple(WellKnown(each.person.name, each.person_id == viewer.person_id) for each in named)
    return CanvassResult(**kept, few=few, people=people)
