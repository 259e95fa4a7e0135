"""A person writes the own plan, answers what is proposed, and withdraws: then nothing of it is left but that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.bridge import models
from takehold.bridge.facts.plans import LineState, PlanInput
from takehold.bridge.queries.plans import choosable
from takehold.bridge.queries.reinforcements import HARD, HELPS, NAMES, RECOGNITION, TOLD
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = 500
KNOWN: Final[Mapping[str, Mapping[str, Any]]] = {
    "hard": HARD, "helps": HELPS, "told": TOLD, "recognition": RECOGNITION
}  # fmt: skip


def write(*, viewer: Viewer, said: PlanInput, now: datetime) -> None:
    """Keep what the person says of themselves; what was agreed to stays agreed.

    Raises:
        NotYours: nobody. Invalid: something that cannot be chosen, or a coach who is none of one's own.
    """
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    for name, known in KNOWN.items():
        if not set(getattr(said, name)) <= set(known):
            raise Invalid(name, _("Choose from the list."))
    if "none" in said.recognition and len(said.recognition) > 1:
        raise Invalid("recognition", _("Either not at all, or one of the others."))
    if said.coach_id is not None and said.coach_id not in {each.id for each in choosable(viewer=viewer)}:
        raise Invalid("coach", _("Choose somebody who manages or coaches your own team."))
    easier = cleaned(said.easier, most=LONGEST, field="easier") if said.easier.strip() else ""
    with transaction.atomic():
        models.Plan.objects.update_or_create(
            person_id=viewer.person_id,
            defaults={
                **{name: list(dict.fromkeys(getattr(said, name))) for name in KNOWN},
                "easier": easier, "coach_id": said.coach_id, "written_on": viewer.on,
            },
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="own plan written", subject="plan", now=now)


def answer(*, viewer: Viewer, key: str, state: str, now: datetime) -> None:
    """Agree to something, decline it, or (``state`` empty) leave it open again. Raises ``NotYours``, ``Invalid``."""
    if key not in NAMES or state not in ("", *LineState):
        raise Invalid("state", _("Choose one of the answers."))
    with transaction.atomic():
        row = models.Plan.objects.select_for_update().filter(person_id=viewer.person_id or 0).first()
        if row is None:
            raise NotYours
        if state:
            row.lines.update_or_create(key=key, defaults={"state": state, "on": viewer.on})
        else:
            row.lines.filter(key=key).delete()
        audit.record(actor=viewer.actor, action="own plan answered", subject="plan", now=now)


def withdraw(*, viewer: Viewer, now: datetime) -> None:
    """Delete the plan and every answer; the record holds that it was withdrawn, and nothing of what it said.

    Raises:
        NotYours: there is none.
    """
    with transaction.atomic():
        gone, _rows = models.Plan.objects.filter(person_id=viewer.person_id or 0).delete()
        if not gone:
            raise NotYours
        audit.record(actor=viewer.actor, action="own plan withdrawn", subject="plan", now=now)
