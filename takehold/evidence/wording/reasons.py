"""Why a verdict is what it is, and the one next step: a sentence for each code of ``takehold.analysis.reasons``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from takehold.analysis.facts import UnitVerdict, Verdict
from takehold.evidence.wording.answers import recent_weeks
from takehold.evidence.wording.numbers import Form, Translate, Value, chances, filled, gettext_noop, weeks

BECAUSE: Final[Mapping[str, str]] = {
    "no_chances": gettext_noop("Nothing has been counted here yet."),
    "stale_feed": gettext_noop("The data end on %(last)s, %(days)s before the day of this verdict."),
    "no_whole_week": gettext_noop("There is data from %(first)s to %(last)s, but not one whole week of it."),
    "no_recent_chances": gettext_noop("The last chance here was on %(last)s, none in the last %(weeks)s."),
    "too_few_chances": gettext_noop(
        "Only %(chances)s in the last %(weeks)s; it takes %(needed)s to say anything."
    ),
    "no_target": gettext_noop(
        "%(rate)s of %(chances)s were taken the new way, but nobody has agreed a target yet."
    ),
    "too_soon": gettext_noop(
        "There are %(weeks)s to look at, and it takes %(needed)s. So far %(rate)s of %(n)s were taken the new way."
    ),
    "near_target_too_few": gettext_noop(
        "%(rate)s of %(chances)s were taken the new way; the target is %(target)s. That is too close to tell from so few."
    ),
    "before_go_live": gettext_noop("It begins on %(go_live)s."),
    "no_use_yet": gettext_noop("Not one of %(chances)s in %(weeks)s has been taken the new way yet."),
    "slipping": gettext_noop(
        "In the last %(weeks)s %(recent_new_way)s of %(recent_chances)s chances were taken the new way "
        "(%(recent)s), usually %(usual)s. It began about %(since)s."
    ),
    "reverted": gettext_noop(
        "In the last %(weeks)s %(recent_new_way)s of %(recent_chances)s chances were taken the new way "
        "(%(recent)s): less than half of the usual %(usual)s. It began about %(since)s."
    ),
    "watch": gettext_noop(
        "In the last %(weeks)s %(recent_new_way)s of %(recent_chances)s chances were taken the new way "
        "(%(recent)s), usually %(usual)s. That may be chance; it began about %(since)s."
    ),
    "held": gettext_noop(
        "%(rate)s of %(n)s in the last 8 weeks were taken the new way; the target is %(target)s, held to within 5 points for %(weeks)s."
    ),
    "at_target_not_long": gettext_noop(
        "%(rate)s of %(n)s were taken the new way; the target is %(target)s, reached for %(weeks)s and not yet for 8."
    ),
    "risen": gettext_noop(
        "It rose from %(from_rate)s to %(to_rate)s about %(on)s (%(n)s in the last %(recent_weeks)s); the target is %(target)s."
    ),
    "rising": gettext_noop(
        "%(rate)s of %(n)s were taken the new way, up by %(rise)s in 8 weeks; the target is %(target)s."
    ),
    "risen_since_go_live": gettext_noop(
        "%(rate)s of %(n)s were taken the new way since %(go_live)s, %(before)s before; the target is %(target)s."
    ),
    "below_no_rise": gettext_noop(
        "%(rate)s of %(n)s were taken the new way, below the target of %(target)s, and no rise in %(weeks)s."
    ),
    "below_and_falling": gettext_noop(
        "%(rate)s of %(n)s were taken the new way, below the target of %(target)s, and down by %(fall)s in 8 weeks."
    ),
    "near_no_rise": gettext_noop(
        "%(rate)s of %(n)s were taken the new way, near the target of %(target)s but not safely at it, "
        "and no rise in %(weeks)s."
    ),
    "few_people": gettext_noop(
        "%(rate)s of %(n)s were taken the new way, which is the target of %(target)s, but only %(above_half)s of "
        "%(people)s mostly do it."
    ),
}

NEXT_STEP: Final[Mapping[str, str]] = {
    "check_source": gettext_noop(
        "Check that the data holds such cases at all, and that the condition fits them."
    ),
    "check_unit": gettext_noop(
        "Ask whether this team still does this work, and whether its name in the data has changed."
    ),
    "repair_feed": gettext_noop("Bring in data from the day after %(last)s."),
    "wait_for_chances": gettext_noop("Wait for %(more)s: about %(weeks)s at the usual pace."),
    "wait_weeks": gettext_noop("Look again in %(weeks)s."),
    "agree_target": gettext_noop("Agree a target with those who do the work."),
    "larger_unit": gettext_noop(
        "It would take %(more)s, more than half a year here: read it together with the teams beside it."
    ),
}

SO_FAR: Final = gettext_noop("In all %(rate)s of %(n)s were taken the new way.")
ASK: Final = gettext_noop("Ask the team what gets in the way.")
_FORMS: Final[Mapping[str, Mapping[str, Form]]] = {"too_soon": {"needed": weeks}}


def because(verdict: UnitVerdict, translate: Translate) -> str:
    """Why the verdict is what it is, in one or two sentences with its numbers.

    Raises:
        KeyError: a code without words; a test holds that there is none.
    """
    code, numbers = verdict.because.code, dict(verdict.because.numbers)
    numbers.setdefault("n", verdict.chances)
    numbers["recent"] = _share(numbers.get("recent_new_way"), numbers.get("recent_chances"))
    numbers["recent_weeks"] = recent_weeks(verdict)
    forms = {"n": chances, "recent_weeks": weeks, **_FORMS.get(code, {})}
    said = filled(translate.gettext(BECAUSE[code]), numbers, translate, forms)
    return f"{said} {so_far(verdict, translate)}".strip() if verdict.rate is None else said


def data_end(verdict: UnitVerdict) -> date | None:
    """The day on which the data end, where the verdict is "cannot tell" only because that was long ago: as of that
    day it may well be told. None for all others."""
    if verdict.because.code not in ("stale_feed", "no_recent_chances"):
        return None
    last = verdict.because.numbers.get("last")
    return last if isinstance(last, date) else None


def so_far(verdict: UnitVerdict, translate: Translate) -> str:
    """All that was ever counted, for where the last weeks hold nothing; nothing where the series is not at hand."""
    n, new_way = sum(verdict.trend.chances), sum(verdict.trend.new_way)
    if not n:
        return ""
    return filled(translate.gettext(SO_FAR), {"rate": new_way / n, "n": n}, translate, {"n": chances})


def next_step(verdict: UnitVerdict, translate: Translate) -> str | None:
    """The one thing that would change a "cannot tell", or whom to ask about a slip; None where nothing is due."""
    step = verdict.next_step
    if step is None:
        slips = verdict.verdict in (Verdict.SLIPPING_BACK, Verdict.WOBBLING)
        return translate.gettext(ASK) if slips else None
    return filled(translate.gettext(NEXT_STEP[step.code]), step.numbers, translate)


def _share(part: Value | None, whole: Value | None) -> float:
    if isinstance(part, int | float) and isinstance(whole, int | float) and whole:
        return part / whole
    return 0.0
