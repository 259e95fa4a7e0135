"""Verdicts to JSON and back, strictly: what was written is read as the very same value, and nothing else is read.

Numbers keep nine significant digits, so that the same evidence gives the same bytes. Starts of periods are not
written one by one: they follow from the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from takehold.analysis.facts import (
    Coded,
    Detectable,
    Level,
    Period,
    Shift,
    Slip,
    Trend,
    UnitVerdict,
    Verdict,
)
from takehold.evidence.verdict_json import digits as digits
from takehold.evidence.verdict_json import number

FORM = 1
SHORT_FORM = 2
Json = dict[str, Any]


class UnreadablePayload(ValueError):
    """A stored verdict that this version does not understand."""


def filed(behaviour_id: int, unit: str) -> str:
    """Under which name the ledger keeps a unit's verdict: two behaviours may be seen by one measure."""
    return f"{behaviour_id}/{unit}"


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def write(verdict: UnitVerdict) -> Json:
    """A verdict as JSON values."""
    return {
        "form": FORM,
        "unit": verdict.unit,
        "verdict": verdict.verdict.value,
        "reverted": verdict.reverted,
        "because": write_coded(verdict.because),
        "next_step": write_coded(verdict.next_step) if verdict.next_step else None,
        "since": _day(verdict.since),
        "chances": verdict.chances,
        "new_way": verdict.new_way,
        "old_way": verdict.old_way,
        "rate": number(verdict.rate),
        "interval": [digits(each) for each in verdict.interval] if verdict.interval else None,
        "recent": [_day(verdict.recent_from), _day(verdict.recent_to)],
        "total_chances": verdict.total_chances,
        "trend": _write_trend(verdict.trend),
        "history": [
            [_day(each.start), _day(each.to), each.chances, digits(each.rate), number(each.old_way_rate)]
            for each in verdict.history
        ],
        "shifts": [
            [
                _day(each.on),
                digits(each.from_rate),
                digits(each.to_rate),
                _day(each.earliest),
                _day(each.latest),
            ]
            for each in verdict.shifts
        ],
        "slip": _write_slip(verdict.slip) if verdict.slip else None,
        "detectable": _write_detectable(verdict.detectable) if verdict.detectable else None,
        "cautions": [write_coded(each) for each in verdict.cautions],
        "adopted_on": _day(verdict.adopted_on),
        "otherwise": verdict.otherwise.value if verdict.otherwise else None,
    }


def short(full: Mapping[str, Any]) -> Json:
    """The payload without its series and what stands beside it: no more than a list of units tells of one."""
    trend = {
        "period": full["trend"]["period"],
        "starts": [],
        "chances": [],
        "new_way": [],
        "old_way": None,
        "used": "",
    }
    return {**full, "trend": trend, "history": [], "shifts": [], "cautions": [], "detectable": None}


def read(payload: Mapping[str, Any]) -> UnitVerdict:
    """The verdict that was written. Raises ``UnreadablePayload``."""
    try:
        if payload["form"] != FORM:
            raise UnreadablePayload(f"form {payload['form']}, known: {FORM}")
        return _read(payload)
    except UnreadablePayload:
        raise
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise UnreadablePayload(f"a stored verdict cannot be read: {error!r}") from error


def _read(payload: Mapping[str, Any]) -> UnitVerdict:
    recent_from, recent_to = payload["recent"]
    slip, detectable = payload["slip"], payload["detectable"]
    return UnitVerdict(
        unit=payload["unit"],
        verdict=Verdict(payload["verdict"]),
        reverted=payload["reverted"],
        because=read_coded(payload["because"]),
        next_step=read_coded(payload["next_step"]) if payload["next_step"] else None,
        since=_read_day(payload["since"]),
        chances=payload["chances"],
        new_way=payload["new_way"],
        old_way=payload["old_way"],
        rate=payload["rate"],
        interval=tuple(payload["interval"]) if payload["interval"] else None,
        recent_from=_read_day(recent_from),
        recent_to=_read_day(recent_to),
        total_chances=payload["total_chances"],
        trend=_read_trend(payload["trend"]),
        history=tuple(
            Level(date.fromisoformat(a), date.fromisoformat(b), n, rate, old)
            for a, b, n, rate, old in payload["history"]
        ),
        shifts=tuple(
            Shift(date.fromisoformat(on), low, high, date.fromisoformat(a), date.fromisoformat(b))
            for on, low, high, a, b in payload["shifts"]
        ),
        slip=_read_slip(slip) if slip else None,
        detectable=Detectable(*detectable) if detectable else None,
        cautions=tuple(read_coded(each) for each in payload["cautions"]),
        adopted_on=_read_day(payload["adopted_on"]),
        otherwise=Verdict(payload["otherwise"]) if payload["otherwise"] else None,
    )


def write_coded(coded: Coded) -> list[Any]:
    """Code and numbers; days are marked, so that they come back as days."""
    numbers: Json = {}
    for name, value in coded.numbers.items():
        if isinstance(value, date):
            numbers[name] = {"day": value.isoformat()}
        elif isinstance(value, float):
            numbers[name] = {"share": digits(value)}  # 1.0 must not come back as the count 1
        elif isinstance(value, int | str):
            numbers[name] = value
        else:
            raise TypeError(f"{coded.code}: {name} is {type(value).__name__}")
    return [coded.code, numbers]


def read_coded(stored: Sequence[Any]) -> Coded:
    """The statement that was written."""
    code, numbers = stored
    return Coded(code, {name: _read_number(value) for name, value in numbers.items()})


def _read_number(value: Any) -> float | int | str | date:
    if not isinstance(value, dict):
        plain: float | int | str = value
        return plain
    ((kind, inner),) = value.items()
    return date.fromisoformat(inner) if kind == "day" else float(inner)


def _write_slip(slip: Slip) -> Json:
    return {
        "tier": slip.tier,
        "days": [_day(slip.since), _day(slip.earliest), _day(slip.latest)],
        "recent": [slip.recent_chances, slip.recent_new_way],
        "usual": [digits(slip.usual_rate), digits(slip.usual_low), digits(slip.usual_high)],
        "evidence": digits(slip.evidence),
        "others_dipped": slip.others_dipped,
        "weeks": slip.weeks,
    }


def _read_slip(stored: Mapping[str, Any]) -> Slip:
    since, earliest, latest = (date.fromisoformat(each) for each in stored["days"])
    chances, new_way = stored["recent"]
    usual, low, high = stored["usual"]
    return Slip(
        stored["tier"],
        since,
        earliest,
        latest,
        recent_chances=chances,
        recent_new_way=new_way,
        usual_rate=usual,
        usual_low=low,
        usual_high=high,
        evidence=stored["evidence"],
        others_dipped=stored["others_dipped"],
        weeks=stored["weeks"],
    )


def _write_detectable(detectable: Detectable) -> list[Any]:
    return [number(detectable.drop), detectable.within_weeks, detectable.ten_points_within_weeks]


def _write_trend(trend: Trend) -> Json:
    first = trend.starts[0] if trend.starts else None
    even = first is None or trend.starts == starts(trend.period, first, len(trend.starts))
    return {
        "period": trend.period.value,
        "starts": [_day(first)] if even else [_day(each) for each in trend.starts],
        "chances": list(trend.chances),
        "new_way": list(trend.new_way),
        "old_way": None if trend.old_way is None else list(trend.old_way),
        "used": "".join("1" if each else "0" for each in trend.used),
    }


def _read_trend(stored: Mapping[str, Any]) -> Trend:
    period = Period(stored["period"])
    used = tuple(each == "1" for each in stored["used"])
    if not used:
        begun: tuple[date, ...] = ()
    elif len(stored["starts"]) == 1:
        begun = starts(period, date.fromisoformat(stored["starts"][0]), len(used))
    else:
        begun = tuple(date.fromisoformat(each) for each in stored["starts"])
    old_way = stored["old_way"]
    trend = Trend(
        period,
        begun,
        tuple(stored["chances"]),
        tuple(stored["new_way"]),
        None if old_way is None else tuple(old_way),
        used,
    )
    if len({len(trend.starts), len(trend.chances), len(trend.new_way), len(used)}) != 1:
        raise UnreadablePayload("a stored trend has columns of different lengths")
    return trend


@lru_cache(maxsize=256)
def starts(period: Period, first: date, count: int) -> tuple[date, ...]:
    """The first days of ``count`` periods that follow each other."""
    if period is Period.MONTH:
        months = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
        return tuple(
            date(month // 12, month % 12 + 1, first.day if at == 0 else 1) for at, month in enumerate(months)
        )
    step = timedelta(days=1 if period is Period.DAY else 7)
    return tuple(first + step * at for at in range(count))
