"""Sorting texts by keys alone; the same form without a script; and no key counts outside the form."""

from __future__ import annotations

import re
from typing import Any

from .pages import HANDOVER, LEAD, come_in, follow

CODE = f"{HANDOVER}/themes/code/"


def read(page: Any) -> int:
    """How many texts are read."""
    return int(re.match(r"(\d+) of", page.locator(".answer").inner_text()).group(1))  # type: ignore[union-attr]


def test_keys_pick_keep_and_take_back(chromium: Any, site: str) -> None:
    context = chromium.new_context()
    come_in(context, site, LEAD)
    page = context.new_page()
    page.goto(site + CODE)
    before, text = read(page), page.locator(".coding__text").inner_text()
    second = page.locator("[data-key='2']")
    page.keyboard.press("2")
    assert second.is_checked()
    page.keyboard.press("2")
    assert not second.is_checked()
    page.keyboard.press("2")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert read(page) == before + 1
    with page.expect_navigation():
        page.keyboard.press("x")
    assert read(page) == before + 2
    for left in (1, 0):
        with page.expect_navigation():
            page.keyboard.press("u")
        assert read(page) == before + left
    assert page.locator(".coding__text").inner_text() == text
    page.locator("h1").click()
    page.keyboard.press("2")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert not second.is_checked()
    assert read(page) == before
    context.close()


def test_plain_buttons_do_the_same(chromium: Any, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    come_in(context, site, LEAD)
    page = context.new_page()
    page.goto(site + CODE)
    before = read(page)
    page.locator("input[name=themes]").first.check()
    follow(page, page.get_by_role("button", name="Keep it, next"))
    assert read(page) == before + 1
    follow(page, page.get_by_role("button", name="Take the last one back"))
    assert read(page) == before
    assert "Here it is again." in page.locator("main").inner_text()
    context.close()
