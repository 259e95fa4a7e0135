"""What must hold without a script, without a mouse and on paper."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .pages import HANDOVER, LEAD, PAGES, Page, come_in, follow

READ = [page for page in PAGES if page.part == LEAD and page.status == 200]


@pytest.fixture(scope="module")
def contexts(chromium: Any, site: str) -> Any:
    """The same reader with and without scripts."""
    pair = {on: chromium.new_context(java_script_enabled=on) for on in (True, False)}
    for context in pair.values():
        come_in(context, site, LEAD)
    yield pair
    for context in pair.values():
        context.close()


def words(context: Any, address: str) -> str:
    page = context.new_page()
    page.goto(address)
    text = page.locator("body").inner_text()
    page.close()
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("page", READ, ids=lambda page: page.name)
def test_a_page_says_the_same_without_scripts(contexts: Any, site: str, page: Page) -> None:
    assert words(contexts[False], site + page.path) == words(contexts[True], site + page.path)


def test_details_open_and_forms_work_without_scripts(contexts: Any, site: str) -> None:
    page = contexts[False].new_page()
    page.goto(f"{site}{HANDOVER}/")
    page.get_by_text("Table", exact=True).click()
    assert page.get_by_role("columnheader", name="Chances").is_visible()
    page.locator("details.menu summary").click()
    follow(page, page.get_by_role("button", name="Dark"))
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.url == f"{site}{HANDOVER}/"
    page.locator("details.menu summary").click()
    follow(page, page.get_by_role("button", name="Device"))
    assert page.locator("html").get_attribute("data-theme") is None
    page.close()


def test_the_keyboard_reaches_everything_and_is_always_seen(contexts: Any, site: str) -> None:
    page = contexts[True].new_page()
    page.goto(f"{site}{HANDOVER}/")
    seen: list[str] = []
    for _step in range(40):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const e = document.activeElement; const s = getComputedStyle(e);
            return [e.tagName, e.innerText.trim().slice(0, 40), s.outlineStyle, parseFloat(s.outlineWidth)]; }"""
        )
        if told[0] == "BODY":
            break
        assert told[2] == "solid", told
        assert told[3] >= 3, told
        seen.append(told[1])
    assert seen[0] == "Skip to the content"
    for word in ("Changes", "Teams", "Evidence", "Table", "Picture for a slide"):
        assert any(word in each for each in seen), (word, seen)
    page.close()


def test_skipping_leads_to_the_content(contexts: Any, site: str) -> None:
    page = contexts[True].new_page()
    page.goto(f"{site}{HANDOVER}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.close()


def test_escape_closes_the_menu_and_gives_the_focus_back(contexts: Any, site: str) -> None:
    page = contexts[True].new_page()
    page.goto(f"{site}/changes/")
    page.locator("details.menu summary").click()
    page.keyboard.press("Escape")
    assert page.locator("details.menu").get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_on_paper_there_are_no_bars_and_no_buttons(contexts: Any, site: str) -> None:
    page = contexts[True].new_page()
    page.goto(f"{site}{HANDOVER}/")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".topbar").is_visible()
    assert not page.locator(".button").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()


def test_keys_lead_to_the_search_box_and_to_help_but_not_while_one_writes(contexts: Any, site: str) -> None:
    page = contexts[True].new_page()
    page.goto(f"{site}{HANDOVER}/")
    page.keyboard.press("/")
    assert page.locator("#find").evaluate("box => box === document.activeElement")
    page.keyboard.type("ward?/")
    assert page.locator("#find").input_value() == "ward?/"
    page.locator("#find").fill("ward 7")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q=ward+7")
    page.locator("h1").click()
    page.keyboard.press("?")
    page.wait_for_url(f"{site}/help/")
    page.close()
