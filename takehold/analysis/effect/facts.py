"""Did it work: what is asked, and the answer with its comparison, its range and the strength of its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.analysis.facts import Coded, DailyCounts

HORIZON: Final = 12
"""Weeks after the beginning that count as its effect."""
WORTH_HAVING: Final = 0.05
"""A share of 5 points: less is not worth an action."""
ALPHA: Final = 0.05
FEWEST_TEAMS: Final = 8
FEWEST_ASSIGNMENTS: Final = 20
FEWEST_BEFORE: Final = 8
FEWEST_AFTER: Final = 4


class Rung(StrEnum):
    """How strong the evidence can be at best, from the strongest on.

    LOTS: lots decided who began when: "caused". WAITING: others had not begun, by no lot: "went together with".
    BEFORE_AFTER: nobody to compare with: "changed after". NOTHING: not even that.
    """

    LOTS = "lots"
    WAITING = "waiting"
    BEFORE_AFTER = "before and after"
    NOTHING = "nothing"


class Answer(StrEnum):
    """Did it work? ``NO_USE``: an effect of 5 points or more can be ruled out."""

    HELPED = "helped"
    HARMED = "harmed"
    NO_USE = "no use"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class TeamSeries:
    """One team (a reporting unit) and when the action began there.

    Attributes:
        team: identifies it within the call.
        daily: its counts of the behaviour.
        began: the day on which it began; None: not, or not yet. For a team that stood in a draw the day which the lot
            gave it, even where it began on another: what is compared is what chance decided.
        stratum: the group within which lots were drawn, None for a team that stood in no draw.
    """

    team: str
    daily: DailyCounts
    began: date | None = None
    stratum: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Chances, and how many went the new way."""

    chances: int
    new_way: int

    @property
    def rate(self) -> float | None:
        """The share, None without a chance."""
        return self.new_way / self.chances if self.chances else None


@dataclass(frozen=True, slots=True)
class Sides:
    """What was counted, as it is: 8 weeks before and up to 12 weeks after, where it began and where it had not.

    The others' weeks are the same calendar weeks, so far as they had not begun themselves.
    """

    before: Share
    after: Share
    others_before: Share
    others_after: Share


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect in share points (0.1 = 10 points) with its interval at 95 % and its two-sided p.

    ``interval`` is None where chance alone could not have told anything apart. ``tried`` is the number of ways in which
    the lots could have fallen that were looked at (or of waiting stretches compared with). ``lean``: how far from their
    usual the teams stood in the 4 weeks before they began, where that is more than chance; else, and by lots, 0.
    """

    effect: float
    interval: tuple[float, float] | None
    p: float
    tried: int
    lean: float = 0.0


@dataclass(frozen=True, slots=True)
class Effect:
    """The answer.

    Attributes:
        answer: one of four words.
        rung: how strong the evidence is; it decides the verb, see ``Rung``.
        estimate: with its range, or None where nothing can be estimated.
        sides: the plain counts.
        begun: teams where it began with enough weeks since; ``others``: teams compared with.
        weeks: the median number of weeks since it began.
        cross_check: the same effect by another method (Callaway and Sant'Anna), None where it has no comparison.
        because: why this answer: a code and its numbers.
        needs: what it would take to tell; empty when told.
    """

    answer: Answer
    rung: Rung
    estimate: Estimate | None
    sides: Sides
    begun: int
    others: int
    weeks: int
    cross_check: float | None
    because: Coded
    needs: tuple[Coded, ...] = ()
