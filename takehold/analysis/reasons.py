"""The closed list of what a verdict may say: each code, the numbers that come with it, and what it means.

The wording layer must have a sentence for every code, in every language; a test there compares it with these tables.
Shares are 0..1, dates are dates, everything else counts. ``weeks`` and ``days`` are whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from takehold.analysis.facts import Coded

BECAUSE: Final[Mapping[str, tuple[str, ...]]] = {
    # cannot tell
    "no_chances": (),  # nothing was ever counted here
    "stale_feed": ("last", "days"),  # the whole source stopped delivering, so many days before the verdict
    "no_whole_week": ("first", "last"),  # there is data, but no whole week of it
    "no_recent_chances": (
        "last",
        "weeks",
    ),  # others have chances, this unit none since ``last``, so many weeks
    "too_few_chances": ("chances", "needed", "weeks"),  # fewer than 10 chances in the last weeks
    "no_target": ("rate", "chances"),  # nobody agreed a target
    "too_soon": ("weeks", "needed", "rate"),  # fewer than 8 weeks since go-live or since the data began
    "near_target_too_few": (
        "rate",
        "target",
        "chances",
        "probability",
    ),  # could be at the target, could be below
    # not started
    "before_go_live": ("go_live",),
    "no_use_yet": ("chances", "weeks"),  # not one chance was taken the new way
    # slipping back, wobbling
    "slipping": ("recent_new_way", "recent_chances", "weeks", "usual", "since"),
    "reverted": (
        "recent_new_way",
        "recent_chances",
        "weeks",
        "usual",
        "since",
    ),  # under half of the level held
    "watch": ("recent_new_way", "recent_chances", "weeks", "usual", "since"),
    # holding
    "held": ("rate", "target", "weeks", "probability"),  # at the target for so many weeks
    # taking hold
    "at_target_not_long": ("rate", "target", "weeks"),  # at the target, but not yet for 8 weeks
    "risen": ("on", "from_rate", "to_rate", "target"),  # a shift up within the last 8 weeks
    "rising": ("rate", "rise", "target", "probability"),  # by so many share points in 8 weeks
    "risen_since_go_live": ("rate", "before", "go_live", "target"),
    # stalled
    "below_no_rise": ("rate", "target", "weeks"),
    "below_and_falling": ("rate", "target", "fall"),  # by so many share points in 8 weeks
    "near_no_rise": (
        "rate",
        "target",
        "weeks",
    ),  # enough data to see that it is neither safely at nor far below
    "few_people": ("rate", "target", "people", "above_half"),  # at the target, but carried by too few people
}

NEXT_STEP: Final[Mapping[str, tuple[str, ...]]] = {
    "check_source": (),  # is the behaviour's condition right, does the source hold such cases at all?
    "check_unit": ("last",),  # does this unit still do this work, is its label matched? ``last`` may be ""
    "repair_feed": ("last",),  # have the source deliver again, from the day after ``last``
    "wait_for_chances": ("more", "weeks"),  # so many more chances, in about so many weeks at the usual pace
    "wait_weeks": ("weeks",),  # come back in so many weeks
    "agree_target": (),
    "larger_unit": ("more",),  # it would take over half a year alone: read it together with its sister units
}

CAUTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "incomplete_period": ("period", "count"),  # first or last period not whole: greyed, not used
    "thin_start": ("period", "count"),  # volume under a tenth of the usual at the beginning: greyed, not used
    "thin_tail": ("period", "count"),  # the same at the end
    "feed_stopped": ("last", "days"),  # the source has delivered nothing since
    "empty_periods": ("period", "count", "longest", "since"),  # periods in the middle without any chance
    "chances_falling": (
        "before",
        "now",
        "rate",
    ),  # chances a week fell: is the work done, or no longer logged?
    "chances_jumped": (
        "on",
        "before",
        "after",
    ),  # chances a day changed threefold with the last shift: the same thing?
    "no_target": (),
    "people_unknown": (),  # whether a few people carry it cannot be seen
    "old_way_unseen": (),
    "no_go_live": (),  # none was given; what lies before it cannot be told from a slow start
    "coarse_source": ("grain",),  # ready-made weekly or monthly counts: days cannot be seen
    "uneven_weeks": ("dispersion",),  # weeks differ more than chance allows; intervals were widened
    "borrowed_baseline": (),  # too little of its own: the level held is partly its sister units'
    "recovered": (),  # it slipped and came back
}


def because(code: str, **numbers: float | int | str | date) -> Coded:
    """A reason with exactly the numbers that the table lists, or a ValueError."""
    return _coded(BECAUSE, code, numbers)


def next_step(code: str, **numbers: float | int | str | date) -> Coded:
    """A next step with exactly the numbers that the table lists, or a ValueError."""
    return _coded(NEXT_STEP, code, numbers)


def caution(code: str, **numbers: float | int | str | date) -> Coded:
    """A caution with exactly the numbers that the table lists, or a ValueError."""
    return _coded(CAUTIONS, code, numbers)


def _coded(
    table: Mapping[str, tuple[str, ...]], code: str, numbers: Mapping[str, float | int | str | date]
) -> Coded:
    if code not in table:
        raise ValueError(f"Unknown code {code!r}. Known: {', '.join(table)}.")
    if set(numbers) != set(table[code]):
        raise ValueError(f"{code!r} comes with {table[code]}, not with {tuple(numbers)}.")
    return Coded(code, dict(numbers))
