"""What the clock does with surveys: each step is one call, found due from the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from takehold.gather.operations import inviting, opening

STEPS: Final[Mapping[str, Callable[..., Any]]] = {
    "open": opening.open_when_due,
    "mail": inviting.send_invitations,
    "tell": inviting.send_last_day,
    "remind": inviting.send_reminders,
    "close": opening.close_when_due,
}


def run_step(step: str, wave_id: str, now: datetime) -> None:
    """Do one step of one survey."""
    STEPS[step](wave_id=UUID(wave_id), now=now)
