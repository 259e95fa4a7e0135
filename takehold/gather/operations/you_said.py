""" "You said, we did" or "we did not, because": written once for each survey, before the next may open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.surveys import NotAStep
from takehold.gather.models import Wave, WaveState, YouSaid
from takehold.gather.operations.survey_states import take
from takehold.gather.queries.surveys import editable
from takehold.people.facts import NotAllowed, Viewer

MOST: Final = 12
Line = tuple[str, bool, str]
"""What was said, whether it was done, and what was done or why not."""


def answer_survey(*, viewer: Viewer, wave_id: UUID, lines: Sequence[Line], now: datetime) -> None:
    """Write what was said and what became of it. The survey is answered with it; more can be added later."""
    row, _change = editable(viewer, wave_id)
    if row.state not in (WaveState.CLOSED, WaveState.ANSWERED):
        raise NotAStep(_("This survey has not closed yet: there is nothing to answer."))
    said = [(a.strip(), done, b.strip()) for a, done, b in lines if a.strip() or b.strip()]
    if not said:
        raise NotAllowed(_("Write at least one line: what was said, and what you did or why you did not."))
    if any(not a or not b for a, _done, b in said):
        raise NotAllowed(_("Each line needs both: what was said, and what you did or why you did not."))
    with transaction.atomic():
        Wave.objects.select_for_update().get(pk=row.pk)
        if YouSaid.objects.filter(wave=row).count() + len(said) > MOST:
            raise NotAllowed(_("Twelve lines are the most: say what matters."))
        YouSaid.objects.bulk_create(
            YouSaid(wave=row, said=a, done=done, answer=b, written_by_id=viewer.person_id, written_at=now)
            for a, done, b in said
        )
        if row.state == WaveState.CLOSED:
            take(row, "answer", answered_at=now)
        audit.record(
            actor=viewer.actor,
            action="survey answered",
            subject=f"survey:{row.pk}",
            now=now,
            details={"lines": len(said), "done": sum(done for _a, done, _b in said)},
        )
