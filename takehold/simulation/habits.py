"""How a behaviour spreads from person to person, becomes a habit, and is lost again.

Each week a person either works the new way by habit or does not. Who does not takes it up with a hazard that grows with
the share of colleagues who do (diffusion); who does may relapse, the less likely the longer the habit has lasted, and
more likely while a shock weighs on the team (a worse form, a shortage), above all where others relapse too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Course:
    """The temper of one behaviour. Hazards are probabilities a week.

    Attributes:
        alone: hazard of taking it up when no colleague does.
        peers: what is added when all colleagues do.
        lapse: hazard of relapse once the habit is settled.
        raw: what is added to it in the first week of a new habit; halves about every 4 weeks.
        with_habit: mean share of chances taken the new way by somebody with the habit.
        without: the same without it.
    """

    alone: float = 0.10
    peers: float = 0.40
    lapse: float = 0.003
    raw: float = 0.05
    with_habit: float = 0.955
    without: float = 0.05


def live(
    rng: np.random.Generator,
    teams: Ints,
    go_live: Ints,
    course: Course,
    *,
    shock: Floats,
    pull: Floats,
) -> Floats:
    """Each person's chance of taking a chance the new way, week by week.

    Args:
        rng: the source of randomness.
        teams: (T, P) team index of each person in each week, -1 where absent.
        go_live: (U,) first week in which the new way exists for the team; T for never.
        course: the temper of the behaviour.
        shock: (U, T) added hazard of relapse.
        pull: (U,) factor on the hazard of taking it up (a team's readiness).

    Returns:
        (T, P) probabilities; 0 before go-live.
    """
    weeks, people = teams.shape
    units = len(go_live)
    habit = np.zeros(people, dtype=bool)
    age = np.zeros(people)
    strong = rng.beta(60 * course.with_habit, 60 * (1 - course.with_habit), people)
    out = np.zeros((weeks, people))
    for week in range(weeks):
        here = teams[week] >= 0
        team = np.where(here, teams[week], 0)
        head = np.bincount(team[here], minlength=units)
        share = np.bincount(team[here & habit], minlength=units) / np.maximum(head, 1)
        live_now = here & (week >= go_live[team])
        weight = shock[team, week]
        take_up = pull[team] * (course.alone + course.peers * share[team]) * np.where(weight > 0, 0.12, 1)
        lapse = course.lapse + course.raw * np.exp2(-age / 4) + weight * (1.5 - share[team])
        draw = rng.random(people)
        changed = live_now & (draw < np.where(habit, lapse, take_up))
        habit ^= changed
        age = np.where(changed, 0, age + 1)
        out[week] = np.where(live_now, np.where(habit, strong, course.without), 0)
    return out
