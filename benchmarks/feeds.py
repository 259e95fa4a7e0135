"""Reading 100,000 tickets of each kind of system, then what changed, then how they went. Target 2 ms of our own a ticket.

Run: ``python -m benchmarks.feeds [--short]``. The systems are those of the tests, in this process; the time that they take to
answer is taken off. What remains is asking, reading, telling new from seen, and writing lines for the import (which ``ledger``
times). Short: 10,000 tickets.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

from benchmarks._machine import machine, moment, write
from takehold.gather.sources import reading
from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import Connector, Question
from takehold.gather.sources.registry import connector
from takehold.gather.tests.desks import SYSTEMS, Desk, System, ticket

TICKETS, CHANGED, TARGET = 100_000, 1_000, 2.0
HEAD = """# Reading a connected system

`python -m benchmarks.feeds`: {machine}; {moment}. Recorded systems in the same process, their own time taken off.

| system | what | tickets | rows | calls | own ms a ticket | at most |
|---|---|---|---|---|---|---|
"""


class Timed:
    """A system, and the seconds and calls that it took to answer."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.calls, self.seconds = desk, 0, 0.0

    def __call__(self, ask: Ask) -> Answer:
        began = time.perf_counter()
        found = self.desk(ask)
        self.calls += 1
        self.seconds += time.perf_counter() - began
        return found


def asked(system: System, kind: Connector, *, went: bool) -> Question:
    """As a feed asks it."""
    said = {"address": "https://recorded.example", **system.said}
    mapping = kind.settled(kind.recipe(()), said).columns
    columns: tuple[str, ...] = (str(mapping.case), str(mapping.at), str(mapping.team), system.vanishes)
    largest = kind.largest
    if went and kind.history is not None:
        columns, largest = kind.history.columns(said), kind.history.step
    return Question(said, {system.secret: "word"}, columns, "", min(reading.PAGE, largest), went)


def read(
    timed: Timed, kind: Connector, question: Question, cursor: reading.Cursor
) -> tuple[set[str], int, reading.Cursor, float]:
    """Numbers that came, how many rows, where it stands, and our own seconds."""
    timed.calls, timed.seconds, began = 0, 0.0, time.perf_counter()
    numbers: set[str] = set()
    rows, case = 0, "case" if question.history else question.columns[0]
    for batch in reading.read(kind, question, cursor, fetch=timed, sleep=time.sleep):
        b"".join(json.dumps(row).encode() for row in batch.rows)
        numbers |= {row[case] for row in batch.rows}
        rows, cursor = rows + len(batch.rows), batch.cursor
    return numbers, rows, cursor, time.perf_counter() - began - timed.seconds


def lines(system: System, tickets: int) -> list[str]:
    """All tickets and those that changed since, as they stand and as they went."""
    kind = connector(system.kind)
    if kind is None:
        raise SystemExit(f"{system.kind} is not there")
    found = []
    for went in (False, True):
        timed, cursor = Timed(system.desk([ticket(n) for n in range(tickets)])), reading.Cursor()
        question = asked(system, kind, went=went)
        last = max(each.changed for each in timed.desk.tickets)
        for what in ("all", "changed since"):
            numbers, rows, cursor, own = read(timed, kind, question, cursor)
            expected = tickets if what == "all" else CHANGED
            if len(numbers) != expected or (rows != expected and not went):
                raise SystemExit(
                    f"{kind.name}, {what}: {rows:,} rows of {len(numbers):,} tickets, expected {expected:,}"
                )
            name = f"how they went, {what}" if went else f"as they stand, {what}"
            found.append(
                f"| {kind.name} | {name} | {len(numbers):,} | {rows:,} | {timed.calls:,} | {1000 * own / len(numbers):.3f} | {TARGET:g} |\n"
            )
            for n in range(CHANGED):
                timed.desk.change(n, last + timedelta(hours=2, seconds=n), "closed")
    return found


def main() -> None:
    """Each system in turn."""
    short = "--short" in sys.argv
    tickets = TICKETS // 10 if short else TICKETS
    text = HEAD.format(machine=machine(), moment=moment())
    for system in SYSTEMS:
        text += "".join(lines(system, tickets))
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)


if __name__ == "__main__":
    main()
