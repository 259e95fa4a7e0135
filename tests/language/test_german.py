"""Pages, the report file and the terminal in German: dates, verdicts and figures as German writes them, no English left."""

from __future__ import annotations

import gettext
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from takehold.analysis.facts import Verdict
from takehold.cli.offline.language import LOCALE, translations
from takehold.evidence import wording
from takehold.evidence.report import html
from takehold.evidence.tests.reports import report
from takehold.ui import numbers
from tests.language.reading import read
from tests.security.world import World

GERMAN = gettext.translation("django", localedir=LOCALE, languages=["de"])
ENGLISH = re.compile(
    r"\b(the|and|of|since|weeks?|teams? are|chances?|slipping|holding|January|March|which|shown|your)\b"
)
DAY = re.compile(
    r"\b\d{1,2}\. (Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
PAGES = (
    ("overview:changes", {}, "Neuerungen"),
    ("overview:now", {"slug": "{change}"}, "Jetzt"),
    ("overview:teams", {"slug": "{change}"}, "Befund"),
    ("initiatives:alert", {"alert_id": "{alert}"}, "Ihre Zeile"),
)
WORDS = {
    Verdict.CANNOT_TELL: "nicht erkennbar",
    Verdict.NOT_STARTED: "noch nicht begonnen",
    Verdict.SLIPPING_BACK: "rutscht zurück",
    Verdict.WOBBLING: "wackelt",
    Verdict.HOLDING: "hält",
    Verdict.TAKING_HOLD: "fasst Fuß",
    Verdict.STALLED: "stockt",
}


def page(world: World, name: str, parts: dict[str, str]) -> str:
    role = "manager" if name == "initiatives:alert" else "lead"
    kwargs = {key: world.objects[value[1:-1]] for key, value in parts.items()}
    response = world.house.client(role).get(reverse(name, kwargs=kwargs), headers={"Accept-Language": "de"})
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "parts", "word"), PAGES, ids=lambda each: str(each))
def test_a_german_page_reads_as_german(world: World, name: str, parts: dict[str, str], word: str) -> None:
    text = page(world, name, parts)
    assert '<html lang="de"' in text
    spoken = " ".join(piece for piece in read(text) if piece not in known_data(world))
    assert word in spoken
    assert ENGLISH.findall(without_data(spoken, world)) == []
    if name != "overview:changes":
        assert DAY.search(spoken)


def known_data(world: World) -> set[str]:
    """The names and sentences that people of the test wrote, in English."""
    from takehold.initiatives.models import DesiredBehaviour, Initiative
    from takehold.ledger.models import Mark, Source

    found: set[str] = set()
    for model in (DesiredBehaviour, Initiative, Mark, Source):
        for row in model._default_manager.values():
            for value in row.values():
                found |= {
                    each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)
                }
    return found


def without_data(text: str, world: World) -> str:
    for each in sorted(known_data(world), key=len, reverse=True):
        if len(each) > 2:
            text = text.replace(each, "")
    return text


def test_the_seven_verdicts_are_short_phrases() -> None:
    assert {verdict: wording.word(verdict, GERMAN) for verdict in Verdict} == WORDS


def test_days_shares_and_numbers_as_german_writes_them() -> None:
    assert wording.day(date(2026, 1, 5), GERMAN) == "5. Januar 2026"
    assert wording.number(4310, GERMAN) == "4.310"
    assert wording.number(1.5, GERMAN) == "1,5"
    assert wording.percent(0.004, GERMAN) == "unter 1\u00a0%"
    with translation.override("de"):
        assert numbers.day(date(2026, 1, 5), date(2026, 3, 1)) == "5. Januar"
        assert numbers.number(4310) == "4.310"


def test_the_report_file_is_german() -> None:
    text = html(report(), GERMAN)
    assert '<html lang="de">' in text
    spoken = " ".join(read(text))
    assert DAY.search(spoken)
    assert "rutscht zurück" in spoken
    spoken = spoken.replace("Log the change first", "").replace("30 of 5,000 records name no team.", "")
    assert ENGLISH.findall(re.sub(r"held-8-weeks", "", spoken)) == []


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("de_DE.UTF-8", "hält"),
        ("de", "hält"),
        ("en_GB:de", "holding"),
        ("C.UTF-8", "holding"),
        ("fr:de", "hält"),
    ],
)
def test_the_terminal_speaks_the_language_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str, word: str
) -> None:
    monkeypatch.setenv("LANGUAGE", asked)
    assert translations().gettext("holding") == word


@pytest.mark.django_db
def test_the_choice_of_a_language_is_a_plain_form_and_is_kept(world: World) -> None:
    browser = world.house.client("lead")
    assert 'action="/language/"' in browser.get("/changes/").content.decode()
    answer = browser.post("/language/", {"language": "de", "next": "/library/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/library/")
    assert '<html lang="de"' in browser.get("/changes/").content.decode()
    del browser.cookies["django_language"]
