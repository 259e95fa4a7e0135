"""How many teams of a hospital get a definite verdict within 12 weeks: the figure of the design, with its denominator.

Teams of 8 to 35 people with 2 to 10 chances a person and month, in departments of five. Weeks are uneven (correlation
.03 within a week), nobody's rate is known beforehand.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from takehold.analysis.facts import BehaviourVerdict, DailyCounts, Terms, UnitEvidence, Verdict
from takehold.analysis.verdict import judge

MONDAY = date(2024, 1, 1)
TEAMS, DEPARTMENT, WEEKS = 60, 5, 12
UNEVEN = 1 / 0.03 - 1
WORLDS = ("held", "at the target", "low", "spreading", "mixed", "some give up")


def share(world: str, team: int, rng: np.random.Generator) -> np.ndarray:
    """(W,) the team's share of the new way, week by week."""
    week = np.arange(WEEKS)
    if world == "mixed":
        return share(WORLDS[team % 4], team, rng)
    if world == "spreading":
        return rng.beta(34, 6) / (1 + np.exp(-(week - rng.normal(6, 3)) / 1.2))
    level = rng.beta(
        *{"held": (34, 6), "at the target": (40, 10), "low": (8, 12), "some give up": (34, 6)}[world]
    )
    gives_up = world == "some give up" and team % 4 == 0
    return np.where((week > 6) & gives_up, max(level - 0.25, 0.05), level)


def hospital(world: str, rng: np.random.Generator) -> list[UnitEvidence]:
    units = []
    for team in range(TEAMS):
        chances = rng.poisson(rng.integers(8, 36) * rng.uniform(2, 10) * 12 / 52 / 5, (WEEKS, 7))
        chances[:, 5:] = 0
        level = np.clip(share(world, team, rng), 1e-6, 1 - 1e-6)
        uneven = rng.beta(level * UNEVEN, (1 - level) * UNEVEN)
        new_way = rng.binomial(chances, uneven[:, None])
        units.append(UnitEvidence(f"team {team:02}", DailyCounts(MONDAY, chances.ravel(), new_way.ravel())))
    return units


def departments(teams: list[UnitEvidence]) -> list[UnitEvidence]:
    groups = [teams[first : first + DEPARTMENT] for first in range(0, TEAMS, DEPARTMENT)]
    return [
        UnitEvidence(
            f"department {index}",
            DailyCounts(
                MONDAY, sum(one.daily.chances for one in group), sum(one.daily.new_way for one in group)
            ),
        )
        for index, group in enumerate(groups)
    ]


def definite(answer: BehaviourVerdict) -> list[bool]:
    return [one.verdict is not Verdict.CANNOT_TELL for one in answer.units]


@pytest.mark.parametrize("go_live", [None, MONDAY])
@pytest.mark.parametrize("world", WORLDS)
def test_seven_teams_of_ten_have_a_definite_verdict_within_twelve_weeks(
    world: str, go_live: date | None
) -> None:
    rng = np.random.default_rng(12)
    teams = hospital(world, rng)
    terms = Terms(as_of=MONDAY + timedelta(weeks=WEEKS, days=-1), target=0.8, go_live=go_live, streams=500)
    answer = judge(teams, terms)
    own = definite(answer)
    larger = definite(judge(departments(teams), terms))
    told = [one or larger[team // DEPARTMENT] for team, one in enumerate(own)]
    words = dict(Counter(one.verdict.value for one in answer.units))
    figure = f"own {sum(own)} of {TEAMS}, or in the department {sum(told)} of {TEAMS}; {words}"
    print(f"{world}, go-live {go_live}: {figure}")  # noqa: T201
    assert sum(own) >= 0.7 * TEAMS
    assert sum(told) >= 0.7 * TEAMS
    unclear = [one for one in answer.units if one.verdict is Verdict.CANNOT_TELL]
    assert all(one.next_step is not None for one in unclear)


def test_the_definite_words_are_mostly_right() -> None:
    rng = np.random.default_rng(13)
    terms = Terms(as_of=MONDAY + timedelta(weeks=WEEKS, days=-1), target=0.8, streams=500)
    words = {
        world: Counter(one.verdict for one in judge(hospital(world, rng), terms).units) for world in WORLDS
    }
    assert words["held"][Verdict.HOLDING] >= 0.85 * TEAMS
    assert words["low"][Verdict.STALLED] >= 0.9 * TEAMS
    assert words["spreading"][Verdict.TAKING_HOLD] >= 0.75 * TEAMS
    assert words["low"][Verdict.HOLDING] == 0
