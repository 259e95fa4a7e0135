"""Verdicts of the last refresh, read from their stored form once and kept for the next page: hundreds stand on one."""

from __future__ import annotations

from takehold.analysis.facts import UnitVerdict
from takehold.initiatives import models
from takehold.initiatives.queries import payload

MOST = 40
"""Behaviours remembered at a time: of 500 teams each holds half a megabyte."""

_Key = tuple[int, str, object]
_read: dict[_Key, dict[str, UnitVerdict]] = {}


def verdict_of(outlook: models.Outlook, unit: str) -> UnitVerdict:
    """The verdict of one unit in short, as the outlook has it. Raises ``payload.UnreadablePayload``."""
    key = (outlook.pk, outlook.basis, outlook.refreshed_at)
    known = _read.get(key)
    if known is None:
        while len(_read) >= MOST:
            _read.pop(next(iter(_read)), None)
        known = _read[key] = {}
    if unit not in known:
        known[unit] = payload.read(outlook.short[unit])
    return known[unit]
