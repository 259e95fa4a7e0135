"""The seven verdicts as they are shown: word, order by need for help."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from takehold.analysis.facts import Verdict

WORDS: Final = {
    Verdict.CANNOT_TELL: gettext_noop("cannot tell"),
    Verdict.NOT_STARTED: gettext_noop("not started"),
    Verdict.SLIPPING_BACK: gettext_noop("slipping back"),
    Verdict.WOBBLING: gettext_noop("wobbling"),
    Verdict.HOLDING: gettext_noop("holding"),
    Verdict.TAKING_HOLD: gettext_noop("taking hold"),
    Verdict.STALLED: gettext_noop("stalled"),
}
BY_NEED: Final = (
    Verdict.SLIPPING_BACK,
    Verdict.WOBBLING,
    Verdict.STALLED,
    Verdict.NOT_STARTED,
    Verdict.CANNOT_TELL,
    Verdict.TAKING_HOLD,
    Verdict.HOLDING,
)
"""Who needs help first. Within a verdict teams stand by name: nobody is ranked."""


def word(verdict: Verdict | str, *, reverted: bool = False) -> str:
    """The verdict in words.

    Raises:
        ValueError: not one of the seven.
    """
    verdict = Verdict(verdict)
    if reverted and verdict is Verdict.SLIPPING_BACK:
        return _("mostly back to the old way")
    return _(WORDS[verdict])


def css_name(verdict: Verdict | str) -> str:
    """The verdict as part of a class name: ``slipping-back``."""
    return str(Verdict(verdict)).replace(" ", "-")


def need(verdict: Verdict | str) -> int:
    """Position by need for help, 0 first."""
    return BY_NEED.index(Verdict(verdict))
