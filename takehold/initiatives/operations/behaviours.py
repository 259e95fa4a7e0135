"""The behaviours of a change: what is asked for, the measure that sees it, a baseline begun anew."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.initiatives import models
from takehold.initiatives.facts import BehaviourFact, BehaviourInput, Invalid
from takehold.initiatives.operations.rights import editable, editable_behaviour
from takehold.initiatives.queries.changes import behaviour_fact
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import Viewer


def add_behaviour(
    *,
    viewer: Viewer,
    slug: str,
    key: str,
    name: str,
    now: datetime,
    question: str = "",
    caution: str = "",
    target: float | None = None,
    safety_grade: bool = False,
) -> BehaviourFact:
    """Add a behaviour to a change; the one with this key when it is there already."""
    row = editable(viewer, slug, steward=True)
    said = BehaviourInput(slugify(key or name)[:120], name.strip(), question, caution, target, safety_grade)
    _check(said)
    with transaction.atomic():
        behaviour, made = models.DesiredBehaviour.objects.get_or_create(
            initiative=row,
            key=said.key,
            defaults={
                "name": said.name,
                "question": said.question,
                "caution": said.caution,
                "target": said.target,
                "safety_grade": said.safety_grade,
                "position": row.behaviours.count(),
            },
        )
        if made:
            _line(viewer, "behaviour added", behaviour.pk, now)
    return behaviour_fact(behaviour)


def edit_behaviour(*, viewer: Viewer, behaviour_id: int, said: BehaviourInput, now: datetime) -> None:
    """Edit words, target and safety grade. The key stays: figures hang on it."""
    row = editable_behaviour(viewer, behaviour_id)
    _check(said)
    with transaction.atomic():
        models.DesiredBehaviour.objects.filter(id=row.pk).update(
            name=said.name.strip(),
            question=said.question,
            caution=said.caution,
            target=said.target,
            safety_grade=said.safety_grade,
            looked_at=None,
        )
        _line(viewer, "behaviour edited", row.pk, now)


def connect(*, viewer: Viewer, behaviour_id: int, measure_id: int, now: datetime) -> None:
    """Let a measure see the behaviour. Another measure than before begins another series."""
    row = editable_behaviour(viewer, behaviour_id, steward=True)
    if row.measure_id == measure_id:
        return
    measure = ledger.measure(measure_id)
    with transaction.atomic():
        models.DesiredBehaviour.objects.filter(id=row.pk).update(
            measure_id=measure.id, source_id=measure.source_id, looked_at=None
        )
        models.Outlook.objects.filter(behaviour_id=row.pk).delete()
        _line(viewer, "behaviour connected", row.pk, now)


def rebaseline(
    *, viewer: Viewer, behaviour_id: int, unit: str, start: date, reason: str, now: datetime
) -> None:
    """Begin a unit's baseline anew on a day: a decision of a person, with a reason, on record."""
    row = editable_behaviour(viewer, behaviour_id)
    if not reason.strip():
        raise Invalid("reason", _("Say why the baseline begins anew."))
    if start > timezone.localdate(now):
        raise Invalid("start", _("The baseline cannot begin in the future."))
    if unit not in {each.name for each in people.units(viewer=viewer, on=viewer.on)}:
        raise Invalid("unit", _("There is no such reporting group today."))
    with transaction.atomic():
        models.Baseline.objects.create(
            behaviour=row,
            unit=unit,
            start=start,
            reason=reason.strip()[:500],
            decided_by_id=viewer.person_id,
            decided_at=now,
        )
        models.DesiredBehaviour.objects.filter(id=row.pk).update(looked_at=None)
        _line(viewer, "baseline begun anew", row.pk, now)


def _check(said: BehaviourInput) -> None:
    if not said.name.strip():
        raise Invalid("name", _("Say what people would do, in words they would use."))
    if not said.key:
        raise Invalid("key", _("Use letters in the name."))
    for name, most in (("name", 300), ("question", 500), ("caution", 500)):
        if len(getattr(said, name)) > most:
            raise Invalid(name, _("At most %(most)d characters.") % {"most": most})
    if said.target is not None and not 0 < said.target <= 1:
        raise Invalid("target", _("A target is between 1 and 100 percent."))


def _line(viewer: Viewer, action: str, behaviour: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"behaviour:{behaviour}", now=now, details={})
