"""Words that pages and mails do not use, because a ward nurse would not."""

from __future__ import annotations

import re

from .house import PACKAGE

NOT_ON_PAGES = ("wave", "waves", "atom", "atoms", "recipe", "recipes", "opportunities", "opportunity", "rung", "rungs",
                "conformance", "reverted", "non-compliant", "resistor", "resistors", "detractor", "detractors",
                "blocker", "blockers", "stakeholder engagement", "p-value", "statistically")  # fmt: skip
PLACEHOLDER = ("coming soon", "lorem ipsum", "under construction", "not yet implemented")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.S)
QUOTED = re.compile(r"\{%\s*(?:translate|trans)\s+(?:\"([^\"]*)\"|'([^']*)')")


def words_of(text: str) -> str:
    quoted = " ".join(a or b for a, b in QUOTED.findall(text))
    return (TAG.sub(" ", text) + " " + quoted).lower()


def templates() -> list[tuple[str, str]]:
    found = [p for p in PACKAGE.rglob("templates/**/*") if p.suffix in {".html", ".txt", ".j2"}]
    return [(str(p.relative_to(PACKAGE)), words_of(p.read_text())) for p in found]


def test_pages_speak_plainly() -> None:
    said = [
        (name, word)
        for name, text in templates()
        for word in NOT_ON_PAGES
        if re.search(rf"\b{re.escape(word)}\b", text)
    ]
    assert said == []


def test_no_page_promises_what_is_not_there() -> None:
    assert [(name, word) for name, text in templates() for word in PLACEHOLDER if word in text] == []
