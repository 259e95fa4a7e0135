"""The HTML report: the answer first, everything beside its n, nothing fetched, nothing that a file could run."""

import gettext
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from takehold.analysis.facts import Period, Trend
from takehold.evidence.report import answer, html, spark

from .reports import HOSTILE, report

PLAIN = gettext.NullTranslations()
VOID = {"meta", "br", "path", "circle", "polyline", "link"}


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.texts, self.tags, self.ids = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data.strip()))


def outline(text):
    parser = Outline()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def page():
    drawn = '<svg viewBox="0 0 1 1" role="img" aria-label="Chart"></svg>'
    return html(report(), PLAIN, lambda verdict, target, go_live, narrow: drawn)


def test_the_first_heading_is_the_answer(page):
    headings = [data for tag, data in outline(page).texts if tag == "h1" and data]
    assert headings == ["Log the change first: slipping back in 1 of 4 teams, cannot tell in 1, holding in 2"]
    assert [t for t, _ in outline(page).tags].count("h1") == 1


def test_several_behaviours_are_counted_and_linked():
    several = report(several=3)
    assert answer(several, PLAIN) == "3 behaviours: 3 slipping back"
    text = html(several, PLAIN)
    assert '<a href="#b-2">Behaviour 2</a>' in text
    ids = outline(text).ids
    assert len(ids) == len(set(ids))


def test_it_stands_alone_and_runs_nothing(page):
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "@import" not in page
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_names_from_files_stay_text(page):
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(" in page
    assert "tickets &amp; more.csv" in page


def test_all_that_was_promised_is_there(page):
    said = " ".join(data for _, data in outline(page).texts)
    for piece in (
        "slipping back", "since ", "Teams, by need for help", "What cannot be told, and what would change that",
        "How it got there", "Old way", "Rows that could not be read", "31/02/2026", "30 of 5,000 records name no team.",
        "To keep in mind", "A tick is not a look.", "Fingerprint of the counts", "Fingerprint of the files", "as of",
        "27 December 2026", "Wait for ", "down",
    ):  # fmt: skip
        assert piece in said, piece
    assert said.index("Ward 10") < said.index("Ward 2 ") < said.index("Ward 9")
    assert page.count('role="img"') == 2


def test_it_can_be_read_with_keyboard_and_screen_reader(page):
    tags = outline(page).tags
    assert ("html", {"lang": "en"}) in tags
    for tag, attributes in tags:
        if tag == "svg" and attributes.get("role") != "img":
            assert attributes.get("aria-hidden") == "true"
        if tag == "th":
            assert attributes.get("scope") in ("col", "row")
        if tag == "div" and attributes.get("class") == "tablebox":
            assert attributes["tabindex"] == "0"
            assert attributes["aria-label"]
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_without_a_drawing_the_figures_stand_alone():
    text = html(report(), PLAIN)
    assert "<figure>" not in text
    assert "The figures of the chart" in text


def test_the_small_line_leaves_out_what_was_not_used():
    days = tuple(date(2026, 1, d) for d in range(1, 5))
    trend = Trend(Period.DAY, days, (10, 10, 0, 10), (0, 5, 0, 10), None, (True, True, True, True))
    assert spark(trend) == "2.0,26.0 40.7,14.0 118.0,2.0"
    assert spark(Trend(Period.DAY, days[:1], (1,), (1,), None, (True,))) == ""
