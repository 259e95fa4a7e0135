"""Sentences about verdicts: facts and a ``translate`` object in, plain and kind words out, for pages and files alike.

``translate`` has ``gettext`` and ``ngettext``: Django's ``translation`` module, or the standard library's translations.
"""

from __future__ import annotations

from takehold.evidence.wording.alerts import alert, quiet
from takehold.evidence.wording.answers import BY_NEED, answer, by_need, last_weeks, recent_weeks, since, word
from takehold.evidence.wording.cautions import CAUTIONS, caution
from takehold.evidence.wording.history import between, levels, shift, shifts
from takehold.evidence.wording.numbers import Translate, day, interval, number, percent, points, weeks
from takehold.evidence.wording.reasons import BECAUSE, NEXT_STEP, because, data_end, next_step, so_far

__all__ = [
    "BECAUSE",
    "BY_NEED",
    "CAUTIONS",
    "NEXT_STEP",
    "Translate",
    "alert",
    "answer",
    "because",
    "between",
    "by_need",
    "caution",
    "data_end",
    "day",
    "interval",
    "last_weeks",
    "levels",
    "next_step",
    "number",
    "percent",
    "points",
    "quiet",
    "recent_weeks",
    "shift",
    "shifts",
    "since",
    "so_far",
    "weeks",
    "word",
]
