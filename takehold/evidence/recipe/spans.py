"""Spans of time as a recipe writes them: ``5d``, ``4h``, ``30m``."""

from __future__ import annotations

import re

UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_SPAN = re.compile(r"^\s*(\d+)\s*([wdhms])\s*$")


def seconds(text: str) -> int | None:
    """Seconds of a span such as ``5d``; None when it is not one."""
    match = _SPAN.match(text)
    return int(match.group(1)) * UNITS[match.group(2)] if match else None


def written(span: int) -> str:
    """The shortest whole form of ``span`` seconds."""
    for unit, size in UNITS.items():
        if unit != "w" and span % size == 0:
            return f"{span // size}{unit}"
    return f"{span}s"
