"""Every page, light and dark, on a desk and on a phone: no finding of axe-core, nothing wider than the screen, no
complaint in the console; screenshots when TAKEHOLD_SCREENSHOTS is set (``docs``: into docs/screenshots)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from .pages import PAGES, Page, come_in

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENSHOTS = HERE.parents[1] / "docs" / "screenshots"
SHOWN = {"demo", "changes", "change-now", "change-teams", "change-evidence", "my-team", "bring-data"}
"""Those that the documentation shows; ``TAKEHOLD_SCREENSHOTS=docs`` makes them, another value is a folder for all."""
LOOKS = [("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390)]


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def look(request: pytest.FixtureRequest, chromium: Any, site: str) -> Any:
    """Contexts of one theme and width, signed in part by part."""
    theme, width = request.param
    contexts: dict[str | None, Any] = {}

    def context(part: str | None) -> Any:
        if part not in contexts:
            size = {"width": width, "height": 900 if width > 400 else 844}
            contexts[part] = chromium.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
            if part is not None:
                come_in(contexts[part], site, part)
        return contexts[part]

    yield theme, width, context
    for each in contexts.values():
        each.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_looks_right(look: Any, site: str, page: Page) -> None:
    theme, width, context = look
    tab = context(page.part).new_page()
    said: list[str] = []
    tab.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    tab.on("pageerror", lambda error: said.append(str(error)))
    try:
        answer = tab.goto(f"{site}{page.path}")
        assert answer.status == page.status
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.evaluate(AXE)
        found = tab.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
        assert [text for text in said if "404" not in text] == []
        _keep(tab, page, theme, width)
    finally:
        tab.close()


def _keep(tab: Any, page: Page, theme: str, width: int) -> None:
    folder = os.environ.get("TAKEHOLD_SCREENSHOTS")
    if not folder or (folder == "docs" and page.name not in SHOWN):
        return
    place = SCREENSHOTS if folder == "docs" else Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    device = "phone" if width < 400 else "desk"
    whole = folder != "docs"
    tab.screenshot(path=place / f"{page.name}-{device}-{theme}.png", full_page=whole)
