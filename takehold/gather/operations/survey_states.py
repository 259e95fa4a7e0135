"""The life of a survey as a table: planned, open, closed, answered. Forward only; triggers of the database hold it too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from takehold.gather.facts.surveys import NotAStep
from takehold.gather.models import Wave, WaveState

STEPS: Final[Mapping[tuple[str, str], str]] = {
    (WaveState.DRAFT, "open"): WaveState.OPEN,
    (WaveState.OPEN, "close"): WaveState.CLOSED,
    (WaveState.CLOSED, "answer"): WaveState.ANSWERED,
}
MOMENT_OF: Final = {
    WaveState.OPEN: "opened_at",
    WaveState.CLOSED: "closed_at",
    WaveState.ANSWERED: "answered_at",
}


def after(state: str, step: str) -> str:
    """The state after a step. Raises ``NotAStep``."""
    found = STEPS.get((state, step))
    if found is None:
        raise NotAStep(_("A survey goes forward only: planned, open, closed, answered."))
    return found


def take(row: Wave, step: str, **also: object) -> None:
    """Take a step, unless somebody else took it a moment ago: then ``NotAStep``. ``also``: what is set with it."""
    to = after(row.state, step)
    changed = Wave.objects.filter(pk=row.pk, state=row.state).update(state=to, **also)
    if not changed:
        raise NotAStep(_("A survey goes forward only: planned, open, closed, answered."))
    row.state = to
    for name, value in also.items():
        setattr(row, name, value)
