"""A watched folder whose watcher is killed at chosen syncs, renames and unlinks: ``python -m tests.faults.folder_kills``.

Each child looks into the folder and reads what was taken, and is killed somewhere on the way; the last one may finish.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.faults import batches, campaign, invariants

PACE = timedelta(seconds=90)
ROUNDS = 8


def prepare(home: Path, inbox: Path) -> None:
    """All tables, a source with its measure, and the folder watched for it."""

    def work() -> None:
        from takehold.cli.site import fresh

        fresh.make_tables()

    assert campaign.finished(campaign.child(work))
    campaign.prepare(home)

    def watched() -> None:
        from takehold.gather.models import Feed
        from takehold.ledger.models import Source

        Feed.objects.create(
            kind="folder", name="inbox", source=Source.objects.get(key="desk"), settings={"address": str(inbox)},
            recipe_text=batches.RECIPE, every_minutes=1, created_at=batches.BEGAN, next_at=batches.BEGAN,
        )  # fmt: skip

    assert campaign.finished(campaign.child(watched))


def watch(home: Path, begin: datetime) -> None:
    """Some rounds of the clock."""
    from takehold.gather.models import Feed
    from takehold.gather.operations import folders
    from takehold.ledger import jobs

    campaign.without_sandbox()
    feed = Feed.objects.get()
    for number in range(ROUNDS):
        now = begin + number * PACE
        folders.look(feed_id=feed.pk, now=now)
        for job in jobs.due(now):
            jobs.run(job, now=now, home=home)


def die_at(step: int) -> None:
    """Be killed at the n-th call that changes a disk, just before or just after it."""
    seen = [0]

    def counting(really: Any) -> Any:
        def wrapped(*args: Any, **named: Any) -> Any:
            seen[0] += 1
            if seen[0] == step and step % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            found = really(*args, **named)
            if seen[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        return wrapped

    for name in ("fsync", "rename", "unlink", "replace", "mkdir"):
        setattr(os, name, counting(getattr(os, name)))


def run(home: Path, kills: int, seed: int) -> dict[str, Any]:
    """So many kills, then one that finishes; what is wrong afterwards."""
    inbox = home.parent / "exchange"
    inbox.mkdir()
    os.environ["TAKEHOLD_FOLDERS"] = str(inbox)
    home.mkdir()
    campaign.load(home)
    import takehold.gather.operations.folders  # noqa: F401

    prepare(home, inbox)
    rng, struck, laid, now = random.Random(seed), 0, 0, batches.BEGAN
    for _attempt in range(kills * 4):
        if struck == kills:
            break
        if len([each for each in inbox.iterdir() if each.is_file()]) < 2:
            (inbox / f"b{laid}.csv").write_text(batches.text(laid, corrections=False))
            laid += 1
        now += timedelta(hours=1)
        step = rng.randint(1, 24)

        def work(step: int = step, now: datetime = now) -> None:
            die_at(step)
            watch(home, now)

        struck += not campaign.finished(campaign.child(work))
    finished = campaign.finished(campaign.child(lambda: watch(home, now + timedelta(hours=1))))
    return {"kills": struck, "files": laid, "wrong": wrong(home, inbox, laid, finished=finished)}


def wrong(home: Path, inbox: Path, laid: int, *, finished: bool) -> list[str]:
    """Everything that is not as it should be."""
    import pysqlite3

    found = [] if finished else ["the last one did not come to its end"]
    found += invariants.problems(home, [], corrections=False)
    found += [f"{each.name} still lies there" for each in inbox.iterdir() if each.is_file()]
    done = {each.name: each for each in (inbox / "done").iterdir() if each.suffix == ".csv"}
    with closing(pysqlite3.connect(home / "takehold.sqlite3", timeout=20)) as db:
        for number in range(laid):
            content = batches.text(number, corrections=False).encode()
            if f"b{number}.csv" not in done or done[f"b{number}.csv"].read_bytes() != content:
                found.append(f"b{number}.csv is not among what was done")
            same = db.execute(
                "select count(*) from ledger_import where content_sha256 = ? and state = 'done'",
                (hashlib.sha256(content).hexdigest(),),
            ).fetchone()[0]
            if same != 1:
                found.append(f"b{number}.csv was imported {same} times")
    if len(done) != laid:
        found.append(f"{len(done)} files are done, of {laid}")
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
