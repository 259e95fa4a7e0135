"""The week as a mail for 2,000 managers (target 3 minutes), and /week/ of a manager of 40 among 10,000 people (150 ms, 15 queries).

Run: ``python -m benchmarks.digest [--short] [--home FOLDER]``; short: 100 managers of 1,000 people. Every group has an action
that begins, so that its managers have a move and get a mail. What came out is kept in ``digest.md``; short, it is only told.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks._machine import machine, moment, write
from benchmarks.pages import site, visits

FULL = site.Size(teams=250, people=10_000, changes=12, weeks=104)
SHORT = site.Size(teams=25, people=1_000, changes=3, weeks=60)
PER_TEAM = 8
VIEWERS, VIEWS = 10, 10
MINUTES, MILLISECONDS, QUERIES = 3, 150, 15
TEXT = """# The week of managers

`python -m benchmarks.digest`: {machine}. Begun {begun}; ended {ended}.

{people:,} people in {teams} teams of {per_team} on average, {changes} changes, {weeks} weeks of counts. {managers:,} managers, {per} for each team; in each team an
action begins, and {alerts} teams slide back. Mails are handed to a mail server in memory: what a real one takes comes on top.

| what | target | processor | clock |
|---|---|---|---|
| the week as a mail, {mails:,} got one: the managers, and who leads and sponsors | {minutes} minutes | {worked:.0f} s | {clock:.0f} s |
| /week/ of {viewers} managers, {views} times each, all views together: median | - | {w50:.0f} ms | {c50:.0f} ms |
| /week/: 19 of 20 of these views (p95) | {milliseconds} ms | {w95:.0f} ms | {c95:.0f} ms |
| /week/: the slowest of them | - | {w100:.0f} ms | {c100:.0f} ms |
| /week/: queries, at most | {queries} | {asked} | |
"""


def managers(now: datetime) -> list[str]:
    """Eight managers for each team, with an account and an address; their keys."""
    from django.contrib.auth.models import User

    from takehold.people.models import Membership, Person, Role, Team

    teams = Team.objects.filter(pk__in=Membership.objects.values("team")).order_by("id")
    free = Person.objects.filter(user=None).order_by("id")
    people = list(free[: PER_TEAM * len(teams)])
    for person in people:
        person.email = f"{person.key.casefold()}@example.org"
    users = User.objects.bulk_create(User(username=each.email, email=each.email) for each in people)
    for person, user in zip(people, users, strict=True):
        person.user = user
    Person.objects.bulk_update(people, ["email", "user"], batch_size=500)
    Role.objects.bulk_create(
        Role(person=person, kind="manager", team=teams[at // PER_TEAM], valid_from=now.date())
        for at, person in enumerate(people)
    )
    return [each.key for each in people]


def actions(slugs: list[str], viewer: Any, now: datetime) -> None:
    """An action that begins this week in each reporting group, by turns in one of the changes."""
    from takehold.bridge.facts import ActionInput, ActionKind, Aim, Setting
    from takehold.bridge.operations import actions as operations
    from takehold.initiatives import queries as initiatives
    from takehold.people import queries as people

    keys = {slug: initiatives.behaviours(viewer=viewer, slug=slug)[0].key for slug in slugs}

    for at, unit in enumerate(people.sight(viewer=viewer).units):
        slug = slugs[at % len(slugs)]
        said = ActionInput(
            title="Take the ninth field out", what="The field that only the report needs goes by Friday.",
            kind=ActionKind.BARRIER, setting=Setting.FORMAL, aim=Aim.DELIVER, groups=frozenset({min(unit.team_ids)}), behaviour=keys[slug],
            minutes=30, owner_role="manager", begins_on=now.date() + timedelta(days=1),
            check_on=now.date() + timedelta(weeks=8),
        )  # fmt: skip
        operations.propose(viewer=viewer, slug=slug, said=said, now=now)


def mailed(now: datetime) -> tuple[int, float, float]:
    """As the clock does it, a hundred at a time: how many got one, seconds of the processor, seconds that passed."""
    from takehold.overview.operations import mailing

    began, busy, sent = time.perf_counter(), time.process_time(), 0
    while mailing.due(now):
        sent += mailing.send(now)
    return sent, time.process_time() - busy, time.perf_counter() - began


def looked(keys: list[str]) -> tuple[visits.Times, visits.Times, int]:
    """/week/ of some managers, all views together: what passed, time of the processor (median, 95th of 100, longest), and
    the most queries."""
    clock, worked, asked = [], [], 0
    for key in keys:
        taken = visits.timed(visits.browser(key), "/week/", VIEWS)
        assert taken.status == 200, key
        clock += taken.clock
        worked += taken.worked
        asked = max(asked, taken.queries)
    return visits.middle_and_tail(clock), visits.middle_and_tail(worked), asked


def measure(home: Path, size: site.Size) -> tuple[str, bool]:
    """Build, mail, look; the results as text, and whether all targets were reached."""
    os.environ["TAKEHOLD_MAIL"] = "memorymail://"
    begun, real = moment(), datetime.now(UTC)
    now = (real - timedelta(days=real.weekday())).replace(hour=7, minute=0)
    site.opened(home)
    built = site.build(home, size, now)
    with built.step("managers"):
        keys = managers(now)
    viewer = site.house(now)
    with built.step("actions"):
        actions(built.slugs, viewer, now)
    with built.step("mails"):
        sent, worked, passed = mailed(now)
    step = max(1, len(keys) // VIEWERS)
    viewers = keys[::step][:VIEWERS]
    clock, busy, asked = looked(viewers)
    from takehold.initiatives.models import Alert

    told = {
        "people": size.people, "teams": size.teams, "per_team": size.people // size.teams, "changes": size.changes,
        "weeks": size.weeks, "managers": len(keys), "per": PER_TEAM, "mails": sent, "viewers": len(viewers),
        "alerts": Alert.objects.filter(state="alert").values("unit").distinct().count(), "views": VIEWS,
        "worked": worked, "clock": passed, "asked": asked, "w50": busy[0], "w95": busy[1], "w100": busy[2],
        "c50": clock[0], "c95": clock[1], "c100": clock[2],
    }  # fmt: skip
    reached = worked <= MINUTES * 60 and busy[1] <= MILLISECONDS and asked <= QUERIES
    limits = {"minutes": MINUTES, "milliseconds": MILLISECONDS, "queries": QUERIES}
    return TEXT.format(machine=machine(), begun=begun, ended=moment(), **limits, **told), reached


def main() -> int:
    """Measure and tell; the exit code is 1 when a target is missed, by the processor's time."""
    asked = argparse.ArgumentParser(prog="benchmarks.digest")
    asked.add_argument("--home", type=Path)
    asked.add_argument("--short", action="store_true")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="takehold-digest-") as name:
        text, reached = measure((said.home or Path(name)).resolve(), SHORT if said.short else FULL)
    print(text)
    if not said.short:
        write(Path(__file__).with_suffix(".md"), text)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
