"""Sentences about how far a process is the same everywhere."""

from __future__ import annotations

from typing import Final

from takehold.analysis.standardisation import CycleTime, Differs, Standard, TeamViolations, Variants
from takehold.evidence.marking import gettext_noop
from takehold.evidence.wording.numbers import Translate, number, percent

DIFFERS: Final = {
    Differs.MORE: gettext_noop("more violations than its cases explain"),
    Differs.FEWER: gettext_noop("fewer violations than its cases explain"),
    Differs.ALIKE: gettext_noop("as its cases explain"),
    Differs.CANNOT_TELL: gettext_noop("cannot tell: nobody else has such cases"),
}
_DAY: Final = 86400.0
_HOUR: Final = 3600.0
_MINUTE: Final = 60.0


def same_everywhere(found: Standard | None, translate: Translate) -> str:
    """The answer in one sentence."""
    told = found.teams if found else ()
    compared = [team for team in told if team.differs is not Differs.CANNOT_TELL]
    if len(compared) < 2:
        return translate.gettext("Cannot tell: fewer than two teams have enough cases to be compared.")
    off = sum(team.differs is not Differs.ALIKE for team in compared)
    numbers = {"n": number(off, translate), "all": number(len(compared), translate)}
    if not off:
        return (
            translate.gettext(
                "%(all)s teams compared: none breaks the rules more often than its cases explain."
            )
            % numbers
        )
    return (
        translate.gettext(
            "Not the same everywhere: %(n)s of %(all)s teams differ by more than their cases explain."
        )
        % numbers
    )


def differs(team: TeamViolations, translate: Translate) -> str:
    """How a team stands beside the others, in a few words."""
    return translate.gettext(DIFFERS[team.differs])


def in_ways(found: Variants, translate: Translate) -> str:
    """In how many ways the cases run."""
    return translate.gettext(
        "%(cases)s cases run in %(ways)s ways: %(top)s in the most frequent one, four in five in %(most)s of them. "
        "As many equally frequent ways would be as hard to foresee: %(effective)s."
    ) % {
        "cases": number(found.cases, translate),
        "ways": number(found.variants, translate),
        "top": percent(found.top, translate),
        "most": number(found.for_most, translate),
        "effective": number(round(found.effective), translate),
    }


def taking(found: CycleTime, translate: Translate) -> str:
    """How long cases take and how far that lies apart."""
    said = translate.gettext("Half of the cases end within %(middle)s, 85 of 100 within %(slow)s.") % {
        "middle": lasting(found.middle, translate),
        "slow": lasting(found.slow, translate),
    }
    if found.spread is None or found.low is None or found.high is None:
        return said
    return (
        said
        + " "
        + translate.gettext("That is %(times)s times as long (%(low)s to %(high)s).")
        % {
            "times": number(round(found.spread, 1), translate),
            "low": number(round(found.low, 1), translate),
            "high": number(round(found.high, 1), translate),
        }
    )


def lasting(seconds: float, translate: Translate) -> str:
    """``7.5 days``, ``30 hours``, ``90 minutes`` or ``under 2 minutes``."""
    if seconds >= 2 * _DAY:
        return translate.gettext("%(time)s days") % {"time": number(round(seconds / _DAY, 1), translate)}
    if seconds >= 2 * _HOUR:
        return translate.gettext("%(time)s hours") % {"time": number(round(seconds / _HOUR, 1), translate)}
    if seconds >= 2 * _MINUTE:
        return translate.gettext("%(time)s minutes") % {"time": number(round(seconds / _MINUTE), translate)}
    return translate.gettext("under 2 minutes")
