"""A performance report as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import click

from takehold.analysis.values import ValueStory
from takehold.cli.offline.terminal import clean, columns
from takehold.evidence import wording
from takehold.evidence.reckoning import ValueReport
from takehold.evidence.wording import values

TEAMS_SHOWN = 25


def reported(one: ValueReport, translate: NullTranslations) -> Iterator[str]:
    """How the figure stands, its shifts, each team, and what it cannot say."""
    unit, better = one.behaviour.unit, one.behaviour.better
    first = f"{one.behaviour.name}: {values.standing(one.whole, translate, unit)}"
    yield click.style(clean(first), bold=True)
    yield from (clean(each) for each in values.shifts(one.whole, translate, unit, better))
    yield values.honest(translate)
    yield ""
    yield from columns([_row(each, unit, better, translate) for each in one.units[:TEAMS_SHOWN]])
    if len(one.units) > TEAMS_SHOWN:
        more = translate.gettext("and %(n)s more teams: --json has them all")
        yield more % {"n": len(one.units) - TEAMS_SHOWN}
    yield ""
    for each in (
        *values.beside(one.whole, translate), *(wording.caution(each, translate) for each in one.cautions),
    ):  # fmt: skip
        yield f"- {each}"


def _row(story: ValueStory, unit: str, better: str, translate: NullTranslations) -> tuple[str, ...]:
    told = "; ".join(values.shifts(story, translate, unit, better))
    return clean(story.unit), clean(values.standing(story, translate, unit)), clean(told)
