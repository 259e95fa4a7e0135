"""Voting as people meet it: on a phone, by keyboard, without script; by single keys where script runs; axe on each page."""

from __future__ import annotations

from typing import Any

from .pages import MANAGER, come_in, follow
from .test_surveys import PHONE, findings

SAID = "statements voted on"


def voted(page: Any) -> int:
    """On how many one has voted, as the page tells."""
    told: str = page.locator(".where").inner_text()
    assert SAID in told
    return int(told.split()[0])


def first_open(page: Any, site: str) -> None:
    """From the list of rounds to the first statement that is asked."""
    page.goto(f"{site}/cocreate/")
    follow(page, page.locator("main a.button", has_text="Vote").first)


def test_voting_by_keyboard_without_script(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE, locale="en")
    come_in(context, site, MANAGER)
    page = context.new_page()
    first_open(page, site)
    before, seen = voted(page), set()
    for _statement in range(3):
        seen.add(page.locator("#statement").inner_text())
        for _tab in range(12):
            page.keyboard.press("Tab")
            if page.locator(":focus").get_attribute("value") == "agree":
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert voted(page) == before + 3
    assert len(seen) == 3
    page.reload()
    assert voted(page) == before + 3, "a reload counts nothing twice"
    context.close()


def test_single_keys_vote_and_are_letters_where_one_types(chromium: Any, site: str) -> None:
    context = chromium.new_context(viewport=PHONE, bypass_csp=True, locale="en")
    come_in(context, site, "P0152")
    page = context.new_page()
    first_open(page, site)
    before = voted(page)
    for nth, key in enumerate("adp", 1):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert voted(page) == before + nth
        assert findings(page) == [], key
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("details summary").first.click()
    page.locator("#text").fill("")
    page.locator("#text").press_sequentially("pad")
    assert (page.locator("#text").input_value(), voted(page)) == ("pad", before + 3)
    follow(page, page.get_by_role("link", name="Change an earlier vote"))
    assert findings(page) == []
    assert page.locator("li.card").count() == before + 3
    context.close()
