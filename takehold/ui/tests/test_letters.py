"""Mails: one layout that fetches nothing, fits 600 pixels, follows light and dark, and a plain twin with the same words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.ui import letters

ROOT = Path(letters.__file__).parents[1]
MAILS = sorted(ROOT.glob("*/templates/*/mail/*.html"))
HOSTILE = '<b>&amp; "quoted" \'n</mj-text></mjml><script>x</script>{{ 7 }}'


class Reader(HTMLParser):
    """Tags with what they hold, and the words that are read; what stands in comments is for Outlook alone."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.style = ""
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside == "style":
            self.style += data
        else:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def made(text: str, language: str = "en") -> dict[str, str]:
    with override(language):
        return letters.from_text(text, subject="Your account")


def test_a_mail_says_the_same_in_both_forms_and_an_address_alone_is_a_button() -> None:
    words = f"Choose a password:\n\nhttps://takehold.example/a?b=1&c=2\n\nYours, {HOSTILE}\nthe house."
    found = made(words)
    assert (found["subject"], found["text"]) == ("Your account", words)
    read = Reader(found["html"])
    assert "".join(HOSTILE.split()) in "".join(read.words.split())
    assert "script" not in {tag for tag, _ in read.tags}
    assert [held["href"] for tag, held in read.tags if tag == "a"] == ["https://takehold.example/a?b=1&c=2"]


def test_nothing_is_fetched_and_it_fits_and_follows_the_dark() -> None:
    html = made("Hello.\n\nhttps://takehold.example/x")["html"]
    read = Reader(html)
    fetching = {"img", "link", "script", "iframe", "video", "audio", "object", "embed", "input"}
    assert {tag for tag, _ in read.tags} & fetching == set()
    assert not re.search(r"url\(|@import|@font-face|\bsrc=|\bbackground=", html)
    assert "max-width:600px" in html
    widths = [
        int(each) for each in re.findall(r"[^-]width:(\d+)px", re.sub(r"<!--.*?-->", "", html, flags=re.S))
    ]
    assert max(widths, default=0) <= 600
    assert "prefers-color-scheme: dark" in read.style
    assert {"name": "color-scheme", "content": "light dark"} in [
        held for tag, held in read.tags if tag == "meta"
    ]
    tables = [held for tag, held in read.tags if tag == "table"]
    assert tables
    assert all(held.get("role") == "presentation" for held in tables)


def test_it_is_written_from_the_side_its_language_is() -> None:
    assert 'lang="de" dir="ltr"' in made("Hallo.", "de")["html"]
    arabic = made("مرحبا", "ar")["html"]
    assert 'dir="rtl"' in arabic
    assert "text-align:right" in arabic


def test_every_mail_of_the_house_has_the_one_layout_and_a_plain_twin() -> None:
    inside = [path for path in MAILS if path.name != "layout.html"]
    assert len(inside) >= 4
    for path in inside:
        assert path.read_text().startswith('{% extends "ui/mail/layout.html" %}'), path
        assert path.with_suffix(".txt").exists(), path
        assert engines["django"].from_string(path.read_text())


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_whatever_is_written_can_be_laid_out(text: str) -> None:
    read = Reader(made(f"Before. {text}")["html"])
    kept = letters.NO_CHARACTER.sub("", text)
    assert "".join(f"Before. {kept}".split()) in "".join(read.words.split())


def test_what_is_no_mail_is_refused_and_never_half_sent() -> None:
    for broken in ("", "<mjml><mj-body>", "<p>x</p>"):
        with pytest.raises(ValueError, match="laid out"):
            letters.laid_out(broken)
