"""The words of shifts on pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from takehold.bridge.facts.champions import Shift

SHIFTS: Final[Mapping[Shift, Any]] = {
    Shift.DAY: pgettext_lazy("shift", "by day or early"),
    Shift.LATE: pgettext_lazy("shift", "late"),
    Shift.NIGHT: pgettext_lazy("shift", "at night"),
    Shift.WEEKEND: pgettext_lazy("shift", "on weekends"),
}


def spoken(shifts: Iterable[Shift]) -> str:
    """Shifts as one reads them in a line."""
    return ", ".join(str(SHIFTS[each]) for each in shifts)
