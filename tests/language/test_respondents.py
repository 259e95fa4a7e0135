"""Respondents are asked in French, Spanish and Arabic too: what they read is there whole, and nothing else is begun."""

from __future__ import annotations

import re

import pytest

from takehold.config.messages import PACKAGE, RESPONDENTS, respondents_read

from .test_catalogue import HINT, PLACE, catalogue, entries

QUOTED = re.compile(r"""\{%-? translate (["'])(.+?)\1""")


@pytest.mark.parametrize("language", RESPONDENTS)
def test_nothing_is_missing_and_nothing_is_doubtful(language: str) -> None:
    every = list(entries(catalogue(language)))
    assert [each.parts["msgid"] for each in every if each.fuzzy or not all(each.translations)] == [], HINT


@pytest.mark.parametrize("language", RESPONDENTS)
def test_what_is_put_into_a_sentence_is_kept(language: str) -> None:
    for entry in entries(catalogue(language)):
        allowed = sorted(PLACE.findall(entry.parts.get("msgid_plural", entry.parts["msgid"])))
        assert sorted(PLACE.findall(entry.translations[-1])) == allowed, entry.parts["msgid"]


@pytest.mark.parametrize("language", RESPONDENTS)
def test_every_sentence_of_their_pages_is_in_it(language: str) -> None:
    known = {entry.parts["msgid"] for entry in entries(catalogue(language))}
    said = {
        found[1]
        for name in respondents_read()
        if name.endswith((".html", ".txt"))
        for found in QUOTED.findall((PACKAGE / name).read_text(encoding="utf-8"))
    }
    assert len(said) > 20
    assert sorted(said - known) == [], HINT
