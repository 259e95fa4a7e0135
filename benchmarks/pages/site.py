"""The site that is measured, made through the doors of real use: people and counts by import, verdicts by refresh."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from takehold.simulation import organisation as simulated

SEED = 11
ADMIN = "admin@example.org"
COUNTS = """
[source]
format = "csv"
shape = "counts"

[columns]
team = "team"
period = "week"
done = "done"
of = "of"
old_way = "old"

[[behaviour]]
key = "{key}"
name = "{name}"
target = 0.85
"""
TICKETS = """
[source]
format = "csv"
shape = "cases"
timestamps = "%Y-%m-%d %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "number"
at = "resolved_at"
team = "team"

[[behaviour]]
key = "{key}"
name = "{name}"
target = 0.85
opportunity = {{ state = "Resolved" }}
new_way = {{ way = "new" }}
old_way = {{ way = "old" }}
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large. The first change has ``shared`` behaviours, so that a page of several charts and tables is measured
    too; the second rests on a list export of single tickets, the others on ready-made counts."""

    teams: int = 500
    people: int = 10_000
    changes: int = 30
    weeks: int = 156
    shared: int = 4
    slipping: float = 0.03


@dataclass
class Built:
    """What was made: addresses' parts, who looks, and how long each step took in seconds."""

    slugs: list[str] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step and say so."""
        began = time.perf_counter()
        yield
        self.steps.append((name, time.perf_counter() - began))
        print(f"  {name:<58} {self.steps[-1][1]:7.2f} s", flush=True)


def opened(home: Path, *, database: str = "") -> None:
    """Django on this folder, its tables up to date."""
    from takehold.cli.site import home as data_home

    os.environ["TAKEHOLD_DATABASE"] = database
    os.environ.setdefault("TAKEHOLD_URL", "http://localhost:8000")
    data_home.prepare(home)
    data_home.start(home)
    data_home.bring_up_to_date()


def build(home: Path, size: Size, now: datetime) -> Built:
    """Make the organisation in an empty folder on which Django was opened."""
    monday = now.date() - timedelta(days=now.weekday())
    built = Built()
    plan = simulated.Plan(
        teams=size.teams,
        people=size.people,
        changes=size.changes - 1 + size.shared,
        weeks=size.weeks,
        slipping=size.slipping,
    )
    with built.step("simulation: counts of all teams, behaviours and weeks"):
        org = simulated.build(SEED, monday - timedelta(weeks=size.weeks), plan)
    viewer = _people(org, built, now)
    files = [max(0, behaviour - size.shared + 1) for behaviour in range(plan.changes)]
    for number in sorted(set(files)):
        behaviours = [at for at, change in enumerate(files) if change == number]
        _change(built, org, number, behaviours, viewer, home, now, tickets=number == 1)
    _refresh(built, now)
    return built


def _people(org: simulated.Organisation, built: Built, now: datetime) -> Any:
    from takehold.people import operations as people
    from takehold.people.facts import RoleKind
    from takehold.people.models import Person

    people.create_administrator(email=ADMIN, name="Ada Admin", now=now)
    viewer = house(now)
    with built.step(f"people import: {len(org.teams) + len(org.departments) + 1:,} teams"):
        people.import_teams(viewer=viewer, text=simulated.teams_table(org).csv(), now=now)
    with built.step(f"people import: {int(org.sizes.sum()):,} people"):
        people.import_people(viewer=viewer, text=simulated.people_table(org, SEED).csv(), now=now)
    first = int(org.sizes[0])
    parts = {
        "manager": "P00001",
        "nurse": "P00002",
        "lead": f"P{first + 2:05d}",
        "sponsor": f"P{first + 3:05d}",
    }
    ids = dict(Person.objects.filter(key__in=parts.values()).values_list("key", "id"))
    for name in ("lead", "sponsor"):
        people.grant_role(viewer=viewer, person_id=ids[parts[name]], kind=RoleKind(name), now=now)
    for key in parts.values():
        people.open_account(viewer=viewer, person_id=ids[key], now=now)
    built.people = {**parts, "admin": ADMIN, "outside": ""}
    return viewer


def house(now: datetime) -> Any:
    """The organisation itself with every right: for building only."""
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind

    roles = (RoleFact(RoleKind.ADMIN), RoleFact(RoleKind.STEWARD))
    return replace(queries.system_viewer(on=now.date()), roles=roles)


def _change(
    built: Built, org: simulated.Organisation, number: int, behaviours: list[int], viewer: Any, home: Path,
    now: datetime, *, tickets: bool,
) -> None:  # fmt: skip
    from takehold.gather import operations as gather
    from takehold.initiatives import operations as initiatives
    from takehold.initiatives.facts import InitiativeInput
    from takehold.ledger import operations as ledger
    from takehold.people.models import Person

    ids = dict(Person.objects.filter(key__in=built.people.values()).values_list("key", "id"))
    go_live = org.start + timedelta(weeks=int(org.go_live[behaviours].min()))
    said = InitiativeInput(
        name=f"Change {number + 1:02d}: what is done differently",
        reasons=("So that nothing is lost between two shifts.", "Because it was asked for."),
        lead_id=ids[built.people["lead"]], sponsor_id=ids[built.people["sponsor"]], go_live=go_live,
    )  # fmt: skip
    slug = initiatives.create(viewer=viewer, said=said, now=now)
    built.slugs.append(slug)
    for at in behaviours:
        key, name = f"behaviour-{at + 1}", f"Behaviour {at + 1} is done the new way"
        text = _tickets(org, at) if tickets else _counts(org, at)
        rows = text.count(b"\n") - 1
        with built.step(f"import: {slug[:9]}, {rows:,} {'tickets' if tickets else 'rows of counts'}"):
            draft = gather.upload(
                viewer=viewer, slug=slug, filename=f"export {at + 1}.csv", chunks=iter([text]), now=now, home=home
            )  # fmt: skip
            recipe = (TICKETS if tickets else COUNTS).format(key=key, name=name)
            gather.use_mapping_text(viewer=viewer, draft_id=draft.id, text=recipe, now=now)
            started = gather.start_import(viewer=viewer, draft_id=draft.id, now=now, home=home)
            fact = ledger.run_import(import_id=started.id, now=now, home=home)
        assert fact.state == "done", (fact.state, fact.reason)
        assert fact.rows_rejected == 0, fact


def _counts(org: simulated.Organisation, at: int) -> bytes:
    weeks = [day.isoformat() for day in simulated.weeks_of(org)]
    lines = ["team,week,done,of,old"]
    for team, of, done, old in zip(
        org.teams, org.chances[at].tolist(), org.new_way[at].tolist(), org.old_way[at].tolist(), strict=True
    ):
        lines += [
            f"{team},{week},{d},{n},{o}" for week, n, d, o in zip(weeks, of, done, old, strict=True) if n
        ]
    return ("\n".join(lines) + "\n").encode()


def _tickets(org: simulated.Organisation, at: int) -> bytes:
    """One row per chance, spread over the working days; the counts again, ticket by ticket."""
    chances, new = simulated.daily(org.chances[at], org.new_way[at], SEED)
    team, day = np.nonzero(chances)
    of, done = chances[team, day], new[team, day]
    team, day, turn = np.repeat(team, of), np.repeat(day, of), _turns(of)
    rng = np.random.default_rng(SEED)
    way = np.where(turn < np.repeat(done, of), "new", np.where(rng.random(len(team)) < 0.85, "old", "other"))
    minute = rng.integers(7 * 60, 19 * 60, len(team))
    stamps = np.datetime64(org.start) + day * np.timedelta64(1440, "m") + minute * np.timedelta64(1, "m")
    told = np.char.replace(np.datetime_as_string(stamps, unit="m"), "T", " ")
    names = np.array(org.teams)[team]
    lines = ["number,state,resolved_at,team,way"]
    lines += [
        f"INC{n:08d},Resolved,{stamp},{name},{how}"
        for n, (stamp, name, how) in enumerate(zip(told.tolist(), names.tolist(), way.tolist(), strict=True))
    ]
    return ("\n".join(lines) + "\n").encode()


def _turns(counts: Any) -> Any:
    """0, 1, ... inside each group of these sizes."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1]) - np.repeat(ends - counts, counts)


def _refresh(built: Built, now: datetime) -> None:
    """Verdicts of all behaviours, as the clock does it."""
    from takehold.initiatives import operations
    from takehold.initiatives.models import DesiredBehaviour

    taken = []
    for pk in DesiredBehaviour.objects.order_by("id").values_list("id", flat=True):
        began = time.perf_counter()
        assert operations.refresh(pk, now), "nothing to judge"
        taken.append(time.perf_counter() - began)
    told = f"first {taken[0]:.1f} s, median {np.median(taken):.1f} s, longest {max(taken):.1f} s"
    built.steps.append((f"first verdicts of {len(taken)} behaviours: {told}", sum(taken)))
    print(f"  {built.steps[-1][0]:<58} {built.steps[-1][1]:7.2f} s", flush=True)


def today() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)
