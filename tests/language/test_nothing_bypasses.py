"""Every word of every page goes through gettext: in a made-up language each translated text stands in brackets.

What is left outside the brackets may be data (whatever stands in the database), names and numbers, and nothing else.
The pages are those of the rights matrix, so that a new page is held to this without being listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import translation

from takehold.bridge.queries import guides, playbook
from takehold.evidence import library
from takehold.gather.sources.registry import connectors
from takehold.shadow_it.queries.catalogue import services
from tests.language.reading import read
from tests.security.entries import Call
from tests.security.matrix import CALLS
from tests.security.test_matrix import fill, filled_query
from tests.security.world import World

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "⟦", "⟧"
NAMES = {
    "Takehold", "English", "Deutsch", "Français", "Español", "العربية", "CSV", "TSV", "XLSX", "JSON", "TOML", "UTC", "Parquet", "XES",
    "LimeSurvey", "Formbricks", "Slack", "Microsoft Teams", "Matrix", *(each.name for each in connectors()),
}  # fmt: skip
"""The same in every language: what the product is called, languages in their own words, formats, systems by their names."""
ADDRESS = re.compile(r"https?://\S+")
INITIALS = re.compile("[A-Z]{2}")
EASIER = ("admin", "lead", "manager", "steward", "member", "other")


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each translated text in brackets."""

    def one(message: str) -> str:
        return f"{BEFORE}{message}{AFTER}"

    def many(singular: str, plural: str, number: float) -> str:
        return one(singular if number == 1 else plural)

    monkeypatch.setattr(translation._trans, "gettext", one)
    monkeypatch.setattr(translation._trans, "ngettext", many)
    monkeypatch.setattr(translation._trans, "pgettext", lambda _context, message: one(message))
    monkeypatch.setattr(translation._trans, "npgettext", lambda _context, *rest: many(*rest))


def calls() -> list[Call]:
    """The pages of the matrix that somebody may read, each once."""
    return [
        call
        for call in CALLS
        if call.method == "GET" and 200 in call.answers and not call.route.startswith("api")
    ]


def outside(piece: str) -> str:
    """The part of a text that stands in no bracket."""
    kept, depth = [], 0
    for letter in piece:
        depth += (letter == BEFORE) - (letter == AFTER)
        if depth == 0 and letter not in (BEFORE, AFTER):
            kept.append(letter)
    return "".join(kept)


def data() -> list[str]:
    """Every text that stands in the database or in the library's own columns, the longest first."""
    found = set(NAMES)
    for entry in library.entries():
        found |= {entry.origin, *entry.systems}
    shipped = (*playbook.practices(), *guides.guides())
    found |= {each.evidence.citation for each in shipped if each.evidence is not None}
    for service in services():
        found |= {service.name, *service.domains}
    for model in apps.get_models():
        names = [
            f.attname
            for f in model._meta.concrete_fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {text for value in row for text in texts(value)}
    return sorted((text for text in found if len(text) > 1), key=len, reverse=True)


def texts(value: object) -> Iterator[str]:
    """The texts inside a value of the database."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def bypassing(html: str, known: list[str]) -> list[str]:
    """Words on the page that are neither translated nor data."""
    left = []
    for piece in read(html):
        rest = ADDRESS.sub(" ", outside(piece))
        for text in known:
            rest = rest.replace(text, " ")
        if re.search(r"[^\W\d_]{2,}", rest) and not INITIALS.fullmatch(rest.strip()):
            left.append(rest.strip())
    return left


@pytest.mark.parametrize("call", calls(), ids=str)
def test_no_word_of_a_page_bypasses_translation(world: World, brackets: None, call: Call) -> None:
    may = [each for each, status in call.expected().items() if status == 200]
    role = next((each for each in EASIER if each in may), may[0])
    address = reverse(call.route, kwargs={name: fill(world, value) for name, value in call.parts.items()})
    response = world.house.client(role).get(address + filled_query(world, call))
    if response.headers.get("Content-Type", "").startswith("text/html"):
        left = bypassing(response.content.decode(), data())
        assert left == [], left
