"""gz and zip: one file out, watched; hostile archives stay shut."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from pathlib import Path

import pytest

from takehold.evidence.facts import Format
from takehold.evidence.limits import DEFAULT_LIMITS, Limits, Refused
from takehold.evidence.readers.packing import unpack
from takehold.evidence.tests.at_once import perform, recipe, write
from takehold.evidence.tests.test_xlsx import workbook

TEXT = "case,activity,at,team\nA,New,2024-01-01,T\n"


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_gz_and_zip_of_each(tmp_path: Path) -> None:
    rows = [["case", "activity", "at", "team"], ["A", "New", "2024-01-01", "T"]]
    book = workbook(tmp_path / "a.xlsx", S=rows).read_bytes()
    for form, name, content in ((Format.CSV, "a.csv", TEXT.encode()), (Format.XLSX, "a.xlsx", book)):
        for path in (
            write(tmp_path / f"{name}.gz", gzip.compress(content)),
            zipped(tmp_path / "a.zip", **{name: content}),
        ):
            told, found = perform(path, recipe(format=form))
            assert (told["rows_read"], found[0]["case_id"]) == (1, "A")


def test_litter_of_a_mac_is_not_a_second_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"d/a.csv": b"x", "__MACOSX/._a.csv": b"y", "d/.DS_Store": b"z"})
    inner = unpack(path, tmp_path, DEFAULT_LIMITS)
    assert (inner.name, inner.path.read_bytes(), inner.packing) == ("a.csv", b"x", "zip")


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"../evil.csv": b"x"}, "outside"),
        ({"/etc/passwd": b"x"}, "outside"),
        ({"C:\\x.csv": b"x"}, "outside"),
        ({"a\\..\\..\\x.csv": b"x"}, "outside"),
        ({"a.csv": b"x", "b.csv": b"y"}, "2 files"),
        ({}, "empty archive"),
        ({"inner.zip": b"PK\x05\x06" + b"\0" * 18}, "inside an archive"),
        ({"inner.gz": gzip.compress(b"x")}, "inside an archive"),
    ],
)
def test_archives_that_stay_shut(tmp_path: Path, members: dict[str, bytes], words: str) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with pytest.raises(Refused, match=words):
        unpack(zipped(tmp_path / "a.zip", **members), scratch, DEFAULT_LIMITS)
    assert {path.name for path in tmp_path.rglob("*")} <= {"a.zip", "scratch", "unpacked"}


def test_links_and_locked_members(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="outside"):
        unpack(tmp_path / "l.zip", tmp_path, DEFAULT_LIMITS)
    content = bytearray(zipped(tmp_path / "p.zip", **{"a.csv": b"x"}).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="password"):
        unpack(write(tmp_path / "p.zip", bytes(content)), tmp_path, DEFAULT_LIMITS)


def test_damaged_archives(tmp_path: Path) -> None:
    whole = gzip.compress(TEXT.encode() * 100)
    for content in (whole[:-9], whole[:20], whole[:-8] + b"\0" * 8, b"\x1f\x8b"):
        with pytest.raises(Refused, match="damaged"):
            unpack(write(tmp_path / "a.csv.gz", content), tmp_path, DEFAULT_LIMITS)
    archive = zipped(tmp_path / "a.zip", **{"a.csv": TEXT.encode() * 100}).read_bytes()
    for content in (archive[:-30], archive[:40], archive.replace(archive[45:50], b"\xff" * 5)):
        with pytest.raises(Refused, match="damaged"):
            unpack(write(tmp_path / "b.zip", content), tmp_path, DEFAULT_LIMITS)


@pytest.mark.parametrize("over", [-1, 0, 1])
def test_the_unpacked_size_holds_at_the_edge(tmp_path: Path, over: int) -> None:
    limits = Limits(unpacked_floor=10_000, unpacked_ratio=1)
    for path in (
        write(tmp_path / "a.gz", gzip.compress(b"x" * (10_000 + over))),
        zipped(tmp_path / "a.zip", **{"a.csv": b"x" * (10_000 + over)}),
    ):
        if over > 0:
            with pytest.raises(Refused, match="unfolds"):
                unpack(path, tmp_path, limits)
        else:
            assert unpack(path, tmp_path, limits).path.stat().st_size == 10_000 + over


def test_the_ratio_holds_above_the_floor() -> None:
    limits = Limits(unpacked_floor=100, unpacked=10_000)
    assert [limits.may_unpack_to(size) for size in (0, 1, 40, 60)] == [100, 200, 8_000, 10_000]


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", b"x" * 50)
    content = stream.getvalue().replace((50).to_bytes(4, "little"), (40).to_bytes(4, "little"))
    with pytest.raises(Refused, match="damaged"):
        unpack(write(tmp_path / "a.zip", content), tmp_path, DEFAULT_LIMITS)
