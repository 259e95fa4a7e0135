"""Who works where and when: sizes, joiners, leavers, a merger, and the two files that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from takehold.simulation import names, wards
from takehold.simulation.habits import Ints
from takehold.simulation.tables import Table, table

DOMAIN = "linden.example"
JOINED = 0.09  # share of people who joined during the time that is told
LEFT = 60  # people who left during it
OFFICES = (
    ("Chief executive", "sponsor"),
    ("Chief information officer", "it lead"),
    ("Change lead", "lead"),
    ("Data steward", "steward"),
    ("Works council chair", "works council"),
    ("Internal auditor", "auditor"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, with the weeks they worked. ``last`` is exclusive; ``team`` is the team at the beginning."""

    names: tuple[str, ...]
    team: Ints
    first: Ints
    last: Ints
    jobs: tuple[str, ...]
    roles: tuple[str, ...]
    merge_week: int
    weeks: int

    def presence(self) -> Ints:
        """(T, P) team index of each person in each week, -1 where absent."""
        week = np.arange(self.weeks)[:, None]
        gone, stays = (wards.INDEX[name] for name in wards.MERGED)
        now = np.where((self.team == gone) & (week >= self.merge_week), stays, self.team)
        return np.where((week >= self.first) & (week < self.last), now, -1)


def sizes(rng: np.random.Generator, total: int) -> Ints:
    """(60,) people a team: 8 to 35, two tiny ones, ``total`` in all."""
    tiny = np.array([wards.TINY.get(team.name, 0) for team in wards.TEAMS])
    low = np.where([team.name in wards.LARGE for team in wards.TEAMS], 20, 8)
    drawn = np.clip(np.rint(rng.normal(20.4, 6.5, len(tiny))), low, 35).astype(np.int64)
    out = np.where(tiny > 0, tiny, drawn)
    while out.sum() != total:
        step = int(np.sign(total - out.sum()))
        open_ = np.flatnonzero((tiny == 0) & (out + step >= low) & (out + step <= 35))
        out[rng.choice(open_)] += step
    return out


def hire(rng: np.random.Generator, total: int, weeks: int, merge_week: int) -> Staff:
    """Draw the staff: ``total`` people at the end, and those who left before."""
    team = np.repeat(np.arange(len(wards.TEAMS)), sizes(rng, total))
    large = [i for i, t in enumerate(wards.TEAMS) if t.name not in wards.TINY]
    team = np.concatenate([team, rng.choice(large, LEFT)])
    people = len(team)
    leaver = np.arange(people) >= total
    lead = np.r_[True, team[1:] != team[:-1]] & ~leaver
    first = np.where(~leaver & ~lead & (rng.random(people) < JOINED), rng.integers(4, weeks - 6, people), 0)
    last = np.where(leaver, rng.integers(6, weeks - 4, people), weeks)
    jobs = [str(rng.choice(_jobs(wards.TEAMS[t].department))) for t in team.tolist()]
    roles = ["employee"] * people
    for person in np.flatnonzero(lead).tolist():
        jobs[person], roles[person] = "Team manager", "manager"
    desk = np.flatnonzero((team == wards.INDEX["Clinical Systems"]) & ~lead & ~leaver)
    for person, (job, role) in zip(desk.tolist(), OFFICES, strict=False):
        jobs[person], roles[person], first[person] = job, role, 0
    return Staff(names.draw(rng, people), team, first, last, tuple(jobs), tuple(roles), merge_week, weeks)


def people_table(staff: Staff, start: date) -> Table:
    """people.csv: one row a membership; somebody whose team was merged or goes on under a new name has two."""
    founded = start - timedelta(days=730)
    change = start + timedelta(weeks=staff.merge_week)
    rows = []
    for person, name in enumerate(staff.names):
        joined, left = int(staff.first[person]), int(staff.last[person])
        begin = founded if joined == 0 else start + timedelta(weeks=joined)
        end = None if left >= staff.weeks else start + timedelta(weeks=left)
        team = wards.TEAMS[int(staff.team[person])]
        fixed = (f"P{person + 1:04d}", name, names.address(name, DOMAIN), staff.jobs[person])
        for key, first, last in _spans(team, begin, end, change):
            leads = staff.roles[person] == "manager" and key != wards.key_of(wards.MERGED[1])
            leads = leads or (staff.roles[person] == "manager" and team.name == wards.MERGED[1])
            rows.append((*fixed, key, first, last, key if leads else None))
    return table("people.csv", ("key", "name", "email", "job", "team", "from", "to", "manages"), rows)


def _spans(
    team: wards.Team, begin: date, end: date | None, change: date
) -> list[tuple[str, date, date | None]]:
    """The teams a person was in, with the days; ``to`` is the first day no longer there."""
    later = wards.SUCCESSORS.get(team.name)
    if later is None or (end is not None and end <= change):
        return [(team.key, begin, end)]
    after = wards.key_of(later)
    return [(after, begin, end)] if begin >= change else [(team.key, begin, change), (after, change, end)]


def roles_table(staff: Staff) -> Table:
    """roles.csv: who is here for what, beyond leading a team. One row a person with such a role."""
    rows = [
        (f"P{person + 1:04d}", role)
        for person, role in enumerate(staff.roles)
        if role not in ("employee", "manager")
    ]
    return table("roles.csv", ("key", "role"), rows)


def teams_table(staff: Staff, start: date) -> Table:
    """teams.csv: the hospital, its departments, their teams; ``to`` is the first day on which a team is no more."""
    founded = start - timedelta(days=730)
    change = start + timedelta(weeks=staff.merge_week)
    rows: list[tuple[object, ...]] = [(*wards.ROOT, "", founded, None)]
    rows += [(key, name, wards.ROOT[0], founded, None) for key, name, _ in wards.DEPARTMENTS]
    for team in wards.TEAMS:
        ends = team.name in wards.SUCCESSORS
        rows.append((team.key, team.name, team.department, founded, change if ends else None))
        if team.name == wards.RENAMED[0]:
            rows.append((wards.key_of(wards.RENAMED[1]), wards.RENAMED[1], team.department, change, None))
    return table("teams.csv", ("key", "name", "parent", "from", "to"), rows)


def reorganisation_table(staff: Staff, start: date) -> Table:
    """reorganisations.csv: what a person recorded of them. ``continues`` carries a baseline, ``merges`` does not."""
    change = start + timedelta(weeks=staff.merge_week)
    rows = [
        (change, "continues", *map(wards.key_of, wards.RENAMED)),
        (change, "merges", *map(wards.key_of, wards.MERGED)),
    ]
    return table("reorganisations.csv", ("on", "kind", "earlier", "later"), rows)


def _jobs(department: str) -> tuple[str, ...]:
    return wards.JOBS.get(department, wards.CLINICAL_JOBS)
