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
    low = np.where([team.name in wards.LARGE for team in wards.TEAMS], 18, 8)
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
    """people.csv: one row a membership; somebody whose team was merged has two."""
    gone, stays = (wards.INDEX[name] for name in wards.MERGED)
    founded = start - timedelta(days=730)
    merged = start + timedelta(weeks=staff.merge_week)
    rows = []
    for person, name in enumerate(staff.names):
        joined, left = int(staff.first[person]), int(staff.last[person])
        begin = founded if joined == 0 else start + timedelta(weeks=joined)
        end = None if left >= staff.weeks else start + timedelta(weeks=left)
        spans = [(int(staff.team[person]), begin, end)]
        if spans[0][0] == gone and (end is None or end > merged):
            spans = [(gone, begin, merged), (stays, merged, end)] if begin < merged else [(stays, begin, end)]
        fixed = (
            f"P{person + 1:04d}",
            name,
            names.address(name, DOMAIN),
            staff.jobs[person],
            staff.roles[person],
        )
        rows += [(*fixed, wards.TEAMS[t].key, a, b) for t, a, b in spans]
    return table("people.csv", ("person", "name", "email", "job", "role", "team", "from", "to"), rows)


def teams_table(staff: Staff, start: date) -> Table:
    """teams.csv: one row for each name a team has had; ``to`` is exclusive."""
    founded = start - timedelta(days=730)
    change = start + timedelta(weeks=staff.merge_week)
    rows: list[tuple[object, ...]] = [(*wards.ROOT, "", founded, None)]
    rows += [(key, name, wards.ROOT[0], founded, None) for key, name, _ in wards.DEPARTMENTS]
    for team in wards.TEAMS:
        ends = team.name in (wards.RENAMED[0], wards.MERGED[0])
        rows.append((team.key, team.name, team.department, founded, change if ends else None))
        if team.name == wards.RENAMED[0]:
            rows.append((team.key, wards.RENAMED[1], team.department, change, None))
    return table("teams.csv", ("team", "name", "parent", "from", "to"), rows)


def reorganisation_table(staff: Staff, start: date) -> Table:
    """reorganisations.csv: what a person recorded of them. ``continues`` carries a baseline, ``merges`` does not."""
    change = start + timedelta(weeks=staff.merge_week)
    renamed = wards.key_of(wards.RENAMED[0])
    rows = [
        (change, "continues", renamed, renamed, f"{wards.RENAMED[0]} is now called {wards.RENAMED[1]}"),
        (
            change,
            "merges",
            *map(wards.key_of, wards.MERGED),
            f"{wards.MERGED[0]} became part of {wards.MERGED[1]}",
        ),
    ]
    return table("reorganisations.csv", ("on", "kind", "team", "into", "note"), rows)


def _jobs(department: str) -> tuple[str, ...]:
    return wards.JOBS.get(department, wards.CLINICAL_JOBS)
