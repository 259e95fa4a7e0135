"""The stable JSON form of a report: ``takehold.verdict/1``. ``docs/reference/verdict-json.md`` says what each key means.

Numbers carry nine significant digits: enough for any use, and the same from the files and from exported evidence.
"""

from __future__ import annotations

import gettext
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from takehold.analysis.facts import Coded, Detectable, Level, Shift, UnitVerdict
from takehold.evidence import wording
from takehold.evidence.facts import Reading, Recipe
from takehold.evidence.reckoning import BehaviourReport, Report
from takehold.evidence.reckoning.knowing import total
from takehold.evidence.report_json import report_values
from takehold.evidence.sentences import told
from takehold.evidence.wording import Translate

SCHEMA = "takehold.verdict/1"
DIGITS = 9


def render(report: Report, translate: Translate | None = None) -> dict[str, Any]:
    """The report as values that ``json`` writes. The keys never depend on the language, the sentences do."""
    words = translate or gettext.NullTranslations()
    reports = [report_values(one, report.code_version, words) for one in report.reports]
    return {
        "schema": SCHEMA,
        "source": _source(report.reading, report.recipe, words),
        "as_of": report.as_of.isoformat(),
        "engine": report.engine,
        "behaviours": [_behaviour(one, report.code_version, words) for one in report.behaviours],
        **({"reports": reports} if reports else {}),
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``render`` gives."""
    text = (resources.files("takehold.evidence") / "schemas" / "verdict-1.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def digits(value: float) -> float:
    """Nine significant digits."""
    return float(f"{value:.{DIGITS}g}")


def number(value: float | None) -> float | None:
    """Nine significant digits of a number that may be missing."""
    return None if value is None else digits(value)


def _source(reading: Reading, recipe: Recipe, translate: Translate) -> dict[str, Any]:
    zone = ZoneInfo(recipe.source.timezone)
    return {
        "files": list(reading.files),
        "sha256": reading.sha256,
        "recipe_sha256": recipe.sha256,
        "rows_read": reading.rows_read,
        "rows_rejected": reading.rows_rejected,
        "duplicates": reading.duplicates,
        "rejections": [
            {"line": r.line, "reason": told(r.reason, translate), "column": r.column, "file": r.file}
            for r in reading.rejections
        ],
        "events": reading.events,
        "cases": reading.cases,
        "from": _moment(reading.first, zone),
        "to": _moment(reading.last, zone),
        "cautions": [{"code": c.code, "text": told(c.text, translate)} for c in reading.cautions],
    }


def _behaviour(one: BehaviourReport, code_version: str, translate: Translate) -> dict[str, Any]:
    whole = one.verdict.whole
    return {
        "key": one.behaviour.key,
        "name": one.behaviour.name,
        **unit_values(whole, translate),
        "target": number(one.behaviour.target),
        "go_live": _day(one.behaviour.go_live),
        "found_go_live": _day(one.verdict.found_go_live),
        "total": {
            "opportunities": total(one.rows, "chances"),
            "new_way": total(one.rows, "new_way"),
            "old_way": None if whole.old_way is None else total(one.rows, "old_way"),
            "pending": one.pending,
            "vacuous": one.vacuous,
        },
        "teams": [
            {"team": unit.unit, "holds": list(one.folded.get(unit.unit, ())), **unit_values(unit, translate)}
            for unit in one.verdict.units
        ],
        "early": list(one.verdict.early),
        "behind": list(one.verdict.behind),
        "cautions": _cautions((*one.cautions, *whole.cautions), translate),
        "evidence": {
            "definition": one.definition,
            "definition_version": one.definition_version,
            "rules": list(one.verdict.rules),
            "inputs_sha256": one.inputs_sha256,
            "code_version": code_version,
            "budget_per_year": number(one.verdict.terms.budget_per_year),
            "streams": one.verdict.terms.streams,
        },
    }


def unit_values(unit: UnitVerdict, translate: Translate) -> dict[str, Any]:
    """What is said of one team, or of all together: the keys that a behaviour and a team share."""
    return {
        "verdict": unit.verdict.value,
        "reverted": unit.reverted,
        "because": wording.because(unit, translate),
        "because_code": unit.because.code,
        "next_step": wording.next_step(unit, translate),
        "since": _day(unit.since),
        "opportunities": unit.chances,
        "new_way": unit.new_way,
        "old_way": unit.old_way,
        "rate": number(unit.rate),
        "interval": None if unit.interval is None else [number(bound) for bound in unit.interval],
        "recent": {"from": _day(unit.recent_from), "to": _day(unit.recent_to)},
        "period": unit.trend.period.value,
        "history": [_level(level) for level in unit.history],
        "shifts": [_shift(shift) for shift in unit.shifts],
        "series": _series(unit),
        "detectable": _detectable(unit.detectable),
        "cautions": _cautions(unit.cautions, translate),
    }


def _series(unit: UnitVerdict) -> dict[str, Any]:
    trend = unit.trend
    return {
        "starts": [day.isoformat() for day in trend.starts],
        "opportunities": list(trend.chances),
        "new_way": list(trend.new_way),
        "old_way": None if trend.old_way is None else list(trend.old_way),
        "used": list(trend.used),
    }


def _level(level: Level) -> dict[str, Any]:
    return {
        "from": level.start.isoformat(),
        "to": level.to.isoformat(),
        "opportunities": level.chances,
        "rate": number(level.rate),
        "old_way_rate": number(level.old_way_rate),
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "on": shift.on.isoformat(),
        "from_rate": number(shift.from_rate),
        "to_rate": number(shift.to_rate),
        "direction": shift.direction,
        "earliest": shift.earliest.isoformat(),
        "latest": shift.latest.isoformat(),
    }


def _detectable(detectable: Detectable | None) -> Mapping[str, float | int | None] | None:
    if detectable is None:
        return None
    return {
        "drop": number(detectable.drop),
        "within_weeks": detectable.within_weeks,
        "ten_points_within_weeks": detectable.ten_points_within_weeks,
    }


def _cautions(several: Sequence[Coded], translate: Translate) -> list[dict[str, str]]:
    return [{"code": coded.code, "text": wording.caution(coded, translate)} for coded in several]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _moment(value: datetime | None, zone: ZoneInfo) -> str | None:
    return None if value is None else value.astimezone(zone).isoformat()
