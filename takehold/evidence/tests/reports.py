"""A small report made of rows, for the tests of what is made of reports."""

import random
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa

from takehold.evidence.facts import (
    EVIDENCE_SCHEMA,
    Behaviour,
    Caution,
    Columns,
    Format,
    Reading,
    Recipe,
    Rejection,
    Shape,
    Source,
)
from takehold.evidence.recipe import sealed
from takehold.evidence.reckoning import Report, verdict_of

START, AS_OF = date(2026, 1, 5), date(2026, 12, 27)
HOSTILE = '<script>alert("x")</script> & Söhne ☃'
BEHAVIOUR = Behaviour(
    "log-first",
    "Log the change first",
    target=0.8,
    question="Is it logged first?",
    caution="A tick is not a look.",
)


def rows(behaviour=BEHAVIOUR):
    """A year of weekdays: one team that held and slips, one that holds, one too small, a hostile name, one without a name."""
    draw = random.Random(20260105)
    found = []
    for day in (START + timedelta(days=n) for n in range((AS_OF - START).days + 1)):
        if day.weekday() > 4:
            continue
        slid = day >= date(2026, 10, 5)
        for team, chances, share in (
            ("Ward 10", 6, 0.3 if slid else 0.93),
            ("Ward 9", 6, 0.94),
            (HOSTILE, 3, 0.93),
            ("", 1, 0.9),
        ):
            new = sum(draw.random() < share for _ in range(chances))
            found.append((behaviour.key, team, day, None, chances, new, chances - new, 0, 0))
    found.append((behaviour.key, "Ward 2", date(2026, 12, 1), None, 2, 1, 1, 3, 4))
    return pa.table(list(map(list, zip(*found, strict=True))), schema=EVIDENCE_SCHEMA)


def report(several=1, as_of=AS_OF, source=None):
    """A report on ``several`` behaviours over the same rows."""
    behaviours = tuple(
        Behaviour(f"b-{n}", f"Behaviour {n}", target=0.8) if n else BEHAVIOUR for n in range(several)
    )
    recipe = sealed(
        Recipe(
            source or Source(Format.CSV, Shape.CASES, timezone="Europe/Brussels"),
            Columns("c", None, "t", "g"),
            behaviours,
        )
    )
    first, last = (datetime(d.year, d.month, d.day, 9, tzinfo=UTC) for d in (START, AS_OF))
    reading = Reading(
        files=("tickets & more.csv",), sha256="0" * 64, rows_read=5000, rows_rejected=2, duplicates=1,
        rejections=(Rejection(7, "“31/02/2026” is no day.", "opened"), Rejection(9, HOSTILE)), events=4999, cases=4999,
        first=first, last=last, cautions=(Caution("no_team", "30 of 5,000 records name no team."),),
    )  # fmt: skip
    told = tuple(verdict_of(rows(b), b, recipe, as_of=as_of, streams=6) for b in behaviours)
    return Report(reading, recipe, as_of, told, "duckdb", "0.1.0")
