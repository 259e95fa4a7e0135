"""The chart of a report, drawn in process."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

from takehold.analysis.facts import UnitVerdict
from takehold.evidence.wording.numbers import MONTHS


def chart(
    verdict: UnitVerdict,
    target: float | None,
    go_live: date | None,
    narrow: bool,
    translate: NullTranslations,
) -> str:
    """The share of one unit over time as SVG, in the colours of the page around it; ``narrow`` for a phone."""
    from takehold.ui import drawing
    from takehold.ui.charts import NARROW, WIDE, Annotation, Words, describe, share_chart

    shown = verdict.trend.starts and verdict.trend.starts[0] <= go_live if go_live else False
    marks = [Annotation(go_live, translate.gettext("Go-live"))] if go_live and shown else []
    words = Words(
        new_way=translate.gettext("new way"),
        old_way=translate.gettext("old way"),
        target=translate.gettext("target"),
        chances=translate.gettext("chances"),
        months=tuple(translate.gettext(month)[:3] for month in MONTHS),
    )
    spec = share_chart(
        verdict.trend,
        verdict.history,
        marks,
        target=target,
        words=words,
        frame=NARROW if narrow else WIDE,
        description=describe(verdict.trend, translate),
    )
    return drawing.svg(spec)
