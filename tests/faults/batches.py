"""The files that a fault campaign uploads: they overlap, they correct each other, and what they come to is known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

RECIPE = """
[source]
format = "csv"
shape = "events"
[columns]
case = "number"
activity = "state"
at = "at"
team = "group"
[[behaviour]]
key = "confirm"
name = "Confirmed"
opportunity = { state = "Resolved" }
new_way = { ok = "yes" }
"""
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
ROWS, STRIDE = 60, 40


def rows(batch: int) -> list[tuple[str, str, str, str, str]]:
    """A batch shares a third of its events with the one before, and corrects every seventh of those."""
    found = []
    for n in range(batch * STRIDE, batch * STRIDE + ROWS):
        shared = n < batch * STRIDE + (ROWS - STRIDE) and batch > 0
        ok = "yes" if (n % 3 == 0) != (shared and n % 7 == 0) else "no"
        at = BEGAN + timedelta(hours=7 * n)
        found.append((f"INC{n:05}", ("Resolved", "Closed")[n % 2], f"{at:%Y-%m-%d %H:%M}", f"G{n % 5}", ok))
    return found


def text(batch: int, *, corrections: bool = True) -> str:
    """The batch as a file. Without corrections every file says the same of an event."""
    own = rows(batch)
    if not corrections:
        own = [(c, s, at, g, "yes" if int(c[3:]) % 3 == 0 else "no") for c, s, at, g, _ in own]
    return "\n".join(["number,state,at,group,ok", *(",".join(row) for row in own)]) + "\n"


def expected(batches: list[int]) -> dict[str, tuple[str, str, str]]:
    """What is known of each event after these batches: the newest import of it."""
    return {row[0]: (row[1], row[3], row[4]) for batch in batches for row in rows(batch)}
