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
LOOKS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]
"""The first two are asked every rule; of the others only what hangs on colours and widths."""
OF_A_LOOK = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]


@pytest.fixture(scope="module")
def context(chromium: Any, site: str) -> Any:
    """Contexts of the browser, signed in part by part."""
    contexts: dict[str | None, Any] = {}

    def of(part: str | None) -> Any:
        if part not in contexts:
            contexts[part] = chromium.new_context(reduced_motion="reduce")
            if part is not None:
                come_in(contexts[part], site, part)
        return contexts[part]

    yield of
    for each in contexts.values():
        each.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_looks_right(context: Any, site: str, page: Page) -> None:
    tab = context(page.part).new_page()
    said: list[str] = []
    tab.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    tab.on("pageerror", lambda error: said.append(str(error)))
    try:
        answer = tab.goto(f"{site}{page.path}")
        assert answer.status == page.status
        tab.evaluate(AXE)
        for nth, (theme, width) in enumerate(LOOKS):
            tab.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
            tab.emulate_media(color_scheme=theme)
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, (theme, width)
            only = RULES if nth < len(LOOKS) // 2 else {"type": "rule", "values": OF_A_LOOK}
            found = tab.evaluate("only => axe.run(document, {runOnly: only})", only)["violations"]
            assert [(theme, width, each["id"], each["nodes"][0]["html"][:200]) for each in found] == []
            _keep(tab, page, theme, width)
        assert [text for text in said if "404" not in text] == []
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
