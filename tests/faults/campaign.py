"""Imports, tallies and audit lines that a fault may hit anywhere; what must hold afterwards stands in ``invariants``.

A campaign lives in a folder of its own, apart from the test database. One process loads everything and opens
nothing; its children work, and are killed. What a child was told had happened stands in ``told``, which outlives it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.batches import BEGAN, RECIPE, text
from tests.faults.invariants import problems, states


def load(home: Path) -> None:
    """Everything a worker needs, imported; no connection is opened."""
    os.environ["TAKEHOLD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "takehold.config.settings"
    os.environ.pop("TAKEHOLD_DATABASE", None)
    import django

    django.setup()
    import ibis
    import ibis.backends.duckdb
    import pandas  # noqa: F401
    import pysqlite3  # noqa: F401

    import takehold.audit.operations
    import takehold.ledger.jobs  # noqa: F401

    warm = ibis.table({"a": "int64", "b": "string", "c": "timestamp('UTC')"}, name="warm")
    warm = (
        warm.join(warm.view(), "a")
        .filter(lambda t: t.a.between(1, 2))
        .group_by("b")
        .aggregate(n=lambda t: t.a.sum())
    )
    ibis.to_sql(warm, dialect="duckdb")


def read_here(paths: list[Path], recipe: Any, out: Path, **_: Any) -> Any:
    """The reader without its sandbox, which takes longer to start than all the rest; every fifth worker has the real one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from takehold.evidence.facts import EVENT_SCHEMA, Reading

    found = []
    for n, line in enumerate(paths[0].read_text().splitlines()[1:]):
        case, activity, at, team, ok = line.split(",")
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        micros = int(moment.timestamp()) * 1_000_000
        said = f"event\x1f{len(case)}:{case}\x1f{len(activity)}:{activity}\x1f{micros}\x1f0"
        ident = int.from_bytes(hashlib.md5(said.encode()).digest()[:8], "little", signed=True)
        found.append((ident, case, activity, moment, moment.date(), team, None, n, ok))
    schema = EVENT_SCHEMA.append(pa.field("x_ok", pa.string()))
    pq.write_table(
        pa.table([list(c) for c in zip(*found, strict=True)], schema=schema), out / "events.parquet"
    )
    return Reading(("f",), "", len(found), 0, 0, (), len(found), 0, None, None)


def without_sandbox() -> None:
    """Make this process read by itself."""
    from takehold.evidence import reading

    reading.read = read_here  # type: ignore[assignment]


def child(work: Callable[[], None]) -> int:
    """Run something in a forked child and give its process id."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the parent sees the exit code, people the trace
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


def finished(pid: int) -> bool:
    """Wait for a child; whether it ended well."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def prepare(home: Path) -> None:
    """Tables, the source and its measure."""

    def work() -> None:
        from django.core.management import call_command

        from takehold.evidence.recipe import parse
        from takehold.ledger import operations

        for room in ("ledger", "audit"):
            call_command("migrate", room, verbosity=0, skip_checks=True)
        for key in ("desk", "other"):
            source = operations.register_source(key=key, name=key, kind="upload", now=BEGAN)
            behaviour = parse(RECIPE).behaviours[0]
            operations.register_measure(source_id=source.id, behaviour=behaviour, recipe_sha256="", now=BEGAN)

    assert finished(child(work))


def tell(home: Path, *words: object) -> None:
    """Write down that something was acknowledged, where a kill cannot take it away."""
    line = " ".join(map(str, words)) + "\n"
    handle = os.open(home.parent / "told", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(handle, line.encode())
    os.close(handle)


def told(home: Path) -> list[list[str]]:
    """All that was acknowledged so far."""
    path = home.parent / "told"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def upload(home: Path, source_id: int, batch: int, *, corrections: bool = True) -> None:
    """Hand a batch in, and write down that it was accepted."""
    from takehold.ledger import operations

    content = text(batch, corrections=corrections).encode()
    fact = operations.accept_upload(
        source_id=source_id, filename=f"b{batch}.csv", chunks=[content], recipe_text=RECIPE, uploaded_by="person:1",
        now=datetime.now(UTC),
    )  # fmt: skip
    tell(home, "upload", fact.id.hex, hashlib.sha256(content).hexdigest())


def do_what_is_due(home: Path) -> None:
    """What the clock does, once."""
    from takehold.ledger import jobs

    now = datetime.now(UTC)
    for job in jobs.due(now):
        jobs.run(job, now=now, home=home)
        tell(home, "ran", job.what, job.subject)


def work_on(home: Path, *, rounds: int = 1_000_000) -> None:
    """Upload, import, tally and audit, over and over, until killed."""
    from takehold.audit import operations as audit
    from takehold.ledger import operations
    from takehold.ledger.models import Import, Measure, Source, Tally

    source = Source.objects.get(key="desk")
    measure = Measure.objects.get(source=source)
    do_what_is_due(home)
    for _ in range(rounds):
        upload(home, source.pk, Import.objects.count())
        key = f"t{Tally.objects.count()}"
        for _again in range(2):
            operations.add_counts(
                measure_id=measure.pk, label="Seen", day=BEGAN.date(), chances=3, new_way=2, old_way=None, key=key,
                now=BEGAN,
            )  # fmt: skip
        tell(home, "tally", key)
        entry = audit.record(actor="person:1", action="tally saved", subject="team:1", now=datetime.now(UTC))
        tell(home, "audit", entry.sequence)
        do_what_is_due(home)


def die_at_step(step: int) -> None:
    """Kill this process at its n-th durable step (a sync or a rename), sometimes just before, sometimes just after."""
    seen = [0]

    def counting(really: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            seen[0] += 1
            if seen[0] == step and step % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            found = really(*args, **named)
            if seen[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        return wrapped

    os.fsync = counting(os.fsync)
    Path.replace = counting(Path.replace)  # type: ignore[method-assign]


def kills(home: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill a worker ``count`` times, half by the clock and half at a durable step, checking after each."""
    rng = random.Random(seed)
    wrong: list[str] = []
    for n in range(count):
        step = rng.randint(1, 16) if n % 2 else None

        def work(step: int | None = step, real: bool = n % 5 == 0) -> None:
            if not real:
                without_sandbox()
            if step is not None:
                die_at_step(step)
            work_on(home)

        pid = child(work)
        if step is None:
            time.sleep(rng.uniform(0.02, 0.7))
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        wrong += _checked(home)
        if wrong:
            break
    restart = restarted(home)
    wrong += _checked(home, everything_done=True)
    done = [words for words in told(home) if words[0] == "ran"]
    return {
        "kills": n + 1,
        "imports": len(done),
        "acknowledged": len(told(home)),
        "wrong": wrong[:20],
        "restart": restart,
    }


def restarted(home: Path) -> float:
    """Start anew as a process of its own until nothing is due; seconds of processor time, as the machine is shared."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "tests.faults.campaign", "finish", str(home)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def chaos(home: Path, batches: int, killed: int, seed: int) -> dict[str, Any]:
    """Four importers race over two sources' overlapping files, one reader checks all the while, and many are killed."""
    rng = random.Random(seed)

    def fill() -> None:
        from takehold.ledger.models import Source

        for batch in range(batches):
            for source in Source.objects.order_by("key"):
                upload(home, source.pk, batch, corrections=False)

    assert finished(child(fill))
    crew = {child(lambda: _crew(home)) for _ in range(4)}
    reader, looked = child(lambda: _reader(home)), home.parent / "looked"
    for _ in range(killed):
        time.sleep(rng.uniform(0.05, 0.5))
        victim = rng.choice(sorted(crew))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        crew = (crew - {victim}) | {child(lambda: _crew(home))}
    wrong = [f"importer {pid} failed" for pid in crew if not finished(pid)]
    os.kill(reader, signal.SIGTERM)
    os.waitpid(reader, 0)
    seen = looked.read_text().splitlines() if looked.exists() else []
    wrong += [line for line in seen if line != "fine"] + _checked(
        home, everything_done=True, corrections=False
    )
    return {"imports": 2 * batches, "kills": killed, "snapshots": len(seen), "wrong": wrong}


def compacting(home: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Merge files while a reader checks; killed at each durable step in turn, then by the clock, then left to finish."""
    rng = random.Random(seed)
    reader, looked = child(lambda: _reader(home)), home.parent / "looked"
    wrong: list[str] = []
    killed = files = 0
    for each in range(rounds):
        assert finished(child(lambda each=each: _fill(home, each)))  # type: ignore[misc]
        before = _live_files(home)
        for step in itertools.count(1):
            pid = child(lambda step=step: _merge(home, step))  # type: ignore[misc]
            if step % 3 == 0:
                time.sleep(rng.uniform(0.0, 0.3))
                os.kill(pid, signal.SIGKILL)
            whole = finished(pid)
            wrong += _checked(home, corrections=False)
            if whole or wrong:
                break
            killed += 1
        files += before - _live_files(home)
    os.kill(reader, signal.SIGTERM)
    os.waitpid(reader, 0)
    seen = looked.read_text().splitlines() if looked.exists() else []
    wrong += [line for line in seen if line != "fine"]
    return {"kills": killed, "merged_away": files, "snapshots": len(seen), "wrong": wrong[:20]}


def _fill(home: Path, part: int) -> None:
    without_sandbox()
    from takehold.ledger.models import Source

    for batch in range(part * 8, part * 8 + 8):
        upload(home, Source.objects.get(key="desk").pk, batch, corrections=False)
        do_what_is_due(home)


def _merge(home: Path, step: int) -> None:
    from takehold.ledger.operations import housekeeping

    housekeeping.MANY = 4  # type: ignore[misc]
    die_at_step(step)
    for source in housekeeping.crowded():
        housekeeping.compact(datetime.now(UTC), source_id=source, home=home)


def _live_files(home: Path) -> int:
    import pysqlite3

    with closing(pysqlite3.connect(home / "takehold.sqlite3", timeout=20)) as db:
        count: int = db.execute("select count(*) from ledger_segment where retired is null").fetchone()[0]
        return count


def _crew(home: Path) -> None:
    """An importer: does what is due, in an order of its own, until nothing is left."""
    without_sandbox()
    from takehold.ledger import jobs
    from takehold.ledger.models import Import

    rng = random.Random(os.getpid())
    while Import.objects.filter(state__in=["waiting", "reading"]).exists():
        now = datetime.now(UTC)
        found = list(jobs.due(now))
        for job in rng.sample(found, min(2, len(found))):
            jobs.run(job, now=now, home=home)
        time.sleep(0.02)


def _reader(home: Path) -> None:
    while True:
        found = problems(home, [], corrections=False)
        with (home.parent / "looked").open("a") as out:
            out.write("; ".join(found) + "\n" if found else "fine\n")
        time.sleep(0.05)


def _checked(home: Path, *, everything_done: bool = False, corrections: bool = True) -> list[str]:
    """The problems, found by a child, so that this process never opens a connection."""
    report = home.parent / "report"

    def work() -> None:
        acknowledged = told(home)
        found = problems(home, acknowledged, corrections=corrections)
        if everything_done and states(home) != ["done"]:
            found.append(f"imports are {states(home)}")
        report.write_text(json.dumps(found))

    assert finished(child(work))
    found: list[str] = json.loads(report.read_text())
    return found


def main() -> None:
    """``kills HOME N SEED``, ``chaos HOME BATCHES KILLS SEED``, ``compacting HOME ROUNDS SEED``, ``prepare HOME``, ``work HOME ROUNDS``, ``finish HOME``."""
    what, home = sys.argv[1], Path(sys.argv[2])
    numbers = [int(word) for word in sys.argv[3:]]
    load(home)
    if what == "finish":
        do_what_is_due(home)
    elif what == "prepare":
        home.mkdir(parents=True)
        prepare(home)
    elif what == "work":
        work_on(home, rounds=numbers[0])
    else:
        home.mkdir(parents=True)
        prepare(home)
        found = {"kills": kills, "chaos": chaos, "compacting": compacting}[what](home, *numbers)
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
