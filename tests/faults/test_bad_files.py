"""Some 800 broken, hostile and odd files: each is read right, or refused in a sentence; none crashes, hangs or changes.

Sources and licences stand beside the files in ``bad-files``.
"""

# ruff: noqa: T201 - the printed table is the result

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars
import pytest

from takehold.evidence.readers.jsonl import NotJson, value

ROOT = Path(__file__).resolve().parents[2]
Outcome = dict[str, Any]


@pytest.fixture(scope="module")
def bad_files(shared_data: Path) -> Path:
    return shared_data.parent / "bad-files"


@pytest.fixture(scope="module")
def outcomes(bad_files: Path) -> dict[str, Outcome]:
    """What became of every file but the JSON parsing suite, which is judged text by text below."""
    files = [
        path for path in sorted(bad_files.rglob("*")) if path.is_file() and "jsontestsuite" not in path.parts
    ]
    files = [
        path for path in files if path.name not in ("SOURCE.txt", "README.md") and "LICENSE" not in path.name
    ]
    found = warm(files)
    return {str(path.relative_to(bad_files)): outcome for path, outcome in zip(files, found, strict=True)}


def warm(files: list[Path]) -> list[Outcome]:
    """Outcomes of many files, from one warm process."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/faults/warm.py")],
        input=json.dumps([str(path) for path in files]),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
        timeout=1200,
    )
    found: list[Outcome] = json.loads(done.stdout)
    return found


def got(outcome: Outcome) -> str:
    """An outcome in one line of the table."""
    if "crashed" in outcome or "hung" in outcome:
        return "CRASH" if "crashed" in outcome else "HANG"
    if "refused" in outcome:
        return f"refused: {outcome['refused'][:70]}"
    told = f", rejected {len(outcome['broken'])}" if outcome["broken"] else ""
    return f"read {outcome['count'] - len(outcome['broken'])}{told}" + "".join(
        f", told {c}" for c in outcome["cautions"]
    )


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_table_has_no_crash_no_hang_and_no_silent_difference(
    bad_files: Path, outcomes: dict[str, Outcome]
) -> None:
    rows, wrong = [], []
    for name, outcome in outcomes.items():
        verdict = judged(bad_files / name, outcome)
        rows.append(f"{name:75.75} {expected(name):32} {got(outcome)}")
        if verdict:
            wrong.append(f"{name}: {verdict}")
    print("\n".join(["file, expected, got", *rows]))
    tally = Counter(got(outcome).split()[0].strip(":") for outcome in outcomes.values())
    slow = max(outcome["seconds"] for outcome in outcomes.values())
    print(
        f"{len(rows)} files: {dict(tally)}; crashes 0, hangs 0, silently different {len(wrong)}; slowest {slow:.1f} s"
    )
    assert wrong == []
    assert len(rows) > 400


def expected(name: str) -> str:
    """What the folder's README expects."""
    folder = name.split("/", 1)[0]
    return {
        "csv-spectrum": "equal to the JSON beside it",
        "parquet-bad": "refused, or counts agree",
        "defusedxml": "refused",
    }.get(folder, "read right, or a clear refusal")


def judged(path: Path, outcome: Outcome) -> str | None:
    """What is wrong with an outcome, or None."""
    if "crashed" in outcome or "hung" in outcome:
        return str(outcome)
    if "refused" in outcome:
        if outcome["detail"] is not None or not outcome["refused"].endswith((".", "!")):
            return f"an unforeseen refusal: {outcome}"
        return None
    if "defusedxml" in path.parts:
        return "was read" if path.suffix == ".xml" else None
    if outcome["records"] is not None and outcome["records"] != outcome["count"]:
        return f"{outcome['count']} records read, {outcome['records']} told"
    oracle = ORACLES.get(outcome["format"])
    return oracle(path, outcome) if oracle is not None else None


def as_csv(path: Path, outcome: Outcome) -> str | None:
    """The standard library's lenient parser over the same text gives the same cells, unless something was told."""
    if path.suffix in (".gz", ".zip") or "implicit" in path.name:
        return None
    text = path.read_bytes().decode(outcome["encoding"].replace("-sig", "")).removeprefix("\ufeff")
    lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=outcome["delimiter"]) if row]
    if len(lines) - 1 != outcome["count"] and not outcome["broken"]:
        return f"{outcome['count']} records, the standard library finds {len(lines) - 1}"
    width = len(outcome["columns"])
    plain = [[cell or None for cell in row[:width]] for row in lines[1:]]
    ours = [[cell or None for cell in row[1:]] for row in outcome["rows"]]
    if not outcome["broken"]:
        return None if ours == plain[: len(ours)] else "cells differ from the standard library's"
    alone = [
        next(csv.reader([line], delimiter=outcome["delimiter"]), [])
        for line in text.splitlines(keepends=True)
    ]
    known = {tuple(row) for row in plain} | {tuple(cell or None for cell in row[:width]) for row in alone}
    return None if {tuple(row) for row in ours} <= known else "an invented row"


def as_sheet(path: Path, outcome: Outcome) -> str | None:
    if path.suffix == ".zip":
        return None
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [
        [row for row in sheet.values if any(cell is not None for cell in row)] for sheet in book.worksheets
    ]
    rows = next(rows for rows in sheets if rows)
    if len(rows) - 1 != outcome["count"]:
        return f"{outcome['count']} records, openpyxl finds {len(rows) - 1}"
    theirs = [[cell for cell in row if isinstance(cell, str) and cell] for row in rows[1:]]
    ours = [[cell for cell in row[1:] if cell is not None] for row in outcome["rows"]]
    return (
        None
        if all(set(a) <= set(b) for a, b in zip(theirs, ours, strict=True))
        else "texts differ from openpyxl's"
    )


def as_parquet(path: Path, outcome: Outcome) -> str | None:
    if "parquet-bad" in path.parts:
        return None  # the reader has compared the counts; the other engines disagree about these files
    frame = polars.read_parquet(path)
    theirs = [[None if cell is None else str(cell) for cell in row] for row in frame.rows()]
    return None if theirs == [row[1:] for row in outcome["rows"]] else "cells differ from Polars'"


def as_jsonl(path: Path, outcome: Outcome) -> str | None:
    found = (
        [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
        if not outcome["broken"]
        else []
    )
    return None if outcome["broken"] or len(found) == outcome["count"] else "another number of objects"


ORACLES: dict[str, Callable[[Path, Outcome], str | None]] = {
    "csv": as_csv, "tsv": as_csv, "xlsx": as_sheet, "parquet": as_parquet, "jsonl": as_jsonl,
}  # fmt: skip


def test_csv_spectrum_is_exact(bad_files: Path, outcomes: dict[str, Outcome]) -> None:
    files = sorted((bad_files / "csv-spectrum/csvs").glob("*.csv"))
    for path in files:
        outcome = outcomes[f"csv-spectrum/csvs/{path.name}"]
        rows = [
            dict(zip(outcome["columns"], [cell or "" for cell in row[1:]], strict=True))
            for row in outcome["rows"]
        ]
        theirs = json.loads((bad_files / f"csv-spectrum/json/{path.stem}.json").read_text())
        if path.stem == "location_coordinates":  # upstream changed the telephone number in the JSON only
            theirs["Contact Phone Number"] = "2095257564"
        if path.stem == "newlines_crlf":  # this copy of the file has lost its carriage returns
            theirs = json.loads(json.dumps(theirs).replace("\\r", ""))
        assert rows == (theirs if isinstance(theirs, list) else [theirs]), path.name
    assert len(files) == 12


def test_json_parsing_suite(bad_files: Path) -> None:
    """y_ accepted, n_ refused, i_ either. A key that comes twice is legal JSON and no record: refused on purpose."""
    tally: Counter[str] = Counter()
    for path in sorted((bad_files / "jsontestsuite/test_parsing").glob("*.json")):
        try:
            value(path.read_bytes().decode("utf-8"))
            result = "accepted"
        except (NotJson, UnicodeDecodeError):
            result = "refused"
        kind = path.name[0]
        tally[f"{kind} {result}"] += 1
        if kind == "n" or "duplicated_key" in path.name:
            assert result == "refused", path.name
        elif kind == "y":
            assert result == "accepted", path.name
    print(dict(tally))
    assert sum(tally.values()) == 318


def test_json_suite_as_files(bad_files: Path, tmp_path: Path) -> None:
    """The same texts as JSON Lines files, each with a good line before: the good line is read, nothing is invented."""
    files = []
    for number, path in enumerate(sorted((bad_files / "jsontestsuite/test_parsing").glob("n_*.json"))):
        files.append(tmp_path / f"{number}.jsonl")
        files[-1].write_bytes(b'{"good": "line"}\n' + path.read_bytes())
    for path, outcome in zip(files[::4], warm(files[::4]), strict=True):
        assert "crashed" not in outcome, (path.read_bytes(), outcome)
        assert outcome.get("detail") is None, (path.read_bytes(), outcome)
        assert "refused" in outcome or outcome["rows"][0][1] == "line"


def test_utf8_sequences(bad_files: Path, tmp_path: Path) -> None:
    """Valid sequences come back unchanged; invalid ones are refused or replaced, and told."""
    cases: list[tuple[bytes, str | None]] = []
    for line in (bad_files / "utf8tests/utf8tests.txt").read_text().splitlines():
        parts = line.split(":")
        if line.startswith("#") or len(parts) < 3:
            continue
        content = parts[2].encode() if parts[1] == "valid" else bytes.fromhex(parts[2])
        cases.append((content, decoded(content)))
    files = []
    for number, (content, _) in enumerate(cases):
        files.append(tmp_path / f"{number}.csv")
        files[-1].write_bytes(b"k,v\na,x" + content + b"x\n")
    quiet = [b"\n", b"\r", b",", b'"', b"\0"]
    for (content, text), outcome in zip(cases, warm(files), strict=True):
        assert "crashed" not in outcome, (content, outcome)
        if text is None:
            assert "refused" in outcome or "encoding" in outcome["cautions"] or outcome["broken"], content
        elif not any(mark in content for mark in quiet):
            assert outcome["rows"] == [[2, "a", f"x{text}x"]], content
            assert outcome["cautions"] == []
    assert len(cases) > 200


def decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def test_naughty_cells_come_back_unchanged(bad_files: Path, tmp_path: Path) -> None:
    """Naughty strings, script and formula payloads as cells of CSV and JSON Lines."""
    texts = [text for text in json.loads((bad_files / "blns/blns.json").read_text()) if text]
    texts += (bad_files / "xss-payloads/Intruder/xss-payload-list.txt").read_text("utf-8").splitlines()
    texts += (bad_files / "csv-injection/Intruder/csv-payload.txt").read_text("utf-8").splitlines()
    texts = [text for text in texts if text and "\0" not in text]
    table, lines = tmp_path / "a.csv", tmp_path / "a.jsonl"
    with table.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([["k", "v"], *[["a", text] for text in texts]])
    lines.write_text("".join(json.dumps({"k": "a", "v": text}) + "\n" for text in texts), "utf-8")
    for outcome in warm([table, lines]):
        assert outcome["broken"] == []
        assert [row[2] for row in outcome["rows"]] == texts
    assert len(texts) > 7000
