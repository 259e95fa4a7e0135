"""How long it holds after it ends: of a practice in the whole house, or of one action in own words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.sustain import Holding, Spell, Until, holds
from takehold.bridge import models
from takehold.bridge.facts import ActionLine

WEEK: Final = 7


def holding(line: ActionLine) -> Holding:
    """What was seen so far, in one query. ``spells`` 0: nothing."""
    rows = models.Held.objects.all()
    rows = rows.filter(action__practice=line.practice) if line.practice else rows.filter(action_id=line.id)
    spells = [
        Spell(days, relapsed)
        for found in rows.order_by("action_id").values_list("spells", flat=True)
        for days, relapsed in found
    ]
    return holds(spells)


def next_on(found: Holding, line: ActionLine) -> date | None:
    """By when the next one is due; None where it cannot be told, it holds, or this one goes on."""
    if found.due_within is None or line.over_on is None or line.began_on is None:
        return None
    return line.over_on + timedelta(days=found.due_within)


def told(found: Holding, line: ActionLine) -> dict[str, Any]:
    """It in sentences; empty where nothing was watched yet."""
    if not found.spells:
        return {}
    return {
        "answer": _answer(found),
        "range": _range(found),
        "next_on": next_on(found, line),
        "groups": found.spells,
    }


def _answer(found: Holding) -> str:
    numbers: dict[str, Any] = dict(found.because.numbers)
    if found.because.code == "too_few":
        return _(
            "How long it holds cannot be told yet: {spells} groups were watched after it ended, and {relapses} of them went back. It takes {fewest} groups and {most} that went back."
        ).format(
            spells=numbers["spells"], relapses=numbers["relapses"], fewest=numbers["fewest_spells"],
            most=numbers["fewest_relapses"],
        )  # fmt: skip
    if found.because.code == "holds":
        weeks = int(numbers["days"]) // WEEK
        return ngettext(
            "It holds: within {n} week after it ended, fewer than a quarter of the groups went back.",
            "It holds: within {n} weeks after it ended, fewer than a quarter of the groups went back.",
            weeks,
        ).format(n=weeks)
    if found.half is not None:
        weeks = _weeks(found.half.days)
        return ngettext(
            "After it ends, half of the groups are back within {n} week.",
            "After it ends, half of the groups are back within {n} weeks.",
            weeks,
        ).format(n=weeks)
    weeks = _weeks(found.quarter.days) if found.quarter is not None else 0
    return ngettext(
        "After it ends, a quarter of the groups are back within {n} week; half have not gone back yet.",
        "After it ends, a quarter of the groups are back within {n} weeks; half have not gone back yet.",
        weeks,
    ).format(n=weeks)


def _range(found: Holding) -> str:
    """How sure that is."""
    until: Until | None = found.half or found.quarter
    if found.because.code != "due" or until is None:
        return ""
    low = _weeks(until.low)
    if until.high is None:
        return _("It may be {low} weeks, or longer than anybody has watched.").format(low=low)
    return _("It may be between {low} and {high} weeks.").format(low=low, high=_weeks(until.high))


def _weeks(days: int) -> int:
    """Whole weeks, at least one: "within" rounds up."""
    return max(1, -(-days // WEEK))
