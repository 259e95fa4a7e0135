"""Sentences that remember their words: English as it stands, any language where a person reads it."""

from __future__ import annotations

import ast
import gettext
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import takehold
from takehold.evidence.limits import Limits, Refused, too_greedy
from takehold.evidence.sentences import (
    Sentence,
    found_again,
    human,
    kept,
    of_one_text,
    packed,
    places,
    spoken,
    told,
    unpacked,
)

GERMAN = gettext.translation(
    "django", localedir=Path(takehold.__file__).parent / "locale", languages=["de"], fallback=True
)
WRITERS = ("Refused", "Sentence", "Broken", "NotJson")


class Shouting(gettext.NullTranslations):
    """A language in which every word is in capitals, for templates without values in capitals."""

    def gettext(self, message: str) -> str:
        return {"1,000": "1.000", "1.5": "1,5", "The file has {size}.": "{size} STEHEN DA."}.get(
            message, message.upper()
        )


def test_english_is_text_as_any_other() -> None:
    found = Sentence("{count} of {size}, line {line}, {day_1}, {order}.", count=1234, size=1_500_000, line=12345,
                     day_1="2016-04-03", order="%d/%m/%Y")  # fmt: skip
    assert found == "1,234 of 1.5 MB, line 12345, 3 April 2016, day/month/year."
    assert f"{found}" == str(found)


def test_it_is_told_in_another_language_with_its_values() -> None:
    shouting = Shouting()
    assert told(Sentence("The file has {size}.", size=1_500_000), shouting) == "1,5 MB STEHEN DA."
    assert told("plain", shouting) == "plain"
    assert told(Sentence("no place"), shouting) == "NO PLACE"
    inner = Sentence("{word_what}", word_what="cases")
    assert inner == "cases"
    assert spoken("%d.%m.", shouting) == "DAY.MONTH."
    assert human(999, shouting) == "999 BYTES"


def test_words_for_formats_and_sizes() -> None:
    assert spoken("%d/%m/%Y %H:%M") == "day/month/year hour:minute"
    assert human(1_500_000) == "1.5 MB"


@settings(max_examples=60)
@given(st.text(max_size=30), st.integers(0, 10**9))
def test_it_survives_every_way_it_travels(name: str, count: int) -> None:
    inner = Sentence("has {count} cells", count=count)
    found = Sentence("{name}: {why}.", name=name, why=inner)
    for again in (unpacked(json.loads(json.dumps(packed(found)))), found_again(kept(found))):
        assert again == found
        assert isinstance(again, Sentence)
        assert packed(again) == packed(found)
    assert unpacked(packed(name)) == name
    alone = Sentence("names “{name}” twice", name=name.replace("\x1f", " "))
    assert of_one_text(alone.one_text()) == alone


@pytest.mark.parametrize("text", ["", "plain", '["no json', '["a"]', "[1, 2]"])
def test_what_was_written_as_plain_text_stays_that(text: str) -> None:
    assert found_again(text) == text
    assert found_again('["{x} and {y}", {"x": "{y}"}]') == "{y} and {y}"  # a value is never a template
    assert str(of_one_text("has {cells} cells")) == "has  cells"


def test_a_refusal_can_be_told_again() -> None:
    refusal = too_greedy(Limits())
    assert str(refusal).startswith("Reading this file needs more than 1.1 GB of memory")
    assert str(Refused(refusal.sentence, detail="d")) == str(refusal)


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Every sentence that the room writes: where, its template, and the names of its values."""
    for path in sorted(Path(takehold.__file__).parent.joinpath("evidence").rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS and node.args:
                first = node.args[0]
                assert not isinstance(first, ast.JoinedStr), f"{path.name}:{node.lineno} is no template"
                if isinstance(first, ast.Constant):
                    given_names = {each.arg or "" for each in node.keywords} - {"detail"}
                    yield f"{path.name}:{node.lineno}", first.value, given_names


def test_every_sentence_gets_the_values_that_it_names() -> None:
    every = list(calls())
    assert len(every) > 80
    assert [where for where, template, names in every if names and names != set(places(template))] == []
