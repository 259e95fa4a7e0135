"""CSV: the quick path gives what the exact path gives, and the exact path accounts for every line."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.csv import CsvTable, found_delimiter
from takehold.evidence.readers.table import Broken
from takehold.evidence.readers.text import open_text
from takehold.evidence.tests.at_once import perform, recipe, write
from takehold.evidence.workbench import engine

Rows = list[tuple[int, str | None, tuple[str | None, ...]]]


def both(text: str, folder: Path, delimiter: str | None = ",") -> tuple[Rows, Rows | None]:
    """Rows by the exact path and by the quick one (None where it declines); empty cells are nothing."""
    path = write(folder / "x.csv", text)
    table = CsvTable(open_text(path, None, folder, DEFAULT_LIMITS), delimiter, DEFAULT_LIMITS)
    places = range(len(table.columns))
    exact: Rows = []
    for batch in table.batches(table.columns):
        for row in batch.to_pylist():
            exact.append((row["line"], row["broken"], tuple(row[f"c{i}"] or None for i in places)))
    con = engine(folder, [path], DEFAULT_LIMITS)
    cells = ", ".join(f"c{i}" for i in places)
    if not table.quick(con, "t", f"null::bigint as line, null::varchar as broken, {cells}"):
        return exact, None
    found = con.execute(f"select rowid + 2, broken, {cells} from t order by rowid").fetchall()
    return exact, [(row[0], row[1], tuple(cell or None for cell in row[2:])) for row in found]


CELLS = st.text(st.sampled_from("ab\"\n,; \t'é\\#0"), max_size=6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_written_rows_come_back_on_both_paths(rows: list[list[str]], ending: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=ending).writerows([["k", "v"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        exact, quick = both(text.getvalue(), Path(folder))
    assert [cells for _, broken, cells in exact] == [tuple(cell or None for cell in row) for row in rows]
    assert not any(broken for _, broken, _ in exact)
    assert quick is None or quick == exact


@settings(max_examples=50, deadline=None)
@given(st.text(st.sampled_from('ab"\n\r, \t1'), max_size=40))
@example('a,"b" \n')
@example('a, "b"\n')
@example('a,5" screen\n')
@example('a,"b""\n')
@example('"a"b,c\n')
@example("a,b\n\n")
@example("a\n")
@example('"a\n",b\n')
def test_any_text_is_read_alike_or_left_to_the_exact_path(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        exact, quick = both(f"k,v\n{body}", Path(folder))
    assert quick is None or quick == exact


def test_file_order_and_lines_survive_two_threads(tmp_path: Path) -> None:
    count = 300_000
    path = tmp_path / "long.csv"
    with path.open("w") as handle:
        handle.write("n,text\n")
        handle.writelines(f"{i},{'x' * (i % 37)}\n" for i in range(count))
    table = CsvTable(open_text(path, None, tmp_path, DEFAULT_LIMITS), None, DEFAULT_LIMITS)
    con = engine(tmp_path, [path], DEFAULT_LIMITS)
    assert table.records() == count
    assert table.quick(con, "t", "c0, c1")
    assert con.execute("select count(*) filter (rowid != c0::bigint) from t").fetchone() == (0,)


def test_lines_are_physical_lines(tmp_path: Path) -> None:
    text = 'case,activity,at,team\n\nA,New,2024-01-01,"two\nlines"\nA,Done,never,T\nB,New,2024-01-02,T\nB,New\nC,"x"y,2024-01-02,T\n'
    told, rows = perform(write(tmp_path / "a.csv", text), recipe())
    assert [(line, column) for line, _, column, _ in told["rejections"]] == [(5, "at"), (7, None), (8, None)]
    assert "2 cells where the heading has 4" in told["rejections"][1][1]
    assert [row["team"] for row in rows] == ["two\nlines", "T"]


def test_an_unclosed_quote_costs_one_line(tmp_path: Path) -> None:
    text = (
        "case,activity,at,team\n"
        + 'A,New,2024-01-01,"T\n'
        + "".join(f"B{i},New,2024-01-02,T\n" for i in range(50))
    )
    told, rows = perform(write(tmp_path / "a.csv", text), recipe())
    assert (told["rows_read"], told["rows_rejected"]) == (50, 1)
    assert told["rejections"][0][:2] == [2, "opens a quotation mark that is not closed"]


def test_quotes_that_never_match_are_refused_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("takehold.evidence.readers.csv._REREAD", 3)
    path = write(tmp_path / "a.csv", "a,b\n" + 'x,"y\n' * 6)
    table = CsvTable(open_text(path, None, tmp_path, DEFAULT_LIMITS), ",", DEFAULT_LIMITS)
    with pytest.raises(Refused, match="quotation marks"):
        list(table.batches(["a"]))


def test_the_delimiter_is_found(tmp_path: Path) -> None:
    for mark in ",;\t|":
        text = f"a{mark}b{mark}c\n1{mark}2,5{mark}3\n4{mark}5{mark}6\n"
        path = write(tmp_path / "d.csv", text if mark != "," else text.replace("2,5", "2"))
        assert found_delimiter(path, DEFAULT_LIMITS) == mark


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_limits_hold_at_the_edge(tmp_path: Path, over: int) -> None:
    limits = Limits(rows=10, columns=6, cell=50)
    files = {
        "rows": "a,b\n" + "1,2\n" * (10 + over),
        "columns": ",".join(f"c{i}" for i in range(6 + over)) + "\n",
        "cell": f"a,b\n1,{'x' * (50 + over)}\n",
    }
    for text in files.values():
        path = write(tmp_path / "e.csv", text)

        def everything(path: Path = path) -> None:
            table = CsvTable(open_text(path, None, tmp_path, limits), ",", limits)
            list(table.batches(table.columns))

        if over > 0:
            with pytest.raises(Refused):
                everything()
        else:
            everything()


def test_broken_is_no_cells() -> None:
    assert isinstance(Broken("why"), str)
