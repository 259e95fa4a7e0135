"""The life of an alert as a table, and the days in it. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from takehold.initiatives.facts import Invalid

NONE, WATCH, ALERT, CALM, RECOVERED, ANSWERED = "", "watch", "alert", "calm", "recovered", "answered"
SAW_NOTHING, SAW_WATCH, SAW_ALERT, WAS_ANSWERED = "nothing", "watch seen", "alert seen", "was answered"

TRANSITIONS = {
    (NONE, SAW_NOTHING): NONE,
    (NONE, SAW_WATCH): WATCH,
    (NONE, SAW_ALERT): ALERT,
    (WATCH, SAW_NOTHING): CALM,
    (WATCH, SAW_WATCH): WATCH,
    (WATCH, SAW_ALERT): ALERT,
    (ALERT, SAW_NOTHING): RECOVERED,
    (ALERT, SAW_WATCH): ALERT,
    (ALERT, SAW_ALERT): ALERT,
    (ALERT, WAS_ANSWERED): ANSWERED,
    (RECOVERED, WAS_ANSWERED): ANSWERED,
    (ANSWERED, WAS_ANSWERED): ANSWERED,
}
"""(state, what happened) -> state. Calm, recovered and answered are ends: what is seen later is another alert."""

OPEN = (WATCH, ALERT)
WORKING_DAYS = 5


def after(state: str, happened: str) -> str:
    """The next state. Raises ``Invalid`` with what is possible."""
    try:
        return TRANSITIONS[state, happened]
    except KeyError:
        possible = ", ".join(what for known, what in TRANSITIONS if known == state) or "nothing"
        raise Invalid("state", f"in state “{state}” possible: {possible}; not: {happened}") from None


def seen(tier: str | None) -> str:
    """What the detector's tier says happened."""
    return {None: SAW_NOTHING, "watch": SAW_WATCH, "alert": SAW_ALERT}[tier]


def visible_above(opened: date, *, safety_grade: bool) -> date:
    """Five working days (Monday to Friday) after it was noticed; at once where safety hangs on it."""
    day, left = opened, 0 if safety_grade else WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
