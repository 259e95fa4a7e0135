"""An organisation of any size as counts: for planning, for load, for tests. 500 teams, 30 changes, 3 years in seconds.

People are not followed one by one as in ``habits``, but counted in three states: without the habit, with a new one, with
a settled one. What moves between them each week is drawn at once for all teams and changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from takehold.simulation import names, occasions
from takehold.simulation.habits import Course, Floats, Ints
from takehold.simulation.tables import Table, table

SETTLES = 0.2  # share of new habits that settle in a week
NEVER = -1
TEAMS_A_DEPARTMENT = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """How large, how busy, how steady.

    Attributes:
        teams, people, changes, weeks: the size. Team sizes are skewed, 4 at the least.
        chances_a_month: least and most chances a person and month; each team and change draws its own.
        course: the temper of the behaviours.
        slipping: share of streams (team x change) that slip back once, at a random week of the last year.
        slip_hazard: added hazard of relapse while they do.
        shocks: correlation within a team's week (0: none).
        holidays: whether the turn of the year and August thin and dip everything.
        silent: share of streams whose feed stops for 2 to 8 weeks.
    """

    teams: int = 500
    people: int = 10_000
    changes: int = 30
    weeks: int = 156
    chances_a_month: tuple[float, float] = (2.0, 10.0)
    course: Course = field(default_factory=Course)
    slipping: float = 0.03
    slip_hazard: float = 0.12
    shocks: float = 0.01
    holidays: bool = True
    silent: float = 0.02


@dataclass(frozen=True, slots=True)
class Organisation:
    """The counts: integers (C, U, T) by change, team and week, the weeks beginning on Mondays.

    ``go_live`` is (C,) week indices; ``slips`` (C, U) the week a slip began, -1 where none did.
    """

    start: date
    teams: tuple[str, ...]
    departments: tuple[str, ...]
    parent: Ints
    sizes: Ints
    chances: Ints
    new_way: Ints
    old_way: Ints
    go_live: Ints
    slips: Ints


def build(seed: int, start: date, plan: Plan | None = None) -> Organisation:
    """Draw an organisation. ``start`` must be a Monday."""
    if start.weekday() != 0:
        raise ValueError(f"{start} is not a Monday")
    plan = plan or Plan()
    rng = np.random.default_rng(seed)
    sizes = _sizes(rng, plan)
    shape = (plan.changes, plan.teams)
    go_live = rng.integers(2, max(plan.weeks // 2, 3), plan.changes)
    slips = np.where(
        rng.random(shape) < plan.slipping, rng.integers(plan.weeks * 2 // 3, plan.weeks, shape), NEVER
    )
    volume, dip = occasions.holiday(start, plan.weeks)
    if not plan.holidays:
        volume, dip = np.ones(plan.weeks), np.zeros(plan.weeks)
    share = _habits(rng, plan, sizes, go_live, slips)
    rate = rng.uniform(*plan.chances_a_month, shape) / 4.345 * sizes
    chances = _silenced(rng, plan, rng.poisson(rate[..., None] * volume))
    p = plan.course.without + (plan.course.with_habit - plan.course.without) * share
    live = np.arange(plan.weeks) >= go_live[:, None, None]
    new = rng.binomial(chances, np.where(live, _shocked(rng, plan, p, dip), 0))
    old = rng.binomial(chances - new, 0.85)
    departments = -(-plan.teams // TEAMS_A_DEPARTMENT)
    return Organisation(
        start=start,
        teams=tuple(f"Team {i + 1:03d}" for i in range(plan.teams)),
        departments=tuple(f"Department {i + 1:02d}" for i in range(departments)),
        parent=np.arange(plan.teams) // TEAMS_A_DEPARTMENT,
        sizes=sizes,
        chances=chances,
        new_way=new,
        old_way=old,
        go_live=go_live,
        slips=slips,
    )


def daily(weekly: Ints, part: Ints, seed: int) -> tuple[Ints, Ints]:
    """Weekly chances and the part of them done one way, spread over working days: two arrays (..., 7 T)."""
    rng = np.random.default_rng(seed)
    each = rng.multinomial(weekly, occasions.OFFICE_DAYS / occasions.OFFICE_DAYS.sum())
    out = np.zeros(each.shape, dtype=np.int64)
    good, total = part.copy(), weekly.copy()
    for day in range(7):
        now = each[..., day]
        out[..., day] = np.where(now > 0, rng.hypergeometric(good, total - good, now), 0)
        good, total = good - out[..., day], total - now
    flat = (*weekly.shape[:-1], -1)
    return each.reshape(flat), out.reshape(flat)


def teams_table(organisation: Organisation) -> Table:
    """teams.csv of the whole organisation, as the people import reads it."""
    rows: list[tuple[object, ...]] = [("all", "Everybody", "", organisation.start, None)]
    rows += [
        (f"d{i + 1}", name, "all", organisation.start, None)
        for i, name in enumerate(organisation.departments)
    ]
    rows += [
        (f"t{i + 1}", name, f"d{organisation.parent[i] + 1}", organisation.start, None)
        for i, name in enumerate(organisation.teams)
    ]
    return table("teams.csv", ("key", "name", "parent", "from", "to"), rows)


def people_table(organisation: Organisation, seed: int) -> Table:
    """people.csv: everybody in one team, the first of each its manager."""
    rng = np.random.default_rng(seed)
    team = np.repeat(np.arange(len(organisation.teams)), organisation.sizes)
    first = np.r_[True, team[1:] != team[:-1]]
    rows = [
        (f"P{i + 1:05d}", name, names.address(name, f"p{i + 1}.example"), "Team manager" if leads else "Employee",
         f"t{t + 1}", organisation.start, None, f"t{t + 1}" if leads else None)
        for i, (name, t, leads) in enumerate(
            zip(names.draw(rng, len(team)), team.tolist(), first.tolist(), strict=True))
    ]  # fmt: skip
    return table("people.csv", ("key", "name", "email", "job", "team", "from", "to", "manages"), rows)


def weeks_of(organisation: Organisation) -> tuple[date, ...]:
    """The Mondays."""
    return tuple(organisation.start + timedelta(weeks=i) for i in range(organisation.chances.shape[2]))


def _sizes(rng: np.random.Generator, plan: Plan) -> Ints:
    """(U,) skewed sizes of at least 4 that sum to the people."""
    spare = plan.people - 4 * plan.teams
    if spare < 0:
        raise ValueError(f"{plan.people} people are too few for {plan.teams} teams of 4")
    weight = rng.gamma(1.5, 1.0, plan.teams)
    return np.asarray(4 + rng.multinomial(spare, weight / weight.sum()))


def _habits(rng: np.random.Generator, plan: Plan, sizes: Ints, go_live: Ints, slips: Ints) -> Floats:
    """(C, U, T) share of people with the habit."""
    shape = (plan.changes, plan.teams)
    without, new, settled = np.broadcast_to(sizes, shape).copy(), np.zeros(shape, int), np.zeros(shape, int)
    pull = rng.uniform(0.6, 1.3, shape)
    out = np.zeros((*shape, plan.weeks))
    course = plan.course
    for week in range(plan.weeks):
        share = (new + settled) / sizes
        slipping = (slips >= 0) & (week >= slips)
        hazard = np.where(slipping, plan.slip_hazard * (1.5 - share), 0)
        take = np.clip(pull * (course.alone + course.peers * share) * np.where(slipping, 0.12, 1), 0, 1)
        taken = rng.binomial(without, np.where(week >= go_live[:, None], take, 0))
        lost_new = rng.binomial(new, np.clip(course.lapse + course.raw / 2 + hazard, 0, 1))
        lost = rng.binomial(settled, np.clip(course.lapse + hazard, 0, 1))
        settles = rng.binomial(new - lost_new, SETTLES)
        without, new, settled = (
            without - taken + lost_new + lost,
            new + taken - lost_new - settles,
            settled + settles - lost,
        )
        out[..., week] = (new + settled) / sizes
    return out


def _shocked(rng: np.random.Generator, plan: Plan, p: Floats, dip: Floats) -> Floats:
    odds = p / (1 - p) * np.exp(dip)
    p = odds / (1 + odds)
    if plan.shocks <= 0:
        return np.asarray(p)
    strength = 1 / plan.shocks - 1
    return rng.beta(np.maximum(p * strength, 1e-3), np.maximum((1 - p) * strength, 1e-3))


def _silenced(rng: np.random.Generator, plan: Plan, chances: Ints) -> Ints:
    """Chances with some feeds stopped for a while."""
    shape = chances.shape[:2]
    begins = rng.integers(0, plan.weeks, shape)
    ends = begins + rng.integers(2, 9, shape)
    week = np.arange(plan.weeks)
    stopped = (
        (rng.random(shape) < plan.silent)[..., None] & (week >= begins[..., None]) & (week < ends[..., None])
    )
    return np.where(stopped, 0, chances)
