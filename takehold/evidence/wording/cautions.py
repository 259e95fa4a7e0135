"""What to know beside a figure: a sentence for each caution of the analysis and of the counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from takehold.analysis.facts import Coded
from takehold.evidence.wording.numbers import (
    Form,
    Translate,
    Value,
    filled,
    gettext_noop,
    number,
    periods,
)

OF_THE_ANALYSIS: Final[Mapping[str, str]] = {
    "incomplete_period": gettext_noop(
        "Cut off where the data begins or ends, so greyed and not used: %(count)s."
    ),
    "thin_start": gettext_noop("Hardly any cases at the beginning, so greyed and not used: %(count)s."),
    "thin_tail": gettext_noop("Hardly any cases at the end, so greyed and not used: %(count)s."),
    "feed_stopped": gettext_noop(
        "Nothing has been counted since %(last)s (%(days)s). That is about the data, not about people."
    ),
    "empty_periods": gettext_noop(
        "In %(count)s there was no chance at all, %(longest)s in a row from %(since)s on: a gap in the data, or no such work."
    ),
    "chances_falling": gettext_noop(
        "There were about %(before)s chances a week and are now about %(now)s. Is there less work, or is less written down?"
    ),
    "chances_jumped": gettext_noop(
        "About %(on)s the chances went from about %(before)s to about %(after)s a day: was the data cut or recorded "
        "in another way?"
    ),
    "no_target": gettext_noop("No target has been agreed."),
    "people_unknown": gettext_noop(
        "Persons are not known here, so a few who do it often cannot be told from many."
    ),
    "old_way_unseen": gettext_noop(
        "The old way cannot be seen in this data; only how often the new way was taken."
    ),
    "no_go_live": gettext_noop(
        "No day of go-live was given, so a slow start cannot be told from the time before."
    ),
    "coarse_source": gettext_noop(
        "The source gives one count a %(grain)s; what happened within cannot be seen."
    ),
    "uneven_weeks": gettext_noop(
        "The weeks differ about %(dispersion)s times as much as chance would make them; the ranges are widened for it."
    ),
    "borrowed_baseline": gettext_noop(
        "There is little data of its own, so its usual level leans on the teams beside it."
    ),
    "recovered": gettext_noop("It slipped before and came back."),
}

OF_THE_COUNTING: Final[Mapping[str, str]] = {
    "small_team": gettext_noop(
        "How many people these teams have is not known. Do not pass on figures of a team of fewer than 5."
    ),
    "open_cases": gettext_noop("%(n)s cases are still open and are not counted yet."),
    "ties": gettext_noop(
        "For %(n)s cases the answer hangs on the order of events at the very same time; the order of the file was taken."
    ),
    "library_target": gettext_noop(
        "The target of %(target)s is where the library begins. Agree your own with those who do the work."
    ),
    "no_team": gettext_noop("%(share)s of the chances name no team; they count for the whole only."),
    "no_teams": gettext_noop("The data names no team, so this speaks of the whole only."),
    "older_left_out": gettext_noop("%(n)s chances are more than ten years old and are left out."),
    "no_cases": gettext_noop("No row of the data was a chance for this behaviour."),
    "one_kind": gettext_noop(
        "All cases were taken as of one kind, so a team with harder ones may look worse than it is."
    ),
    "late_openings": gettext_noop(
        "%(n)s cases (%(rate)s) opened in the last %(days)s of the data. Slow ones among them cannot have ended yet, so "
        "these cases are not comparable with earlier ones."
    ),
}

CAUTIONS: Final[Mapping[str, str]] = {**OF_THE_ANALYSIS, **OF_THE_COUNTING}
_PERIODS: Final = {"week": gettext_noop("week"), "month": gettext_noop("month")}


def _about(value: Value, translate: Translate) -> str:
    """A pace as people say it: whole from three on."""
    if not isinstance(value, int | float):
        return str(value)
    return number(round(value) if value >= 3 else value, translate)


def caution(coded: Coded, translate: Translate) -> str:
    """A caution as a sentence.

    Raises:
        KeyError: a code without words; a test holds that there is none.
    """
    numbers = dict(coded.numbers)
    period = numbers.get("period", "day")

    def counted(value: object, _: Translate) -> str:
        return periods(value if isinstance(value, int) else 0, period, translate)

    forms: dict[str, Form] = {"count": counted, "longest": counted}
    if coded.code in ("chances_falling", "chances_jumped"):
        forms |= dict.fromkeys(("before", "after", "now"), _about)
    if coded.code == "no_team":
        forms["share"] = lambda value, _: filled("%(rate)s", {"rate": value}, translate)
    if "grain" in numbers:
        numbers["grain"] = translate.gettext(_PERIODS.get(str(numbers["grain"]), "week"))
        forms["grain"] = lambda value, _: str(value)
    return filled(translate.gettext(CAUTIONS[coded.code]), numbers, translate, forms)
