"""A performance report in the stable JSON form: a part of ``takehold.verdict/1`` of its own, without shares."""

from __future__ import annotations

from typing import Any

from takehold.analysis.values import ValueLevel, ValuePoint, ValueShift, ValueStory
from takehold.evidence import wording
from takehold.evidence.reckoning.valued import ValueReport
from takehold.evidence.wording import Translate, values

DIGITS = 9


def report_values(one: ValueReport, code_version: str, translate: Translate) -> dict[str, Any]:
    """One report with all its teams."""
    behaviour = one.behaviour
    return {
        "key": behaviour.key,
        "name": behaviour.name,
        "unit": behaviour.unit,
        "better": behaviour.better,
        **story_values(one.whole, behaviour.unit, behaviour.better, translate),
        "teams": [
            {"team": story.unit, **story_values(story, behaviour.unit, behaviour.better, translate)}
            for story in one.units
        ],
        "cautions": [{"code": each.code, "text": wording.caution(each, translate)} for each in one.cautions],
        "evidence": {
            "definition": one.definition,
            "definition_version": one.definition_version,
            "inputs_sha256": one.inputs_sha256,
            "code_version": code_version,
        },
    }


def story_values(story: ValueStory, unit: str, better: str, translate: Translate) -> dict[str, Any]:
    """What is told of one team, or of all together."""
    last = story.last
    return {
        "because": values.standing(story, translate, unit),
        "why_not": story.why_not,
        "last": None if last is None else _point(last),
        "period": story.period.value,
        "history": [_level(each) for each in story.history],
        "shifts": [_shift(each, better) for each in story.shifts],
        "series": [_point(each) for each in story.points],
        "missing_periods": story.missing,
    }


def _point(point: ValuePoint) -> dict[str, Any]:
    return {
        "from": point.start.isoformat(),
        "to": point.end.isoformat(),
        "value": _digits(point.value.mean),
        "n": point.value.n,
        "sd": None if point.value.sd is None else _digits(point.value.sd),
        "used": point.used,
    }


def _level(level: ValueLevel) -> dict[str, Any]:
    return {
        "from": level.start.isoformat(),
        "to": level.to.isoformat(),
        "value": _digits(level.value),
        "periods": level.periods,
        "n": level.n,
    }


def _shift(shift: ValueShift, better: str) -> dict[str, Any]:
    return {
        "on": shift.on.isoformat(),
        "from_value": _digits(shift.before),
        "to_value": _digits(shift.after),
        "direction": shift.direction,
        "better": (shift.direction == "down") == (better == "lower") if better else None,
        "earliest": shift.earliest.isoformat(),
        "latest": shift.latest.isoformat(),
    }


def _digits(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
