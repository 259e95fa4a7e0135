"""axe on what stands behind the lists of gathering: one note, one voice, one channel, one system, a survey in each state."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .pages import HANDOVER, LEAD, MANAGER, STEWARD, come_in
from .test_surveys import findings

CHANGE = HANDOVER.rsplit("/", 1)[-1]
NUMBER = r"(?:[0-9a-f-]{36}|\d+)"
BEHIND = (
    (MANAGER, "/notes/", rf"^/notes/{NUMBER}/$"),
    (LEAD, "/voices/", rf"^/voices/said/{NUMBER}/$"),
    (LEAD, "/voices/", rf"^/voices/themes/{NUMBER}/$"),
    (LEAD, "/voices/channels/", rf"^/voices/channels/{NUMBER}/$"),
    (STEWARD, "/sources/", rf"^/sources/{NUMBER}/$"),
    (LEAD, f"/waves/?change={CHANGE}", rf"^/waves/{NUMBER}/$"),
)
"""Who opens which list, and what the addresses behind it look like."""
OF_A_SURVEY = ("", "results/", "you-said/", "questions/", "preview/", "last-day/")


def behind(page: Any, wanted: str) -> list[str]:
    """Addresses of this kind on a page, in their order."""
    every = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys(each for each in every if each and re.match(wanted, each)))


def looked_at(page: Any, site: str, paths: list[str], width: int) -> dict[str, list[str]]:
    """What axe finds on each of these pages; none is wider than the window."""
    wrong = {}
    for path in paths:
        answer = page.goto(site + path)
        assert answer.status == 200, path
        if found := findings(page):
            wrong[path] = found
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    return wrong


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize(("who", "where", "wanted"), BEHIND, ids=[each[2] for each in BEHIND])
def test_axe_finds_nothing_behind_a_list(
    chromium: Any, site: str, who: str, where: str, wanted: str, width: int, theme: str
) -> None:
    context = chromium.new_context(
        bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme=theme
    )
    come_in(context, site, who)
    page = context.new_page()
    page.goto(site + where)
    found = behind(page, wanted)
    assert found, f"nothing stands behind {where}"
    surveys = where.startswith("/waves/")
    paths = [each + part for each in found for part in OF_A_SURVEY] if surveys else found[:3]
    wrong = looked_at(page, site, paths, width)
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("kind", ["poster", "kiosk"])
def test_each_way_in_that_a_survey_offers_is_whole(chromium: Any, site: str, kind: str) -> None:
    """On a phone and in the dark; what it leads to opens without an account."""
    context = chromium.new_context(
        bypass_csp=True, viewport={"width": 390, "height": 844}, color_scheme="dark"
    )
    come_in(context, site, LEAD)
    page = context.new_page()
    page.goto(f"{site}/waves/?change={CHANGE}")
    offered = []
    for survey in behind(page, rf"^/waves/{NUMBER}/$"):
        page.goto(site + survey)
        offered += behind(page, rf"^/waves/{NUMBER}/poster/{kind}/$")
    assert offered, f"no survey of the demo offers a {kind}"
    assert looked_at(page, site, offered, 390) == {}
    code = page.locator(".poster__code svg")
    assert code.locator("path").count() > 0
    token = page.locator(".poster__link a").inner_text().split("/s/")[1]
    context.close()
    guest = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = guest.new_page()
    page.goto(f"{site}/s/{token}")
    assert page.url == f"{site}/s/"
    assert page.locator("button.next").count() == 1
    guest.close()
