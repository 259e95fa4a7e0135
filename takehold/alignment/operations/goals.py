"""Writing goals down, saying what they do to a behaviour, finding conflicts, and settling them by two signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.alignment import models
from takehold.alignment.facts.figures import FigureKind
from takehold.alignment.facts.goals import ConflictState, GoalInput, Pull, Side
from takehold.alignment.operations.settling import PROPOSE, REOPEN, SETTLE, SIGN, following
from takehold.alignment.queries import figures
from takehold.alignment.queries import goals as queries
from takehold.alignment.queries.rights import change_of
from takehold.audit import operations as audit
from takehold.gather.queries.naming import of_house
from takehold.gather.queries.written import cleaned
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST: Final = {
    "text": 200,
    "owner": 160,
    "with_owner": 160,
    "evidence": 400,
    "way_out": 600,
    "reason": 300,
    "office": 160,
}


def write(
    *, viewer: Viewer, said: GoalInput, now: datetime, goal_id: int | None = None, version: int = 0
) -> int:
    """Write a goal down, or over the version that was read; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept. Conflict: somebody else changed it meanwhile.
    """
    _writer(viewer)
    told = _checked(said, viewer)
    columns = {
        "side": told.side, "kind": told.kind, "text": told.text, "owner": told.owner, "with_owner": told.with_owner,
        "since": told.since, "until": told.until,
    }  # fmt: skip
    with transaction.atomic():
        if goal_id is None:
            row = models.Goal.objects.create(**columns)
        else:
            row = _there(goal_id)
            _same(row.version, version)
            for name, value in columns.items():
                setattr(row, name, value)
            row.version += 1
            row.save()
        _record(viewer, "goal written down", f"goal:{row.pk}", now)
    return int(row.pk)


def pull(
    *, viewer: Viewer, goal_id: int, slug: str, key: str, pull: Pull, evidence: str, now: datetime
) -> None:
    """Say what a goal does to a behaviour, and what that is concluded from. Conflicts that follow are found at once.

    Raises:
        NotYours, NotAllowed: not theirs, or no such behaviour. Invalid: nothing is named that it is concluded from.
    """
    _writer(viewer)
    change_of(viewer, slug)
    behaviour = next(
        (each for each in initiatives.behaviours(viewer=viewer, slug=slug) if each.key == key), None
    )
    if behaviour is None:
        raise NotYours
    told = _said(evidence, "evidence")
    with transaction.atomic():
        row = _there(goal_id)
        models.GoalPull.objects.update_or_create(
            goal=row, behaviour_id=behaviour.id,
            defaults={"pull": pull, "evidence": told, "said_on": viewer.on},
        )  # fmt: skip
        _record(viewer, "goal weighed", f"goal:{row.pk}", now, pull=pull.value)
        _find(behaviour.id, viewer, now)


def show(*, viewer: Viewer, goal_id: int, code: str, now: datetime) -> None:
    """Name the figure that shows a goal, as one of ``figures.choices``; "" takes it away.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no figure of a change that they read.
    """
    _writer(viewer)
    known = {each.code: each for each, _change in figures.choices(viewer=viewer)}
    if code and code not in known:
        raise Invalid("figure", _("This figure is not there any more. Choose another one."))
    chosen = known.get(code)
    with transaction.atomic():
        row = _there(goal_id)
        row.figure_behaviour_id = chosen.id if chosen and chosen.kind is FigureKind.BEHAVIOUR else None
        row.figure_report_id = chosen.id if chosen and chosen.kind is FigureKind.REPORT else None
        row.save(update_fields=["figure_behaviour", "figure_report"])
        _record(
            viewer,
            "goal's figure named",
            f"goal:{row.pk}",
            now,
            figure=chosen.kind.value if chosen else "none",
        )


def propose(*, viewer: Viewer, conflict_id: int, way_out: str, version: int, now: datetime) -> None:
    """Propose a way out; signatures under another one no longer count. Raises as ``sign``."""
    _writer(viewer)
    queries.conflict(viewer=viewer, conflict_id=conflict_id)
    told = _said(way_out, "way_out")
    none = {"it_on": None, "it_office": "", "it_by": None}
    nor = {"operations_on": None, "operations_office": "", "operations_by": None}
    with transaction.atomic():
        row = _fresh(conflict_id, version)
        _keep(row, PROPOSE, way_out=told, **none, **nor)
        _record(viewer, "way out proposed", f"goal conflict:{row.pk}", now)


def sign(*, viewer: Viewer, conflict_id: int, side: Side, office: str, version: int, now: datetime) -> None:
    """Agree to the way out for one side, in the office named; with both sides it is settled.

    Raises:
        NotYours, NotAllowed: one does not sign for that side, or signed for the other. Invalid: no way out is proposed.
        Conflict: it was changed meanwhile.
    """
    found = queries.conflict(viewer=viewer, conflict_id=conflict_id)
    told = _said(office, "office")
    if found.state is not ConflictState.PROPOSED:
        raise Invalid("office", _("First propose a way out; then both sides sign it."))
    if side not in found.may_sign:
        raise NotAllowed(
            _("For this side somebody else signs: an IT lead for IT, a sponsor or a manager for operations.")
        )
    own, other = ("it", "operations") if side is Side.IT else ("operations", "it")
    with transaction.atomic():
        row = _fresh(conflict_id, version)
        if getattr(row, f"{other}_by_id") == viewer.person_id:
            raise NotAllowed(_("One person does not sign for both sides."))
        both = getattr(row, f"{other}_on") is not None
        settled = {"settled_on": viewer.on, "reopened": ""} if both else {}
        signature = {f"{own}_on": viewer.on, f"{own}_office": told, f"{own}_by_id": viewer.person_id}
        _keep(row, SETTLE if both else SIGN, **signature, **settled)
        _record(viewer, "way out signed", f"goal conflict:{row.pk}", now, side=side.value)


def reopen(*, viewer: Viewer, conflict_id: int, reason: str, version: int, now: datetime) -> None:
    """A settled conflict is open again, and why. Raises as ``sign``."""
    _writer(viewer)
    queries.conflict(viewer=viewer, conflict_id=conflict_id)
    told = _said(reason, "reason")
    with transaction.atomic():
        row = _fresh(conflict_id, version)
        _keep(row, REOPEN, reopened=told, settled_on=None, it_on=None, it_office="", it_by=None,
              operations_on=None, operations_office="", operations_by=None)  # fmt: skip
        _record(viewer, "goal conflict reopened", f"goal conflict:{row.pk}", now)


def _find(behaviour_id: int, viewer: Viewer, now: datetime) -> None:
    """Conflicts of one behaviour as its pulls are now: new ones are kept, those that are none any more leave unless settled."""
    rows = list(models.GoalPull.objects.filter(behaviour=behaviour_id).values_list("goal", "pull"))
    pairs = {
        (helps, hinders)
        for helps, one in rows if one == Pull.FOR
        for hinders, other in rows if other == Pull.AGAINST
    }  # fmt: skip
    known = {
        (row.helps_id, row.hinders_id): row
        for row in models.GoalConflict.objects.filter(behaviour=behaviour_id)
    }
    for helps, hinders in sorted(pairs - set(known)):
        row = models.GoalConflict.objects.create(
            behaviour_id=behaviour_id, helps_id=helps, hinders_id=hinders, found_on=viewer.on
        )
        _record(viewer, "goal conflict found", f"goal conflict:{row.pk}", now)
    for pair in set(known) - pairs:
        if known[pair].state != ConflictState.SETTLED:
            known[pair].delete()


def _there(goal_id: int) -> models.Goal:
    row = models.Goal.objects.select_for_update().filter(id=goal_id).first()
    if row is None:
        raise NotYours
    return row


def _fresh(conflict_id: int, version: int) -> models.GoalConflict:
    row = models.GoalConflict.objects.select_for_update().filter(id=conflict_id).first()
    if row is None:
        raise NotYours
    _same(row.version, version)
    return row


def _keep(row: models.GoalConflict, event: str, **columns: Any) -> None:
    state = following(row.state, event)
    if state is None:
        raise Invalid("", _("That cannot happen to this conflict now."))
    row.state, row.version = state, row.version + 1
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def _checked(said: GoalInput, viewer: Viewer) -> GoalInput:
    since = said.since or viewer.on
    if said.until is not None and said.until <= since:
        raise Invalid("until", _("It ends on a later day than it begins."))
    if said.side is Side.SHARED and not said.with_owner.strip():
        raise Invalid("with_owner", _("A shared goal has an owner on each side: name the second one."))
    second = _said(said.with_owner, "with_owner") if said.side is Side.SHARED else ""
    return replace(
        said, text=_said(said.text, "text"), owner=_said(said.owner, "owner"), with_owner=second, since=since
    )


def _said(text: str, field: str) -> str:
    kept = " ".join(cleaned(text, most=LONGEST[field], field=field).split())
    if name := of_house(kept):
        raise Invalid(
            field,
            _("“{name}” is the name of somebody here. Goals belong to bodies and roles: name those.").format(
                name=name
            ),
        )
    return kept


def _writer(viewer: Viewer) -> None:
    if not viewer.has(*queries.READERS):
        raise NotYours
    if not viewer.has(*queries.WRITERS):
        raise NotAllowed(_("Goals are written down by those who lead or sponsor changes; you may read them."))


def _same(now_there: int, read: int) -> None:
    if now_there != read:
        raise Conflict(
            _(
                "Somebody else changed this meanwhile. Nothing of yours was lost: look at it and send it again."
            )
        )


def _record(viewer: Viewer, action: str, subject: str, now: datetime, **details: str | int) -> None:
    audit.record(actor=viewer.actor, action=action, subject=subject, now=now, details=details)
