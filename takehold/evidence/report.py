"""A report as one self-contained HTML file: the answer first, then what it rests on. No scripts, nothing fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from takehold.analysis.facts import BehaviourVerdict, Trend, UnitVerdict, Verdict
from takehold.evidence import wording
from takehold.evidence.reckoning import BehaviourReport, Report
from takehold.evidence.reckoning.knowing import total
from takehold.evidence.sentences import told
from takehold.evidence.wording import BY_NEED, Translate, by_need

Draw = Callable[[UnitVerdict, float | None, date | None, bool], str]
"""Draws the share of one unit: (verdict, target, go-live, narrow) to an SVG in the page's own colour variables."""

REJECTED_SHOWN = 100
SPARK = (120, 28)


def html(report: Report, translate: Translate, draw: Draw | None = None) -> str:
    """The report as a page for screen, phone and paper, in light and dark.

    Args:
        draw: makes the chart of each behaviour; without it the table of figures stands alone.
    """
    folder = resources.files("takehold.evidence") / "templates" / "evidence"
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals["_"] = translate.gettext
    return environment.get_template("report.html").render(
        style=Markup((folder / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        answer=answer(report, translate),
        as_of=wording.day(report.as_of, translate),
        report=report,
        source=_source(report, translate),
        behaviours=[_behaviour(one, translate, draw) for one in report.behaviours],
    )


def answer(report: Report, translate: Translate) -> str:
    """The first line: the behaviour and how it stands, or how several stand."""
    if len(report.behaviours) == 1:
        only = report.behaviours[0]
        return f"{of_library(only.behaviour.name, translate)}: {wording.answer(only.verdict, translate)}"
    counts = {kind: [b for b in report.behaviours if worst(b.verdict) is kind] for kind in BY_NEED}
    parts = [
        translate.gettext("%(n)s %(word)s") % {"n": len(found), "word": wording.word(kind, translate)}
        for kind, found in counts.items()
        if found
    ]
    head = translate.ngettext("%(n)s behaviour", "%(n)s behaviours", len(report.behaviours))
    return head % {"n": len(report.behaviours)} + ": " + ", ".join(parts)


def of_library(text: str, translate: Translate) -> str:
    """A text in the reader's language where it comes from the library; anybody's own as it is."""
    return translate.gettext(text) if text else ""


def worst(verdict: BehaviourVerdict) -> Verdict:
    """The word for the behaviour as a whole: a slip in any team comes before the pooled word."""
    slipping = (
        [Verdict.SLIPPING_BACK] if any(u.verdict is Verdict.SLIPPING_BACK for u in verdict.units) else []
    )
    return min([*slipping, verdict.whole.verdict], key=BY_NEED.index)


def spark(trend: Trend) -> str:
    """Points of a small line through the periods that are used; empty where there are fewer than two."""
    width, height = SPARK
    told = [
        (place, new / chances)
        for place, (chances, new, used) in enumerate(
            zip(trend.chances, trend.new_way, trend.used, strict=True)
        )
        if used and chances
    ]
    if len(told) < 2:
        return ""
    last = max(len(trend.starts) - 1, 1)
    return " ".join(f"{2 + x * (width - 4) / last:.1f},{height - 2 - y * (height - 4):.1f}" for x, y in told)


def _source(report: Report, translate: Translate) -> dict[str, Any]:
    reading = report.reading
    return {
        "files": ", ".join(reading.files),
        "sha256": reading.sha256,
        "read": wording.number(reading.rows_read, translate),
        "rejected": wording.number(reading.rows_rejected, translate),
        "duplicates": wording.number(reading.duplicates, translate),
        "span": (
            f"{wording.day(reading.first.date(), translate)} – {wording.day(reading.last.date(), translate)}"
            if reading.first and reading.last
            else "–"
        ),
        "cautions": [told(c.text, translate) for c in reading.cautions],
        "rejections": [
            replace(each, reason=told(each.reason, translate)) for each in reading.rejections[:REJECTED_SHOWN]
        ],
        "unlisted": max(0, reading.rows_rejected - REJECTED_SHOWN),
        "mapping": report.recipe.sha256,
    }


def _behaviour(one: BehaviourReport, translate: Translate, draw: Draw | None) -> dict[str, Any]:
    behaviour, verdict, whole = one.behaviour, one.verdict, one.verdict.whole
    go_live = behaviour.go_live or verdict.found_go_live
    kind = worst(verdict)
    return {
        **_unit(whole, translate),
        **{name: getattr(behaviour, name) for name in ("key", "origin")},
        **{name: of_library(getattr(behaviour, name), translate) for name in ("name", "question", "caution")},
        **_charts(one, draw),
        **_teams(one, translate),
        "answer": wording.answer(verdict, translate),
        "worst": {"kind": _kind(kind), "word": wording.word(kind, translate)},
        "target": wording.percent(behaviour.target, translate) if behaviour.target is not None else "",
        "go_live": wording.day(go_live, translate) if go_live else "",
        "found": behaviour.go_live is None and verdict.found_go_live is not None,
        "figures": _figures(whole, translate),
        "old_seen": whole.trend.old_way is not None,
        "quiet": "" if whole.slip else wording.quiet(whole.detectable, translate),
        "cautions": [wording.caution(c, translate) for c in (*one.cautions, *whole.cautions)],
        "all_chances": wording.number(total(one.rows, "chances"), translate),
        "all_new": wording.number(total(one.rows, "new_way"), translate),
        "evidence": one,
        "rules": ", ".join(verdict.rules),
    }


def _charts(one: BehaviourReport, draw: Draw | None) -> dict[str, Markup]:
    """The chart for a desk and for a phone; empty where nothing is drawn."""
    whole = one.verdict.whole
    names = {"chart": False, "chart_narrow": True}
    if draw is None or not any(whole.trend.used):
        return dict.fromkeys(names, Markup(""))
    drawn = {
        name: draw(whole, one.behaviour.target, one.behaviour.go_live, narrow)
        for name, narrow in names.items()
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704 - its texts are escaped where drawn


def _teams(one: BehaviourReport, translate: Translate) -> dict[str, Any]:
    verdict = one.verdict
    told = by_need(verdict.units)
    silent = [unit for unit in (verdict.whole, *told) if unit.verdict is Verdict.CANNOT_TELL]
    return {
        "teams": [
            {**_unit(unit, translate), "unit": unit.unit, "holds": ", ".join(one.folded.get(unit.unit, ()))}
            for unit in told
        ],
        "silent": [
            {
                "unit": unit.unit,
                "because": wording.because(unit, translate),
                "next": wording.next_step(unit, translate),
            }
            for unit in silent
        ],
        "early": ", ".join(verdict.early),
        "behind": ", ".join(verdict.behind),
    }


def _unit(unit: UnitVerdict, translate: Translate) -> dict[str, Any]:
    return {
        "kind": _kind(unit.verdict),
        "word": wording.word(unit.verdict, translate, reverted=unit.reverted),
        "since": wording.since(unit, translate),
        "because": wording.because(unit, translate),
        "next": wording.next_step(unit, translate) or "",
        "rate": wording.percent(unit.rate, translate),
        "chances": wording.number(unit.chances, translate),
        "interval": wording.interval(unit.interval),
        "shifts": [wording.shift(s, translate) for s in unit.shifts],
        "levels": _levels(unit, translate),
        "spark": spark(unit.trend),
    }


def _kind(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "-")


def _levels(unit: UnitVerdict, translate: Translate) -> list[dict[str, Any]]:
    """One row a level, with the shift that began it."""
    began = {shift.on: shift for shift in unit.shifts}
    rows = []
    for level in unit.history:
        shift = began.get(level.start)
        up = shift is not None and shift.direction == "up"
        rows.append(
            {
                "from": wording.day(level.start, translate),
                "to": wording.day(level.to, translate),
                "chances": wording.number(level.chances, translate),
                "rate": wording.percent(level.rate, translate),
                "old": wording.percent(level.old_way_rate, translate),
                "shift": ""
                if shift is None
                else translate.gettext("up")
                if up
                else translate.gettext("down"),
                "doubt": "" if shift is None else wording.between(shift, translate),
            }
        )
    return rows


def _figures(unit: UnitVerdict, translate: Translate) -> list[dict[str, Any]]:
    trend = unit.trend
    old = trend.old_way or (None,) * len(trend.starts)
    return [
        {
            "start": wording.day(start, translate),
            "chances": wording.number(chances, translate),
            "new": wording.number(new, translate),
            "rate": wording.percent(new / chances if chances else None, translate),
            "old": "–" if was is None else wording.number(was, translate),
            "used": used,
        }
        for start, chances, new, was, used in zip(
            trend.starts, trend.chances, trend.new_way, old, trend.used, strict=True
        )
    ]
