"""Encodings: marked, named, found; and the counts that the quick path relies on."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.evidence.limits import DEFAULT_LIMITS, Refused
from takehold.evidence.readers.text import Text, open_text
from takehold.evidence.tests.at_once import perform, recipe, write


def opened(folder: Path, content: bytes, encoding: str | None = None) -> Text:
    return open_text(write(folder / "t.csv", content), encoding, folder, DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_rows_are_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = "case,activity,at,team\n" + "A,Prüfung,2024-01-01,Café à la crème\n" * 3
    told, rows = perform(write(tmp_path / "a.csv", text.encode(encoding)), recipe())
    assert {(row["case_id"], row["activity"], row["team"]) for row in rows} == {
        ("A", "Prüfung", "Café à la crème")
    }
    guessed = encoding in ("cp1252", "utf-16-le", "utf-16-be")
    assert [code for code, _ in told["cautions"]] == (["encoding"] if guessed else [])


def test_another_script_is_found_and_told(tmp_path: Path) -> None:
    text = "Имя,Город\nИван,Москва и Санкт-Петербург\n" * 20
    found = opened(tmp_path, text.encode("cp1251"))
    assert found.path.read_text("utf-8") == text
    assert found.cautions[0].text.startswith("The file is not in UTF-8. It was read as CP1251")


def test_a_named_encoding_is_kept_to(tmp_path: Path) -> None:
    assert opened(tmp_path, "ü,1\n".encode("cp850"), "cp850").path.read_text("utf-8") == "ü,1\n"
    with pytest.raises(Refused, match="not in the encoding “utf-8”"):
        opened(tmp_path, b"\xfc,1\n", "utf-8")
    with pytest.raises(Refused, match="not known"):
        opened(tmp_path, b"a,1\n", "utf-nine")


@pytest.mark.parametrize(
    ("content", "lines", "plain"),
    [
        (b"a\nb", 2, True), (b"a\nb\n", 2, True), (b"a\r\nb\r\n", 2, True), (b"a\rb\n", 1, False), (b"a\n\nb\n", 3, False), (b"a\nb\n\r\n\n", 2, True),
        (b"\na\n", 2, False), (b"a\r\n\r\nb", 3, False), (b"a\0\n", 1, False), (b'a "b"\n', 1, False),
        (b"x" * 700_000 + b"\n", 1, False), ((b"x" * 99 + b"\n") * 10_000, 10_000, True),
    ],
)  # fmt: skip
def test_lines_are_counted(tmp_path: Path, content: bytes, lines: int, plain: bool) -> None:
    found = opened(tmp_path, content)
    assert (found.lines, found.plain) == (lines, plain)
