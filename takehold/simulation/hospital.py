"""A hospital of 1,200 people and sixty teams with three changes: one slips back in some wards, one holds, one begins.

Everything follows from a seed and the last day of the data. Nothing is written: the tables give their text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from takehold.simulation import exports, helping, names, occasions, staff, story, wards
from takehold.simulation.habits import Course, Floats, Ints, live
from takehold.simulation.hindrances import Hindrance, hindered, losses
from takehold.simulation.staff import Staff
from takehold.simulation.story import Change, Hospital, Mark, Truth

PEOPLE = 1200
WEEKS = 69  # told; the last may be incomplete
HANDOVERS_LIVE, INCIDENTS_LIVE = 8, 6  # weeks after the beginning
REQUESTS_LIVE = 5  # weeks before the end
SLIP = 8  # weeks before the end
PLUNGE = 1.5  # hazard of relapse where it comes at once
SILENCE = 6
REORGANISED = 26
LOG_WEEKS = 12
SUNDAY = 6
FEED_STOP = (timedelta(weeks=33, days=2), timedelta(weeks=35))
TOOL_CHANGED = timedelta(days=4)  # the form changes that long before the slip


@dataclass(frozen=True, slots=True)
class _World:
    """What all three changes share."""

    day0: date
    end: date
    people: Staff
    presence: Ints
    volume: Floats
    dip: Floats

    def monday(self, week: int) -> date:
        return self.day0 + timedelta(weeks=week)

    def until_end(self, seen: occasions.Occasions) -> occasions.Occasions:
        horizon = ((self.end - self.day0).days + 1) * occasions.DAY
        return seen.keep((seen.minute >= 0) & (seen.minute < horizon))

    @property
    def plunge(self) -> int:
        """The week in which the last ward slips: two whole weeks lie behind it on any day, so that it can just be told."""
        return WEEKS - (2 if self.end.weekday() == SUNDAY else 3)

    @property
    def renamed_at(self) -> int:
        return self.people.merge_week * 7 * occasions.DAY


@dataclass(frozen=True, slots=True)
class _Played:
    """One change as it went: its chances, and the expected share of each team in the last weeks."""

    seen: occasions.Occasions
    shares: dict[str, float]
    go_live: Ints


def build(seed: int, end: date) -> Hospital:
    """The hospital as its files stand on the evening of ``end``.

    Returns:
        tables people.csv, teams.csv, reorganisations.csv, roles.csv, handovers.csv, incidents.csv,
        incident_log.csv and requests.csv; three changes with their column mappings; marks; the truth.
    """
    seeds = np.random.SeedSequence(seed).spawn(5)
    rngs = [np.random.default_rng(s) for s in seeds]
    day0 = end - timedelta(days=end.weekday(), weeks=WEEKS - 1)
    people = staff.hire(rngs[0], PEOPLE, WEEKS, WEEKS - REORGANISED)
    volume, dip = occasions.holiday(day0, WEEKS)
    world = _World(day0, end, people, people.presence(), volume, dip)
    handed, logged, asked = _handovers(rngs[1], world), _incidents(rngs[2], world), _requests(rngs[3], world)
    chance = np.random.default_rng([seed, helping.STREAM])
    logged = _hindered(chance, logged, helping.in_checks(day0))
    texts = rngs[4]
    solved, renamed_at = exports.solve(texts, logged.seen), world.renamed_at
    since = (WEEKS - LOG_WEEKS) * 7 * occasions.DAY
    tables = (
        staff.people_table(people, day0),
        staff.teams_table(people, day0),
        staff.reorganisation_table(people, day0),
        staff.roles_table(people),
        exports.handovers(texts, handed.seen, day0, renamed_at),
        exports.incidents(texts, logged.seen, solved, day0, renamed_at, end),
        exports.incident_log(texts, logged.seen, solved, since, day0, renamed_at, end),
        exports.requests(texts, asked.seen, day0, end),
    )
    return Hospital(
        name=wards.ROOT[1],
        start=day0,
        end=end,
        tables={t.name: t for t in tables},
        changes=_changes(world, handed, logged, asked),
        marks=_marks(world),
        truth=_truth(world, handed, logged, asked),
        helps=helping.helps(day0),
    )


def _hindered(rng: np.random.Generator, played: _Played, hindrances: tuple[Hindrance, ...]) -> _Played:
    lost = losses(rng, len(wards.TEAMS), WEEKS, hindrances)
    late = dict(
        zip(map(wards.latest_key, wards.TEAMS), lost[:, -SILENCE:].mean(axis=1).tolist(), strict=True)
    )
    shares = {key: share * (1 - late[key]) for key, share in played.shares.items()}
    return _Played(hindered(rng, played.seen, lost), shares, played.go_live)


def _play(
    rng: np.random.Generator, world: _World, course: Course, go_live: Ints, slip: Floats, pull: Floats
) -> _Played:
    presence, units = world.presence, len(wards.TEAMS)
    rate = rng.uniform(2, 10, units) / 4.345
    steady = np.array([team.name in wards.LARGE for team in wards.TEAMS])
    rate = np.where(steady, np.clip(rate, 6.5 / 4.345, 9.5 / 4.345), rate)
    inside = np.where(presence >= 0, np.where(go_live[presence] >= 0, presence, -1), -1)
    propensity = live(rng, inside, np.where(go_live < 0, WEEKS, go_live), course, shock=slip, pull=pull)
    clock = np.array([team.around_the_clock for team in wards.TEAMS])
    seen = occasions.draw(
        rng, inside, rate, propensity, volume=world.volume, dip=world.dip, around_the_clock=clock
    )
    late = propensity[-SILENCE:]
    shares = {
        wards.latest_key(team): float(late[inside[-SILENCE:] == i].mean())
        for i, team in enumerate(wards.TEAMS)
        if (inside[-SILENCE:] == i).any()
    }
    return _Played(world.until_end(seen), shares, go_live)


def _departments(which: frozenset[str], first: int, step: int) -> Ints:
    """(U,) go-live week of each team, department after department; -1 for teams outside."""
    order = [key for key, _, _ in wards.DEPARTMENTS if key in which]
    return np.array(
        [first + step * order.index(t.department) if t.department in which else -1 for t in wards.TEAMS]
    )


def _handovers(rng: np.random.Generator, world: _World) -> _Played:
    units = len(wards.TEAMS)
    slip = np.zeros((units, WEEKS))
    for name in wards.SLIPPING:
        slip[wards.INDEX[name], -SLIP:] = rng.uniform(0.17, 0.24)
    slip[wards.INDEX[wards.FRESH]] = np.where(np.arange(WEEKS) < world.plunge, 0, PLUNGE)
    go_live = _departments(wards.AT_HANDOVER, HANDOVERS_LIVE, 1)
    played = _play(rng, world, Course(), go_live, slip, rng.uniform(0.8, 1.3, units))
    cut = (WEEKS - SILENCE) * 7 * occasions.DAY
    silent = (played.seen.team == wards.INDEX[wards.SILENT]) & (played.seen.minute >= cut)
    return _Played(played.seen.keep(~silent), played.shares, go_live)


def _incidents(rng: np.random.Generator, world: _World) -> _Played:
    units = len(wards.TEAMS)
    everybody = frozenset(key for key, _, _ in wards.DEPARTMENTS)
    go_live = np.minimum(_departments(everybody, INCIDENTS_LIVE, 0), INCIDENTS_LIVE)
    pull = rng.uniform(0.8, 1.3, units)
    slip = np.zeros((units, WEEKS))
    for name in wards.RELUCTANT:
        slip[wards.INDEX[name], :] = 0.04
    played = _play(rng, world, Course(with_habit=0.96, without=0.1), go_live, slip, pull)
    first, last = (int(t.total_seconds() // 60) for t in FEED_STOP)
    stopped = (played.seen.minute >= first) & (played.seen.minute < last)
    return _Played(played.seen.keep(~stopped), played.shares, go_live)


def _requests(rng: np.random.Generator, world: _World) -> _Played:
    units = len(wards.TEAMS)
    go_live = _departments(wards.WITH_REQUESTS, WEEKS - REQUESTS_LIVE, 0)
    keen = rng.random(units) < 0.5
    pull = np.where(keen, 2.2, 0.35)
    played = _play(rng, world, Course(alone=0.10, without=0.12), go_live, np.zeros((units, WEEKS)), pull)
    begun = played.seen.minute >= (WEEKS - REQUESTS_LIVE) * 7 * occasions.DAY
    return _Played(played.seen.keep(begun), played.shares, go_live)


def _changes(world: _World, handed: _Played, logged: _Played, asked: _Played) -> tuple[Change, ...]:
    by_role = {role: name for name, role in zip(world.people.names, world.people.roles, strict=True)}
    mail = {role: names.address(name, staff.DOMAIN) for role, name in by_role.items()}

    def change(key: str, behaviour: str, reasons: tuple[str, ...], played: _Played, co_owner: str) -> Change:
        recipe, file = _RECIPES[key]
        lives = {
            key: world.monday(w)
            for t, w in zip(wards.TEAMS, played.go_live.tolist(), strict=True)
            for key in (t.key, wards.latest_key(t))
            if w >= 0
        }
        name, target = (line.split("=", 1)[1].strip().strip('"') for line in _lines(recipe, "name", "target"))
        return Change(
            key, name, reasons, behaviour, file, recipe, float(target), min(lives.values()), lives,
            sponsor=mail["sponsor"], lead=mail["lead"], co_owner=co_owner, more=_MORE.get(key, ()),
        )  # fmt: skip

    return (
        change("handover-record", "handover-in-record", _WHY_HANDOVER, handed, mail["manager"]),
        change("priority-check", "confirm-priority", _WHY_PRIORITY, logged, mail["it lead"]),
        change("agreed-date", "agreed-date", _WHY_DATE, asked, ""),
    )


def _lines(recipe: str, *keys: str) -> list[str]:
    return [line for key in keys for line in recipe.splitlines() if line.startswith(f"{key} =")]


def _marks(world: _World) -> tuple[Mark, ...]:
    slip, merged = world.monday(WEEKS - SLIP), world.monday(world.people.merge_week)
    gradual = tuple(wards.key_of(name) for name in wards.SLIPPING if name != wards.FRESH)
    return (
        Mark(world.monday(INCIDENTS_LIVE), "go-live", "Priority check switched on", change="priority-check"),
        Mark(world.monday(HANDOVERS_LIVE), "go-live", "Handover in the record begins, department by department",
             change="handover-record"),
        Mark(world.day0 + FEED_STOP[0], "feed", "No incidents arrived: the export job had stopped", change="priority-check"),
        Mark(merged, "reorganisation", f"{wards.RENAMED[0]} becomes {wards.RENAMED[1]}; "
             f"{wards.MERGED[0]} joins {wards.MERGED[1]}"),
        Mark(slip - TOOL_CHANGED, "form changed", "New handover form: nine fields instead of four",
             gradual, change="handover-record"),
        Mark(world.monday(world.plunge) - timedelta(days=2), "other", "Agency staff on most nights",
             (wards.key_of(wards.FRESH),), change="handover-record"),
        Mark(world.monday(WEEKS - REQUESTS_LIVE), "go-live", "Agreed dates on requests begin", change="agreed-date"),
    )  # fmt: skip


def _truth(world: _World, handed: _Played, logged: _Played, asked: _Played) -> Truth:
    played = {"handover-record": handed, "priority-check": logged, "agreed-date": asked}
    return Truth(
        slipping={
            wards.key_of(name): world.monday(world.plunge if name == wards.FRESH else WEEKS - SLIP)
            for name in wards.SLIPPING
        },
        reluctant=tuple(wards.key_of(name) for name in wards.RELUCTANT),
        silent={wards.key_of(wards.SILENT): world.monday(WEEKS - SILENCE) - timedelta(days=1)},
        feed_stopped=(world.day0 + FEED_STOP[0], world.day0 + FEED_STOP[1] - timedelta(days=1)),
        shares={key: p.shares for key, p in played.items()},
        teams_of_change={
            key: tuple(
                dict.fromkeys(
                    wards.latest_key(t)
                    for t, w in zip(wards.TEAMS, p.go_live.tolist(), strict=True)
                    if w >= 0
                )
            )
            for key, p in played.items()
        },
    )


_RECIPES = {
    "handover-record": (story.HANDOVER_RECIPE, "handovers.csv"),
    "priority-check": (story.INCIDENT_RECIPE, "incidents.csv"),
    "agreed-date": (story.REQUEST_RECIPE, "requests.csv"),
}
_MORE = {"priority-check": (("incident_log.csv", story.LOG_RECIPE),)}
_WHY_HANDOVER = (
    "Two medication errors in spring came from lost paper notes.",
    "The night shift should read what the day shift knew, at the bedside.",
)
_WHY_PRIORITY = (
    "Urgent faults waited behind minor ones because the first guess of the priority was never looked at again.",
)
_WHY_DATE = ("Teams plan around us, and could not: requests had no date that both sides had agreed.",)
