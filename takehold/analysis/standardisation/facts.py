"""Is a process done the same way everywhere? Variants, cycle times, and violations at an equal mix of cases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

COVERAGE: Final = 0.9
FUNNEL: Final = 0.998
"""Share of teams that would lie within the funnel if all were alike; one in five hundred lies outside by chance."""
FEWEST_CASES: Final = 100


class Differs(StrEnum):
    """A team beside all others, at an equal mix of cases."""

    MORE = "more violations than the mix explains"
    FEWER = "fewer violations than the mix explains"
    ALIKE = "no difference seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Variants:
    """In how many ways cases run.

    ``entropy`` in bits, corrected for what was not seen yet (Chao and Shen); ``plain``: uncorrected; ``miller_madow``: the
    simpler correction. ``coverage``: share of cases that run in a way already seen (Good and Turing). ``top``: share of
    the most frequent variant; ``for_most``: how many variants make up four fifths of the cases.
    """

    cases: int
    variants: int
    entropy: float
    miller_madow: float
    plain: float
    coverage: float
    top: float
    for_most: int

    @property
    def effective(self) -> float:
        """As many equally frequent variants would be as hard to foresee."""
        return float(2.0**self.entropy)


@dataclass(frozen=True, slots=True)
class CycleTime:
    """How long cases take, in seconds. ``spread`` = slow / middle, between ``low`` and ``high``.

    ``middle``: the median; ``slow``: what 85 in 100 cases stay under. ``spread`` is None where the middle is 0.
    """

    cases: int
    middle: float
    slow: float
    spread: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Stratum:
    """One kind of case in one team: how many, and how many of them broke a rule."""

    team: str
    kind: str
    cases: int
    violations: int


@dataclass(frozen=True, slots=True)
class TeamViolations:
    """One team's share of cases that break a rule, as it is and at an equal mix of cases.

    ``crude``: as it is. ``standardised``: as it would be with everybody's mix of cases, between ``low`` and ``high``.
    ``expected``: what all other teams would have with this team's cases; ``lower`` to ``upper``: the funnel about it, in which
    chance leaves a team. ``beside``: the team's own share of the cases that this compares. ``compared``: the share of its
    cases that are of a kind that others have too; the rest cannot be compared.
    """

    team: str
    cases: int
    violations: int
    crude: float
    standardised: float
    low: float
    high: float
    compared: float
    beside: float
    expected: float
    lower: float
    upper: float
    differs: Differs

    @property
    def difference(self) -> float:
        """The share of violations above (or below) what the mix explains."""
        return self.beside - self.expected


@dataclass(frozen=True, slots=True)
class Standard:
    """The teams, those that differ most first.

    ``overall``: the share of violations over all cases. ``between``: the standard deviation between teams at an equal mix of
    cases, beyond chance: 0 where chance explains everything. ``too_small``: teams with too few cases to compare, by name.
    """

    overall: float
    between: float
    teams: tuple[TeamViolations, ...]
    too_small: tuple[str, ...]

    @property
    def inconsistent(self) -> bool:
        """Whether some team lies outside its funnel."""
        return any(team.differs in (Differs.MORE, Differs.FEWER) for team in self.teams)


@dataclass(frozen=True, slots=True)
class LateOpenings:
    """Cases that opened so near the end of the data that a slow one could not have ended yet.

    Such cases are in the data because they were quick, or without their end: their shares and times are not those of the
    others. ``within``: so many seconds before the end of the data they opened, which is what a slow case takes.
    """

    cases: int
    share: float
    within: float
