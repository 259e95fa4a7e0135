"""Sentences about verdicts in the language of the page. The words are those of the command line too."""

from __future__ import annotations

from django.utils import translation

from takehold.analysis.facts import Coded, UnitVerdict
from takehold.evidence import wording


def because(verdict: UnitVerdict) -> str:
    """Why the verdict is what it is."""
    return wording.because(verdict, translation)


def next_step(verdict: UnitVerdict) -> str:
    """The one thing that would change it, or nothing."""
    return wording.next_step(verdict, translation) or ""


def caution(coded: Coded) -> str:
    """Something to know beside a figure."""
    return wording.caution(coded, translation)


def unseen(verdict: UnitVerdict) -> str:
    """What would have been noticed where nothing was, and what could go unseen."""
    return wording.quiet(verdict.detectable, translation)
