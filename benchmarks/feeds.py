"""Reading 100,000 tickets of a recorded ServiceNow, all and then what changed. Target 2 ms of our own a ticket.

Run: ``python -m benchmarks.feeds [--short]``. The time of the recorded server is taken off; what remains is asking,
reading, telling new from seen, and writing lines for the import (which ``ledger`` times). Short: 10,000 tickets.
"""

from __future__ import annotations

import json
import sys
import time
from bisect import bisect_left
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks._machine import machine, moment, write
from takehold.gather.sources import reading
from takehold.gather.sources.calling import Answer, Ask
from takehold.gather.sources.connecting import Question
from takehold.gather.sources.moments import PLAIN
from takehold.gather.sources.servicenow.connector import CONNECTOR

TICKETS, CHANGED, CAP, TARGET = 100_000, 1_000, 10_000, 2.0
BEGAN = datetime.fromisoformat("2026-01-05T08:00:00")
HEAD = """# Reading a connected system

`python -m benchmarks.feeds`: {machine}; {moment}. A recorded ServiceNow, 1,000 records a page, no more than 10,000 of a list.

| what | tickets | pages | own ms a ticket | at most |
|---|---|---|---|---|
"""


class Recorded:
    """Tickets in the order of their last change, and the seconds it took to answer."""

    def __init__(self, tickets: int) -> None:
        self.records = [ticket(n, n) for n in range(tickets)]
        self.pages, self.seconds = 0, 0.0

    def __call__(self, ask: Ask) -> Answer:
        began = time.perf_counter()
        said = {key: found[0] for key, found in parse_qs(urlsplit(ask.url).query).items()}
        since = said["sysparm_query"].partition(">=")[2].partition("^")[0]
        first = bisect_left(self.records, since, key=lambda each: str(each["sys_updated_on"]["value"]))
        start = first + int(said["sysparm_offset"])
        page = self.records[start : min(start + int(said["sysparm_limit"]), first + CAP)]
        body = json.dumps({"result": page}).encode()
        self.pages += 1
        self.seconds += time.perf_counter() - began
        return Answer(200, {"x-total-count": str(len(self.records) - first)}, body)


def ticket(n: int, minute: int) -> dict[str, Any]:
    """A closed incident, last changed at that minute."""
    at = (BEGAN + timedelta(minutes=minute)).strftime(PLAIN)
    plain = {
        "sys_id": f"{n:032x}", "sys_updated_on": at, "number": f"INC{n:07d}", "opened_at": at,
        "assignment_group": f"Group {n % 50}", "state": "Closed", "reassignment_count": str(n % 3),
    }  # fmt: skip
    return {name: {"value": value, "display_value": value} for name, value in plain.items()}


def read(server: Recorded, cursor: reading.Cursor) -> tuple[set[str], int, reading.Cursor, float]:
    """Numbers that came, how many records, where it stands, and our own seconds."""
    question = Question(
        {"address": "https://recorded.example", "table": "incident"}, {}, ("number",), "", 1000
    )
    numbers: set[str] = set()
    records, server.pages, server.seconds, began = 0, 0, 0.0, time.perf_counter()
    for batch in reading.read(CONNECTOR, question, cursor, fetch=server, sleep=time.sleep):
        b"".join(json.dumps(row).encode() for row in batch.rows)
        numbers |= {row["number"] for row in batch.rows}
        records, cursor = records + len(batch.rows), batch.cursor
    return numbers, records, cursor, time.perf_counter() - began - server.seconds


def main() -> None:
    """All tickets, then those that changed since."""
    short = "--short" in sys.argv
    tickets = TICKETS // 10 if short else TICKETS
    server, text, cursor = (
        Recorded(tickets),
        HEAD.format(machine=machine(), moment=moment()),
        reading.Cursor(),
    )
    for name, expected in (("all", tickets), (f"{CHANGED:,} changed since", CHANGED)):
        numbers, records, cursor, own = read(server, cursor)
        if not len(numbers) == records == expected:
            raise SystemExit(
                f"{name}: {records:,} records of {len(numbers):,} tickets, expected {expected:,}"
            )
        text += f"| {name} | {records:,} | {server.pages:,} | {1000 * own / records:.3f} | {TARGET:g} |\n"
        moved = [ticket(n, tickets + n) for n in range(CHANGED)]
        server.records = server.records[CHANGED:] + moved
    print(text)
    if not short:
        write(Path(__file__).with_suffix(".md"), text)


if __name__ == "__main__":
    main()
