"""JSON Lines: strict, flattened, every line accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.evidence.facts import Format
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.jsonl import JsonlTable, NotJson, value
from takehold.evidence.readers.text import open_text
from takehold.evidence.tests.at_once import perform, recipe, write


def opened(path: Path, text: str | bytes, limits: Limits = DEFAULT_LIMITS) -> JsonlTable:
    return JsonlTable(open_text(write(path / "a.jsonl", text), None, path, limits), limits)


def test_inner_objects_become_columns(tmp_path: Path) -> None:
    table = opened(
        tmp_path,
        '{"key": "A", "fields": {"status": {"name": "New"}, "n": 3.0, "ok": true, "l": [1], "x": null}}\n',
    )
    assert table.columns == ("key", "fields.status.name", "fields.n", "fields.ok", "fields.l", "fields.x")
    (batch,) = table.batches(table.columns)
    assert list(batch.to_pylist()[0].values()) == [1, None, "A", "New", "3", "true", "[1]", None]


def test_every_line_is_accounted_for(tmp_path: Path) -> None:
    good = '{"case": "A", "activity": "x", "at": "2024-01-01", "team": "T"}'
    lines = [
        good,
        "",
        "{",
        "[1]",
        '{"case": NaN}',
        '{"case": 1, "case": 2}',
        "[" * 100_000,
        '{"a.b": 1, "a": {"b": 2}}',
        good,
    ]
    told, rows = perform(write(tmp_path / "a.jsonl", "\n".join(lines)), recipe(format=Format.JSONL))
    assert (told["rows_read"], told["rows_rejected"]) == (2, 6)
    assert [r[0] for r in told["rejections"]] == [3, 4, 5, 6, 7, 8]
    reasons = [r[1] for r in told["rejections"]]
    assert reasons[0].startswith("is not valid JSON (character")
    assert reasons[1:5] == [
        "is valid JSON but no object with named values, as {“case”: “A”, ...}",
        "holds NaN, which is no JSON number",
        "names “case” twice",
        "is nested far too deep",
    ]
    assert len(rows) == 2


def test_a_late_key_is_found_and_a_missing_one_named(tmp_path: Path) -> None:
    text = '{"a": 1}\n' * 10_001 + '{"b": 2}\n'
    table = opened(tmp_path, text)
    assert table.columns == ("a",)
    last = [row["c0"] for batch in table.batches(["b"]) for row in batch.to_pylist()][-1]
    assert last == "2"
    with pytest.raises(Refused, match="no column “c”"):
        list(table.batches(["c"]))


def test_half_a_surrogate_pair_does_no_harm(tmp_path: Path) -> None:
    table = opened(tmp_path, '{"a": "x\\ud800y"}\n')
    (batch,) = table.batches(["a"])
    assert batch.to_pylist()[0]["c0"] == "x?y"


@pytest.mark.parametrize(
    "text", ["NaN", "-Infinity", "1" * 5000, "{'a': 1}", "[1,]", '"\t"', "", "nul", "01"]
)
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(NotJson):
        value(text)


@pytest.mark.parametrize("over", [0, 1])
def test_limits_hold_at_the_edge(tmp_path: Path, over: int) -> None:
    limits = Limits(columns=4, cell=30, rows=8)
    texts = [
        "{" + ",".join(f'"c{i}": 1' for i in range(4 + over)) + "}",
        '{"a": "' + "x" * (30 + over) + '"}',
        '{"a": 1}\n' * (8 + over),
    ]
    for text in texts:

        def everything(text: str = text) -> None:
            table = opened(tmp_path, text, limits)
            list(table.batches(table.columns))

        if over:
            with pytest.raises(Refused):
                everything()
        else:
            everything()
