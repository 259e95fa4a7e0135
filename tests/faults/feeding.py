"""Systems that are read over the network by workers that are killed, again and again, at any request or durable step.

``prepare HOME``: an empty house. ``read HOME OUT ROUND``: both feeds of a system on this machine, with so many kills on the
way, and then, where that is said, to the end; what the ledger holds then is written to OUT. ``renew HOME KIND SECRET``: another
password. The house is apart from the test database, and what is held is read from SQLite and Parquet directly.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults.campaign import child, die_at_step, finished, load

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
A_CALL_A_TICKET = ("glpi", "zammad")


@dataclass(frozen=True, slots=True)
class Round:
    """A system is read once. ``day``: so many days after it was connected; ``on``: to the end after the last kill."""

    kind: str
    address: str
    kills: int
    seed: int
    batch: int
    day: int = 0
    on: bool = True


def prepare(home: Path) -> None:
    """Tables, somebody who leads a change, and leave to call this machine."""

    def work() -> None:
        from takehold.cli.site import fresh

        fresh.make_tables()
        from takehold.gather.models import AllowedHost
        from takehold.initiatives import operations as initiatives
        from takehold.initiatives.facts import InitiativeInput
        from takehold.people import operations as people

        people.create_administrator(email="a@example.org", name="A", now=BEGAN, password="a-long-word-1")
        initiatives.create(viewer=_viewer(), said=InitiativeInput(name="Change", reasons=("So.",)), now=BEGAN)
        AllowedHost.objects.create(host="127.0.0.1", allowed_at=BEGAN)

    assert finished(child(work))


def _viewer() -> Any:
    from takehold.people import queries
    from takehold.people.models import Person

    return queries.viewer(user_id=queries.user_of(person_key=Person.objects.get().key), on=BEGAN.date())


def connect(kind: str, address: str) -> None:
    """Both feeds of a system; nothing when they are there."""
    from takehold.gather.facts.feeds import FeedInput, OwnRule
    from takehold.gather.models import Feed
    from takehold.gather.operations import feeds
    from takehold.gather.tests.desks import SYSTEMS

    (system,) = (each for each in SYSTEMS if each.kind == kind)
    if Feed.objects.filter(kind=kind).exists():
        Feed.objects.filter(kind=kind).update(next_at=BEGAN)
        return
    said = FeedInput(
        kind, "Desk", "change", {**system.said, "address": address}, {system.secret: "good-word"}, (system.behaviour,),
        ("category",), None, (), OwnRule("Work first", "precedence", "In Progress", system.desk.STATES["solved"]),
    )  # fmt: skip
    feeds.connect(viewer=_viewer(), said=said, now=BEGAN)


def dying_at(call: int | None) -> Callable[[Any], Any]:
    """The way outside; at that call the process kills itself, before it or just behind it."""
    from takehold.gather.operations import pulling

    fetch, seen = pulling.caller(), [0]

    def counting(ask: Any) -> Any:
        seen[0] += 1
        if seen[0] == call and call % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        found = fetch(ask)
        if seen[0] == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return counting


def read_on(home: Path, kind: str, now: datetime, call: int | None, batch: int) -> None:
    """Read both feeds as far as they go, and import what came."""
    from takehold.evidence import reading
    from takehold.gather.models import Feed
    from takehold.gather.operations import pulling
    from takehold.ledger import jobs

    reading.run = _in_this_process  # type: ignore[attr-defined] # the sandbox has tests of its own
    fetch = dying_at(call)
    for _turn in range(200):
        due = set(pulling.due(now)) & set(Feed.objects.filter(kind=kind).values_list("id", flat=True))
        for feed in due:
            pulling.pull(feed_id=feed, now=now, fetch=fetch, sleep=lambda _: None, batch=batch)
        for job in jobs.due(now):
            if job.what == "import":
                jobs.run(job, now=now, home=home)
        if not due:
            return


def _in_this_process(
    task: str, files: Any, request: Any, scratch: Path, *, limits: Any = None, **_more: Any
) -> Any:
    from takehold.evidence.confinement import TASKS
    from takehold.evidence.limits import DEFAULT_LIMITS

    module = importlib.import_module(TASKS[task])
    names, limits = [str(path) for path in files], limits or DEFAULT_LIMITS
    return json.loads(json.dumps(module.perform(names, request, str(scratch), limits, lambda share: None)))


def read(home: Path, asked: Round) -> dict[str, Any]:
    """How often it was killed, and what is held then."""
    kind, batch = asked.kind, asked.batch
    rng, killed, furthest = random.Random(asked.seed), 0, 400 if kind in A_CALL_A_TICKET else 12
    assert finished(child(lambda: connect(kind, asked.address)))
    now = BEGAN + timedelta(days=asked.day)
    for n in range(10 * asked.kills):
        if killed == asked.kills:
            break
        calls = rng.randint(1, furthest)
        step = rng.randint(1, 30) if n % 3 == 2 else None

        def work(now: datetime = now, calls: int = calls, step: int | None = step) -> None:
            if step is not None:
                die_at_step(step)
            read_on(home, kind, now, None if step else calls, batch)

        code = os.waitstatus_to_exitcode(os.waitpid(child(work), 0)[1])
        assert code in (0, -signal.SIGKILL), code
        killed += code != 0
        furthest = furthest if code else max(1, furthest // 2)
        now += timedelta(minutes=70)
    if asked.on:
        assert finished(child(lambda: read_on(home, kind, now + timedelta(days=1), None, batch)))
    return {"killed": killed, **held(home, kind)}


def renew(kind: str, secret: str) -> None:
    """A new password for both feeds of a system."""
    from takehold.gather.models import Feed
    from takehold.gather.operations import feeds

    first = Feed.objects.filter(kind=kind).order_by("name")[0]
    feeds.renew_secret(viewer=_viewer(), feed_id=first.id, secret=secret, now=BEGAN)


def held(home: Path, kind: str) -> dict[str, Any]:
    """The events of both feeds, their troubles, and the states of the imports."""
    report = home / "held.json"

    def work() -> None:
        report.write_text(json.dumps(_held(home, kind)))

    assert finished(child(work))
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def _held(home: Path, kind: str) -> dict[str, Any]:
    import pyarrow.parquet as pq
    import pysqlite3

    found: dict[str, Any] = {"standing": [], "went": [], "troubles": [], "paused": [], "states": []}
    with closing(pysqlite3.connect(home / "takehold.sqlite3")) as db:
        for source, settings, trouble, paused in db.execute(
            "select source_id, settings, trouble, paused from gather_feed where kind = ?", (kind,)
        ).fetchall():
            where = "went" if "history" in json.loads(settings) else "standing"
            found["troubles"].append(trouble)
            found["paused"].append(bool(paused))
            found["states"] += [
                s
                for (s,) in db.execute(
                    "select distinct state from ledger_import where source_id = ?", (source,)
                )
            ]
            live = (
                "select path from ledger_segment where source_id = ? and kind = 'events' and retired is null"
            )
            for (path,) in db.execute(live, (source,)).fetchall():
                for row in pq.read_table(home / "segments" / path, use_threads=False).to_pylist():
                    at = row["occurred_at"].isoformat()
                    found[where].append([row["case_id"], row["activity"], at, row["team"]])
    return found


def main() -> None:
    """``prepare HOME``, ``read HOME OUT ROUND``, ``renew HOME KIND SECRET``."""
    what, home, rest = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    if what == "prepare":
        home.mkdir(parents=True)
        (home / "secret-key").write_text("the same for every worker")
    load(home)
    import takehold.gather.operations.feeds
    import takehold.gather.operations.pulling  # noqa: F401

    if what == "prepare":
        prepare(home)
    elif what == "renew":
        assert finished(child(lambda: renew(*rest)))
    else:
        Path(rest[0]).write_text(json.dumps(read(home, Round(**json.loads(rest[1])))))


if __name__ == "__main__":
    main()
