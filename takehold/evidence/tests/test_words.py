"""A theme is found again whatever ending its words have."""

from __future__ import annotations

import pytest

from takehold.evidence.words import STOP, natural, plain, spoken_of, stem


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The printers are empty.", ["printer"], True),
        ("Die Druckern fehlen", ["Drucker"], True),
        ("Das Einloggen dauert", ["einloggen dauern"], True),
        ("Das Einloggen fehlt", ["einloggen dauern"], False),
        ("PRINTER!", ["Printer"], True),
        ("a sprint", ["printer"], False),
        ("anything", ["", " "], False),
    ],
)
def test_a_theme_is_found_by_the_stems_of_its_words(text: str, words: list[str], found: bool) -> None:
    assert spoken_of(text, words) is found


def test_letters_with_marks_are_found_without_them() -> None:
    assert [plain(each) for each in ("Zoë", "Łukasz", "Bjørn", "Yıldız", "STRASSE", "Straße")] == [
        "zoe", "lukasz", "bjorn", "yildiz", "strasse", "strasse",
    ]  # fmt: skip
    assert "uber" in STOP
    assert stem("printers") == stem("Printer")


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["Ward 10", "ward 2", "Ward 1", "ICU", "Ward 2 b", "9", "10"]
    assert sorted(names, key=natural) == ["9", "10", "ICU", "Ward 1", "ward 2", "Ward 2 b", "Ward 10"]
