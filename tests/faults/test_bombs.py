"""Bombs, made here: each is refused within 30 seconds in a sentence, nothing is left behind, and we live on."""

# ruff: noqa: T201 - the printed table is the result

from __future__ import annotations

import gzip
import io
import os
import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from takehold.evidence.facts import Columns, Format
from takehold.evidence.inspection import inspect
from takehold.evidence.limits import Refused
from takehold.evidence.reading import read
from takehold.evidence.tests.at_once import recipe

HEAD = b"case,activity,at,team\n"


def corner_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "case"
    book.active["XFD1048576"] = "x"
    book.save(folder / "corner.xlsx")
    return folder / "corner.xlsx"


def hidden_corner_workbook(folder: Path) -> Path:
    """The same, with the reference written so that a plain search does not find it: the process limits must hold."""
    source = corner_workbook(folder)
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(folder / "hidden.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            if member.filename.startswith("xl/worksheets/"):
                content = content.replace(b'r="XFD1048576"', b'r="&#88;FD1048576"').replace(
                    b'r="1048576"', b'r="&#49;048576"'
                )
            new.writestr(member, content)
    return folder / "hidden.xlsx"


def fat_workbook(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "fat.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b" " * 300_000_000)
    return folder / "fat.xlsx"


def equal_parquet(folder: Path) -> Path:
    """200 million equal rows in a few kilobytes."""
    path, rows = folder / "equal.parquet", 10_000_000
    block = pa.table({name: pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), rows), ["x"]) for name in ("case",)})  # fmt: skip
    with pq.ParquetWriter(path, block.schema, compression="zstd") as writer:
        for _ in range(20):
            writer.write_table(block, row_group_size=rows)
    return path


def long_csv(folder: Path) -> Path:
    """250 million rows in about a megabyte of gz."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"1,2\n" * 1_000_000
    with (folder / "long.csv.gz").open("wb") as handle:
        handle.write(packer.compress(HEAD))
        for _ in range(250):
            handle.write(packer.compress(block))
        handle.write(packer.flush())
    return folder / "long.csv.gz"


def nested_zip(folder: Path) -> Path:
    content = zlib.compress(b"\0" * 1000)
    for level in range(6):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"level{level}.zip", content)
        content = stream.getvalue()
    (folder / "nested.zip").write_bytes(content)
    return folder / "nested.zip"


def slip_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "slip.zip", "w") as archive:
        archive.writestr("../../../../../tmp/takehold-slip.csv", "x")
    return folder / "slip.zip"


def link_zip(folder: Path) -> Path:
    entry = zipfile.ZipInfo("data.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "link.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return folder / "link.zip"


def deep_xml(folder: Path) -> Path:
    (folder / "deep.xes").write_bytes(b"<log>" + b"<trace>" * 2_000_000)
    return folder / "deep.xes"


def laughing_xml(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY l0 "lol">{entities}]><log><trace>&l9;</trace></log>'
    (folder / "laugh.xes").write_text(text)
    return folder / "laugh.xes"


def fetching_xml(folder: Path) -> Path:
    (folder / "fetch.xes").write_text(
        '<!DOCTYPE log [<!ENTITY x SYSTEM "file:///etc/passwd">]><log>&x;</log>'
    )
    return folder / "fetch.xes"


def many_attributes(folder: Path) -> Path:
    attributes = " ".join(f'a{i}="1"' for i in range(200_000))
    (folder / "wide.xes").write_text(f"<log><trace><event><string {attributes}/></event></trace></log>")
    return folder / "wide.xes"


def million_columns(folder: Path) -> Path:
    (folder / "wide.csv").write_bytes(b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n")
    return folder / "wide.csv"


def huge_cell(folder: Path) -> Path:
    with (folder / "cell.csv").open("wb") as handle:
        handle.write(HEAD + b"A,")
        for _ in range(200):
            handle.write(b"x" * 1_000_000)
    return folder / "cell.csv"


def open_quote(folder: Path) -> Path:
    (folder / "quote.csv").write_bytes(HEAD + b'A,"' + b"x,y,z\n" * 1_000_000)
    return folder / "quote.csv"


def deep_json(folder: Path) -> Path:
    (folder / "deep.jsonl").write_bytes(b'{"a":' * 1_000_000)
    return folder / "deep.jsonl"


BOMBS = {
    corner_workbook: "delete the empty rows", hidden_corner_workbook: "", fat_workbook: "unfolds", equal_parquet: "unfolds",
    long_csv: "unfolds", nested_zip: "inside an archive", slip_zip: "outside", link_zip: "outside", deep_xml: "64 levels",
    laughing_xml: "DTD", fetching_xml: "DTD", many_attributes: "", million_columns: "columns", huge_cell: "characters",
    deep_json: "not JSON Lines",
}  # fmt: skip


@pytest.fixture(autouse=True)
def the_house_stands() -> Iterator[None]:
    """No process, no descriptor and no file is left over."""
    before = set(os.listdir("/proc/self/fd"))
    yield
    assert len(set(os.listdir("/proc/self/fd"))) <= len(before) + 1
    assert not Path("/tmp/takehold-slip.csv").exists()


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_in_time(tmp_path: Path, bomb: object) -> None:
    path = bomb(tmp_path)  # type: ignore[operator]
    kind = {".xlsx": Format.XLSX, ".parquet": Format.PARQUET, ".xes": Format.XES, ".jsonl": Format.JSONL}.get(
        path.suffix, Format.CSV
    )
    columns = Columns(case="case", activity="case", at="case", team="case")
    out, words = tmp_path / "out", []
    for task in (lambda: inspect(path), lambda: read([path], recipe(format=kind, columns=columns), out)):
        start = time.monotonic()
        with pytest.raises(Refused) as refusal:
            task()
        seconds = time.monotonic() - start
        words.append(str(refusal.value))
        print(f"{path.name:16} {path.stat().st_size:>11,} bytes  {seconds:5.1f} s  {refusal.value}")
        assert seconds < 30
        assert str(refusal.value).endswith(".")
    assert any(BOMBS[bomb] in sentence for sentence in words)  # type: ignore[index]
    assert not out.exists()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".takehold")) == []


def test_a_quote_that_is_never_closed_costs_one_line(tmp_path: Path) -> None:
    path, start = open_quote(tmp_path), time.monotonic()
    found = inspect(path)
    assert [caution.code for caution in found.cautions][:1] == ["broken"]
    with pytest.raises(Refused, match="None of the 1,000,000 records"):
        read(
            [path],
            recipe(columns=Columns(case="case", activity="case", at="case", team="case")),
            tmp_path / "out",
        )
    assert time.monotonic() - start < 60


def test_a_good_file_is_read_after_all_that(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.csv.gz", "wb") as handle:
        handle.write(HEAD + b"A,New,2024-01-01,T\n")
    assert read([tmp_path / "a.csv.gz"], recipe(), tmp_path / "out").rows_read == 1
