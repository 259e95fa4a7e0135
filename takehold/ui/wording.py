"""Sentences about verdicts in the language of the page. The words are those of the command line too."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.analysis.facts import Coded, UnitVerdict
from takehold.evidence import wording
from takehold.ui import verdicts
from takehold.ui.numbers import number, percent, percent_range


def because(verdict: UnitVerdict) -> str:
    """Why the verdict is what it is."""
    return wording.because(verdict, translation)


def next_step(verdict: UnitVerdict) -> str:
    """The one thing that would change it, or nothing."""
    return wording.next_step(verdict, translation) or ""


def caution(coded: Coded) -> str:
    """Something to know beside a figure."""
    return wording.caution(coded, translation)


def last_weeks(verdict: UnitVerdict) -> str:
    """``in the last 8 weeks``, or of as many as there are."""
    return wording.last_weeks(verdict, translation)


def weeks_from(verdict: UnitVerdict) -> str:
    """``in the 8 weeks from``, for a day to follow."""
    n = wording.recent_weeks(verdict)
    return ngettext("in the week from", "in the {n} weeks from", n).format(n=n)


def so_far(verdict: UnitVerdict) -> str:
    """All that was ever counted, for where the last weeks hold nothing."""
    return wording.so_far(verdict, translation)


def figure(name: str, verdict: UnitVerdict) -> str:
    """How something stands, in a few sentences: the verdict, the share of how many chances in which weeks, and why."""
    told = [f"{name}: {verdicts.word(verdict.verdict, reverted=verdict.reverted)}."]
    if verdict.rate is not None and verdict.interval is not None:
        told.append(
            _("{rate} of {n} chances ({range}) {weeks}.").format(
                rate=percent(verdict.rate), n=number(verdict.chances),
                range=percent_range(verdict.interval), weeks=last_weeks(verdict),
            )
        )  # fmt: skip
    return " ".join([*told, because(verdict)])


def unseen(verdict: UnitVerdict) -> str:
    """What would have been noticed where nothing was, and what could go unseen."""
    return wording.quiet(verdict.detectable, translation)
