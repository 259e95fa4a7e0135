"""What must hold of a data folder after any fault. Read straight from SQLite and Parquet: no code is shared with the product."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.faults.batches import expected


def problems(home: Path, acknowledged: list[list[str]], *, corrections: bool = True) -> list[str]:
    """Everything that is wrong with the data folder; empty is what we want."""
    import pyarrow.parquet as pq
    import pysqlite3

    wrong: list[str] = []
    with closing(pysqlite3.connect(home / "takehold.sqlite3", timeout=20)) as db:
        check = db.execute("pragma quick_check").fetchone()[0]
        if check != "ok":
            return [f"sqlite says {check}"]
        sources = db.execute("select id from ledger_source").fetchall()
        for (source,) in sources:
            wrong += _source_problems(db, pq, home, source, corrections=corrections)
        wrong += list(_acknowledged_problems(db, home, acknowledged))
        wrong += list(_chain_problems(db))
    return wrong


def _source_problems(db: Any, pq: Any, home: Path, source: int, *, corrections: bool) -> Iterator[str]:
    db.execute("begin")
    names = db.execute(
        "select filename from ledger_import where source_id = ? and state = 'done' order by finished_at",
        (source,),
    ).fetchall()
    live = db.execute(
        "select kind, path from ledger_segment where source_id = ? and retired is null", (source,)
    ).fetchall()
    db.execute("rollback")
    stored: dict[str, tuple[str, str, str]] = {}
    counted: dict[str, list[int]] = {}
    for kind, path in live:
        try:
            rows_there = pq.read_table(home / "segments" / path, use_threads=False).to_pylist()
        except (OSError, ValueError) as error:
            yield f"a segment of the manifest cannot be read: {error}"
            return
        for row in rows_there:
            if kind == "events":
                if row["case_id"] in stored:
                    yield f"{row['case_id']} is stored twice"
                stored[row["case_id"]] = (row["activity"], row["team"], row["x_ok"])
            else:
                sums = counted.setdefault(row["team"], [0, 0])
                sums[0] += row["chances"]
                sums[1] += row["new_way"]
    batches = [int(name[1:-4]) for (name,) in names]
    wanted = expected(batches)
    if not corrections:
        wanted = {
            case: (s, g, "yes" if int(case[3:]) % 3 == 0 else "no") for case, (s, g, _) in wanted.items()
        }
    if stored != wanted:
        yield f"source {source}: {len(stored)} events instead of {len(wanted)} after batches {batches}"
    by_hand: dict[str, list[int]] = {}
    for activity, team, ok in stored.values():
        if activity == "Resolved":
            sums = by_hand.setdefault(team, [0, 0])
            sums[0] += 1
            sums[1] += ok == "yes"
    if by_hand != {team: sums for team, sums in counted.items() if sums != [0, 0]}:
        yield f"source {source}: evidence {counted} is not that of its events {by_hand}"


def _acknowledged_problems(db: Any, home: Path, acknowledged: list[list[str]]) -> Iterator[str]:
    states = {
        i: (s, a) for i, s, a in db.execute("select id, state, stored_as from ledger_import").fetchall()
    }
    tallies = [key for (key,) in db.execute("select key from ledger_tally").fetchall()]
    lines = {n for (n,) in db.execute("select sequence from audit_line").fetchall()}
    if len(tallies) != len(set(tallies)):
        yield "a tally is there twice"
    for what, subject, *more in acknowledged:
        if what == "upload":
            state, stored_as = states.get(subject, (None, ""))
            path = home / "quarantine" / stored_as
            if state is None:
                yield f"upload {subject} is lost"
            elif state != "already imported" and (
                not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != more[0]
            ):
                yield f"the file of upload {subject} is lost"
        elif (
            what == "ran" and subject == "import" and states.get(more[0].replace("-", ""), [""])[0] != "done"
        ):
            yield f"import {more[0]} was done and is not any more"
        elif what == "tally" and subject not in tallies:
            yield f"tally {subject} is lost"
        elif what == "audit" and int(subject) not in lines:
            yield f"audit line {subject} is lost"


def _chain_problems(db: Any) -> Iterator[str]:
    previous = "0" * 64
    lines = db.execute("select sequence, previous, hash from audit_line order by sequence")
    for number, (sequence, before, own) in enumerate(lines, start=1):
        if (sequence, before) != (number, previous):
            yield f"the audit chain breaks at {sequence}"
        previous = own


def states(home: Path) -> list[str]:
    """The states that imports are in."""
    import pysqlite3

    with closing(pysqlite3.connect(home / "takehold.sqlite3")) as db:
        return [state for (state,) in db.execute("select distinct state from ledger_import order by 1")]
