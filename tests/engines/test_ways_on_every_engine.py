"""Ways, times and violations of cases are the same on Spark as on DuckDB. Long: starts a JVM."""

import random
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence import engines, variants
from takehold.evidence.facts import EVENT_SCHEMA, Behaviour, Rule

pytestmark = [
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # py4j leaves sockets open
]
START = datetime(2026, 1, 5, tzinfo=UTC)
BEHAVIOUR = Behaviour("k", "K", per="case", rules=(Rule("init", "a"), Rule("precedence", "b", "c")))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    rng, rows = random.Random(5), []
    for number in range(400):
        for step in range(rng.randint(1, 5)):
            at = START + timedelta(hours=number, minutes=17 * step)
            team, kind = rng.choice(["T1", "T2", None]), rng.choice(["x", "y", None])
            rows.append(
                (len(rows), f"C{number}", rng.choice("abc"), at, at.date(), team, None, len(rows), kind)
            )
    schema = pa.schema([*EVENT_SCHEMA, ("x_kind", pa.string())])
    path = tmp_path_factory.mktemp("ways") / "events.parquet"
    columns = [
        pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    pq.write_table(pa.table(columns, schema=schema), path)
    return path


def told(engine, path):
    backend = engines.connect(engine)
    events = engines.table(backend, [path])
    times = variants.times(backend, events)
    return (
        variants.ways(backend, events, shown=5).counts,
        sorted(zip(times.opened.tolist(), times.took.tolist(), times.teams, strict=True)),
        times.late,
        variants.strata(backend, events, BEHAVIOUR, kind="kind", closed_before=date(2100, 1, 1)),
    )


@pytest.mark.usefixtures("spark")
def test_the_same_digits(log):
    assert told("spark", log) == told("duckdb", log)
