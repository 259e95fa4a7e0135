"""Evidence has the same columns, in the same order and of the same types, whatever it was counted from."""

import ibis
import pyarrow as pa

from takehold.evidence import engines
from takehold.evidence.facts import EVIDENCE_SCHEMA, Behaviour
from takehold.evidence.shaping import shaped


def test_order_and_types():
    rows = ibis.memtable(
        pa.table(
            {
                "vacuous": pa.array([0], pa.int8()), "pending": [0], "new_way": pa.array([1], pa.int32()), "chances": [2],
                "old_way": pa.nulls(1), "actor": pa.nulls(1), "day": ["2026-01-05"], "team": ["T"],
            }
        )
    )  # fmt: skip
    table = engines.connect().to_pyarrow(shaped(rows, Behaviour("log-first", "Log first")))
    assert table.schema.equals(EVIDENCE_SCHEMA)
    assert list(table.to_pylist()[0].values())[:1] == ["log-first"]
