"""A report as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import click

from takehold.analysis.facts import UnitVerdict
from takehold.cli.offline.reporting import reported
from takehold.cli.offline.terminal import clean, columns
from takehold.evidence import wording
from takehold.evidence.reckoning import BehaviourReport, Report
from takehold.evidence.report import answer, of_library
from takehold.evidence.sentences import told as told_in
from takehold.evidence.wording.answers import by_need

TEAMS_SHOWN = 25
REJECTED_SHOWN = 5


def told(report: Report, translate: NullTranslations) -> Iterator[str]:
    """The answer first, then each behaviour, then what was read."""
    if report.reports:
        for told_of in report.reports:
            yield from reported(told_of, translate)
        yield ""
        yield from _source(report, translate)
        return
    yield click.style(clean(answer(report, translate)), bold=True)
    for one in report.behaviours:
        yield ""
        yield from _behaviour(one, translate, alone=len(report.behaviours) == 1)
    yield ""
    yield from _source(report, translate)


def _behaviour(one: BehaviourReport, translate: NullTranslations, *, alone: bool) -> Iterator[str]:
    verdict = one.verdict
    if not alone:
        name = of_library(one.behaviour.name, translate)
        yield click.style(f"{name}: {wording.answer(verdict, translate)}", bold=True)
    reason = wording.because(verdict.whole, translate)
    if len(verdict.units) > 1:
        word = wording.word(verdict.whole.verdict, translate, reverted=verdict.whole.reverted)
        reason = translate.gettext("All teams together:") + f" {word}. {reason}"
    yield reason
    yield from _next(verdict.whole, translate)
    yield from (wording.shift(shift, translate) for shift in verdict.whole.shifts)
    if not verdict.whole.shifts:
        yield wording.shifts((), translate)
    units = by_need(verdict.units)
    if not verdict.whole.slip:
        together = translate.gettext("All teams together:") + " " if len(units) > 1 else ""
        yield together + wording.quiet(verdict.whole.detectable, translate)
    if units:
        yield ""
        yield from columns([_row(unit, translate) for unit in units[:TEAMS_SHOWN]], right=frozenset((2, 3)))
        if len(units) > TEAMS_SHOWN:
            more = translate.gettext("and %(n)s more teams: --html or --json has them all")
            yield more % {"n": len(units) - TEAMS_SHOWN}
    if verdict.early:
        yield translate.gettext("Early to reach the target:") + " " + clean(", ".join(verdict.early)) + "."
    if verdict.behind:
        yield (
            translate.gettext("Not there yet, when half of the others were:")
            + " "
            + clean(", ".join(verdict.behind))
            + "."
        )
    yield ""
    for coded in (*one.cautions, *verdict.whole.cautions):
        yield "- " + wording.caution(coded, translate)


def _next(whole: UnitVerdict, translate: NullTranslations) -> Iterator[str]:
    if step := wording.next_step(whole, translate):
        yield step
    if end := wording.data_end(whole):
        said = translate.gettext("To see how it stood when the data end: --as-of %(day)s")
        yield said % {"day": end.isoformat()}


def _row(unit: UnitVerdict, translate: NullTranslations) -> tuple[str, ...]:
    return (
        clean(unit.unit),
        wording.word(unit.verdict, translate, reverted=unit.reverted),
        wording.percent(unit.rate, translate),
        translate.gettext("of %(n)s") % {"n": wording.number(unit.chances, translate)},
        wording.since(unit, translate),
        wording.next_step(unit, translate) or "",
    )


def _source(report: Report, translate: NullTranslations) -> Iterator[str]:
    reading = report.reading
    yield translate.gettext(
        "%(read)s rows read, %(rejected)s not read, %(twice)s came twice; as of %(day)s."
    ) % {
        "read": wording.number(reading.rows_read, translate),
        "rejected": wording.number(reading.rows_rejected, translate),
        "twice": wording.number(reading.duplicates, translate),
        "day": wording.day(report.as_of, translate),
    }
    for caution in reading.cautions:
        yield "- " + clean(told_in(caution.text, translate))
    for rejection in reading.rejections[:REJECTED_SHOWN]:
        yield translate.gettext("  line %(line)s: %(why)s") % {
            "line": rejection.line,
            "why": clean(told_in(rejection.reason, translate)),
        }
    if reading.rows_rejected > REJECTED_SHOWN:
        yield translate.gettext("  and %(n)s more") % {"n": reading.rows_rejected - REJECTED_SHOWN}
