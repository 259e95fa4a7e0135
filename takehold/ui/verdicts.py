"""The seven verdicts on pages: the words and the order of ``evidence.wording``, as text, class name and place."""

from __future__ import annotations

from django.utils import translation

from takehold.analysis.facts import Verdict
from takehold.evidence import wording
from takehold.evidence.wording import BY_NEED

__all__ = ["BY_NEED", "css_name", "need", "word"]


def word(verdict: Verdict | str, *, reverted: bool = False) -> str:
    """The verdict in words.

    Raises:
        ValueError: not one of the seven.
    """
    return wording.word(Verdict(verdict), translation, reverted=reverted)


def css_name(verdict: Verdict | str) -> str:
    """The verdict as part of a class name: ``slipping-back``."""
    return str(Verdict(verdict)).replace(" ", "-")


def need(verdict: Verdict | str) -> int:
    """Position by need for help, 0 first."""
    return BY_NEED.index(Verdict(verdict))
