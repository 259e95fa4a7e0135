"""Every measure and every kind of rule gives the same digits on Spark as on DuckDB. Long: starts a JVM."""

import random
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence import engines, measures, process
from takehold.evidence.facts import EVENT_SCHEMA, ORDERED_KINDS, RULE_KINDS, Behaviour, Condition, Rule
from takehold.evidence.facts import Test as Comparison
from takehold.evidence.reckoning.units import canonical

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # py4j leaves sockets open
]
START = datetime(2026, 1, 5, tzinfo=UTC)
VALUES = ("true", "No", "3", "2.5", "Other", "Network", None)


def condition(op, value=None, column="v"):
    return Condition((Comparison(column, op, value),))


TESTS = [
    condition("is", "Other"),
    condition("is", True),
    condition("is", 3),
    condition("in", ("Other", 2.5, False)),
    condition("not", "Other"),
    condition("not_in", ("Other", 3)),
    condition("at_most", 2.5),
    condition("at_least", 3),
    condition("present"),
    condition("missing"),
    condition("matches", "^[NO]"),
]
EVENTS = [
    Behaviour("k", "K", opportunity=condition("present", column="w"), new_way=t, old_way=condition("missing"))
    for t in TESTS
]
SHAPES = [
    Behaviour("k", "K", opportunity=condition("is", "a", "activity"), new_way=TESTS[0], once_per="case"),
    *(
        Behaviour("k", "K", per="case", new_way=TESTS[0], team_of=team, period_of=period)
        for team in ("first", "last")
        for period in ("first", "last")
    ),
]
ALONE = ("init", "end", "existence", "absence")
RULES = [
    Behaviour(
        "k",
        "K",
        per="case",
        rules=(Rule(kind, "a", None if kind in ALONE else "b", within, n),),
        closing=("d",),
    )
    for kind in RULE_KINDS
    for within, n in [
        (None, 1),
        *([(7_200, 1)] if kind in ORDERED_KINDS else []),
        *([(None, 2)] if kind in ("existence", "absence") else []),
    ]
]
SEVERAL = Behaviour(
    "k", "K", per="case", opportunity=condition("present"), new_way=condition("not", "Other"),
    rules=tuple(b.rules[0] for b in RULES[::5]),
)  # fmt: skip


@pytest.fixture(scope="module")
def events(tmp_path_factory, spark):
    """A Parquet file of 400 cases with ties, missing values and persons, on both engines."""
    draw = random.Random(20260105)
    columns = {name: [] for name in [*EVENT_SCHEMA.names, "x_v", "x_w"]}
    for number in range(400):
        at = START + timedelta(hours=draw.randrange(2_000))
        for _ in range(draw.randint(1, 8)):
            at += timedelta(minutes=draw.choice((0, 0, 30, 60, 120, 121)), microseconds=draw.choice((0, 1)))
            place = len(columns["ordinal"])
            row = (place, f"C{number}", draw.choice("abcd"), at, at.date(), draw.choice(("T1", "T2", None)))
            row += (draw.choice((None, 1, 2, 3)), place, draw.choice(VALUES), draw.choice(("x", None)))
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    schema = pa.schema([*EVENT_SCHEMA, ("x_v", pa.string()), ("x_w", pa.string())])
    pq.write_table(pa.table(columns, schema=schema), path)
    return [(backend, engines.table(backend, [path])) for backend in (engines.connect("duckdb"), spark)]


def rows(backend, table, behaviour, people):
    if behaviour.rules:
        found, _ = process.collect(
            backend,
            table,
            behaviour,
            people=people,
            closed_before=date(2026, 2, 1),
            size=2_000,
            memory="1MB" if people else "1GB",
        )
        return canonical(found).to_pylist()
    return canonical(engines.rows(backend, measures.evidence(table, behaviour, people=people))).to_pylist()


EACH = [(b, False) for b in (*EVENTS, *SHAPES, *RULES, SEVERAL)] + [
    (b, True) for b in (*EVENTS, *SHAPES, SEVERAL)
]


@pytest.mark.parametrize(("behaviour", "people"), EACH)
def test_same_digits(events, behaviour, people):
    first, second = (rows(backend, table, behaviour, people) for backend, table in events)
    assert first == second
    assert sum(row["chances"] for row in first) > 0
