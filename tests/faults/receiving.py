"""Systems that send, received and counted by workers that are killed: a folder of its own, apart from the test database.

The receiver writes an event's number to ``told`` only after it was acknowledged; the checks read SQLite themselves.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.campaign import child, load

RECIPE = """
[source]
format = "jsonl"
shape = "events"
[columns]
case = "subject"
activity = "type"
at = "time"
id = "event"
[[behaviour]]
key = "done"
name = "Done"
new_way = { type = "request.done" }
"""
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)
HEADERS = {"content-type": "application/cloudevents+json"}


def prepare(home: Path) -> str:
    """A migrated folder with one sender whose mapping is decided; its id."""
    load(home)
    home.mkdir(parents=True, exist_ok=True)
    from takehold.cli.site import fresh
    from takehold.evidence.recipe import dump, parse
    from takehold.gather.models import Sender
    from takehold.ledger import operations as ledger

    fresh.make_tables()
    source = ledger.register_source(key="s", name="s", kind="cloudevents", now=BEGAN)
    row = Sender.objects.create(
        kind="cloudevents", name="s", source_id=source.id, recipe_text=dump(parse(RECIPE)), created_at=BEGAN
    )
    return str(row.id)


def receive(home: Path, sender: str, first: int) -> None:
    """Take event after event, from ``first`` on, and tell of each that was acknowledged. Ends by being killed."""
    from takehold.gather.models import Sender
    from takehold.gather.operations import receiving

    row = Sender.objects.get(id=sender)
    with (home / "told").open("a", buffering=1) as told:
        for n in range(first, first + 10_000):
            event = {
                "specversion": "1.0", "id": f"e{n}", "source": "s", "type": "request.done", "subject": f"R{n}",
                "time": (BEGAN + timedelta(seconds=n)).isoformat(),
            }  # fmt: skip
            receiving.take(sender=row, headers=HEADERS, body=json.dumps(event).encode(), now=BEGAN)
            told.write(f"{n}\n")


def bring(sender: str) -> None:
    """Hand what waits to the ledger, again and again. Ends by being killed."""
    from uuid import UUID

    from takehold.gather.operations import receiving

    while True:
        receiving.bring(sender_id=UUID(sender), now=datetime.now(UTC))
        time.sleep(0.02)


def killed(work: object, seconds: float) -> None:
    pid = child(work)  # type: ignore[arg-type]
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def campaign(home: Path, kills: int, seed: int) -> dict[str, object]:
    """So many kills of a receiver and, beside it, of whoever brings; then one whole round, and what is there."""
    sender = prepare(home)
    from django.db import connections

    from takehold.gather.operations import receiving

    receiving.receiver("cloudevents")  # imported once: what is killed should be at work
    connections.close_all()
    random_ = random.Random(seed)
    for n in range(kills):
        bringer = child(lambda: bring(sender))
        killed(lambda n=n: receive(home, sender, 100_000 * n), random_.uniform(0.1, 0.5))
        os.kill(bringer, signal.SIGKILL)
        os.waitpid(bringer, 0)
    from uuid import UUID

    from takehold.gather.models import Received
    from takehold.ledger import jobs as ledger
    from takehold.ledger.models import Import

    now = datetime.now(UTC)
    receiving.bring(sender_id=UUID(sender), now=now)
    for job in ledger.due(now):
        if job.what == "import":
            ledger.run(job, now=now, home=home)
    told = {int(line) for line in (home / "told").read_text().splitlines()}
    done = Import.objects.filter(state="done")
    lines = [
        json.loads(line)["subject"]
        for row in done
        for line in (home / "quarantine" / row.stored_as).read_text().splitlines()
    ]
    return {
        "told": len(told),
        "lost": len({f"R{n}" for n in told} - set(lines)),
        "twice": len(lines) - len(set(lines)),
        "counted": sum(row.events_new for row in done),
        "there": Received.objects.count(),
        "waiting": Received.objects.exclude(body="").count(),
        "unread": Import.objects.exclude(state="done").count(),
    }


def run(home: Path, kills: int, seed: int) -> dict[str, object]:
    """The campaign in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.receiving", str(home), str(kills), str(seed)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(campaign(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))) + "\n")
