"""A survey as people meet it: planned in a few clicks, answered by keyboard without script, in Arabic too; axe on each page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .pages import HANDOVER, LEAD, come_in, follow

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
PHONE = {"width": 390, "height": 844}
CHANGE = HANDOVER.rsplit("/", 1)[-1]


def findings(page: Any) -> list[str]:
    """What axe finds on a page; run beside the page, whose policy lets no foreign script in."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].target)")
    return list(found)


@pytest.fixture(scope="module")
def lead(chromium: Any, site: str) -> Any:
    context = chromium.new_context(bypass_csp=True)
    come_in(context, site, LEAD)
    yield context
    context.close()


@pytest.fixture(scope="module")
def links(lead: Any, site: str) -> dict[str, str]:
    """Addresses of the demo's surveys by state, and of the poster's way in."""
    page = lead.new_page()
    page.goto(f"{site}/waves/?change={CHANGE}")
    found: dict[str, str] = {}
    for line in page.locator(".survey-line").all():
        if "would help" in line.inner_text():  # an offer to one group: no poster leads to it
            continue
        state = re.split(r"[ ·]", line.locator("p").inner_text().strip())[0]
        found[state] = line.locator("a").first.get_attribute("href")
    page.goto(f"{site}{found['open']}poster/poster/")
    found["poster"] = "/s/" + page.locator(".poster__link a").inner_text().split("/s/")[1]
    page.close()
    return found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_those_who_ask(
    lead: Any, site: str, links: Any, width: int, theme: str
) -> None:
    page = lead.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    paths = ["/waves/", f"/waves/?change={CHANGE}", f"/waves/new/?change={CHANGE}", "/waves/new/"]
    paths += [links["open"], links["answered"], f"{links['answered']}results/", f"{links['open']}results/"]
    paths += [f"{links['open']}{part}/" for part in ("questions", "preview", "poster/poster", "last-day")]
    paths += [f"{links['answered']}you-said/", f"{links['open']}preview/?lang=ar"]
    wrong = {}
    for path in paths:
        page.goto(site + path)
        if found := findings(page):
            wrong[path] = found
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
    assert wrong == {}


def test_a_survey_is_planned_from_the_calendar_in_three_clicks(lead: Any, site: str) -> None:
    page = lead.new_page()
    page.goto(f"{site}/waves/?change={CHANGE}")
    follow(page, page.get_by_role("link", name="Plan the next survey"))  # 1
    follow(page, page.get_by_role("button", name="Plan this survey"))  # 2
    assert "It opens by itself on" in page.locator("main").inner_text()
    follow(page, page.get_by_role("link", name="Preview as on a phone"))  # 3
    assert page.locator(".phone").count() >= 4
    page.go_back()
    follow(page, page.get_by_role("button", name="Throw this plan away"))
    page.close()


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_answered_by_keyboard_without_script(
    chromium: Any, site: str, links: Any, language: str, direction: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE, locale=language)
    page = context.new_page()
    page.goto(site + links["poster"])
    assert page.url == f"{site}/s/", "the token has left the address"
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (language, direction)
    press(page, "button.next", "Enter")
    for _n in range(2):
        press(page, "input[type=radio]", " ")
        press(page, "button.next", "Enter")
    press(page, "button.back", "Enter")
    assert page.locator("input:checked").count() == 1, "Back keeps what was chosen"
    press(page, "button.next", "Enter")
    focus(page, "textarea")
    page.keyboard.type("More time")
    press(page, "button.next", "Enter")
    assert page.locator("ol li").count() == 3
    assert page.locator("form").count() == 0
    context.close()


def focus(page: Any, wanted: str) -> None:
    """Tab until something that is wanted has the focus."""
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.locator(f"{wanted}:focus").count():
            return
    raise AssertionError(f"{wanted} cannot be reached")


def press(page: Any, wanted: str, key: str) -> None:
    focus(page, wanted)
    if key != "Enter":
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_respondents(
    chromium: Any, site: str, links: Any, language: str, theme: str
) -> None:
    context = chromium.new_context(bypass_csp=True, viewport=PHONE, locale=language, color_scheme=theme)
    page = context.new_page()
    wrong: dict[str, Any] = {}
    page.goto(site + links["poster"])
    for step in ("start", "1", "2", "3", "done"):
        if found := findings(page):
            wrong[step] = found
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        weight = len(page.content().encode())
        assert weight < 12_000, (step, weight)
        if step != "done":
            follow(page, page.locator("button.next"))
    page.goto(f"{site}/s/nowhere/")
    wrong |= {"nowhere": found} if (found := findings(page)) else {}
    context.close()
    assert wrong == {}
