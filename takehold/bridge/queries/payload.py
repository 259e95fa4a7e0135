"""An effect as JSON, and back. Figures have nine significant digits, so that the same counts give the same text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from takehold.analysis.effect import Answer, Effect, Estimate, Rung, Share, Sides
from takehold.analysis.facts import Coded

SIDES = ("before", "after", "others_before", "others_after")


def write(effect: Effect) -> dict[str, Any]:
    """The effect as JSON values."""
    found = effect.estimate
    return {
        "answer": effect.answer.value, "rung": effect.rung.value,
        "estimate": None if found is None else {
            "effect": _digits(found.effect), "p": _digits(found.p), "tried": found.tried, "lean": _digits(found.lean),
            "interval": [_digits(side) for side in found.interval] if found.interval else None,
        },
        "sides": {name: [getattr(effect.sides, name).chances, getattr(effect.sides, name).new_way] for name in SIDES},
        "begun": effect.begun, "others": effect.others, "weeks": effect.weeks,
        "cross_check": None if effect.cross_check is None else _digits(effect.cross_check),
        "because": _coded(effect.because), "needs": [_coded(each) for each in effect.needs],
    }  # fmt: skip


def read(stored: Mapping[str, Any]) -> Effect:
    """The effect that was written."""
    found = stored["estimate"]
    interval = found["interval"] if found else None
    return Effect(
        answer=Answer(stored["answer"]),
        rung=Rung(stored["rung"]),
        estimate=Estimate(
            found["effect"],
            (interval[0], interval[1]) if interval else None,
            found["p"],
            found["tried"],
            found.get("lean", 0.0),
        )
        if found
        else None,
        sides=Sides(*(Share(*stored["sides"][name]) for name in SIDES)),
        begun=stored["begun"],
        others=stored["others"],
        weeks=stored["weeks"],
        cross_check=stored["cross_check"],
        because=_read(stored["because"]),
        needs=tuple(_read(each) for each in stored["needs"]),
    )


def _digits(value: float) -> float:
    return float(f"{value:.9g}")


def _coded(each: Coded) -> dict[str, Any]:
    values = {
        name: value.isoformat()
        if isinstance(value, date)
        else _digits(value)
        if isinstance(value, float)
        else value
        for name, value in each.numbers.items()
    }
    return {"code": each.code, "values": values}


def _read(stored: Mapping[str, Any]) -> Coded:
    values = dict(stored["values"])
    if "on" in values:
        values["on"] = date.fromisoformat(values["on"])
    return Coded(stored["code"], values)
