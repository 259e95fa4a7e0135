"""How one comes to the pages of a round: who came by the link needs no account, and nothing but the sealed key lets in."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import translation

from takehold.cocreation import models
from takehold.cocreation.tests.conftest import opened
from takehold.cocreation.views.entry import cookie


def link(round_id: int) -> str:
    """The way in for all."""
    return f"/cocreate/a/{models.Round.objects.get(pk=round_id).nonce.hex}/"


def test_the_link_gives_a_browser_one_key_and_no_page_without_it(nights: int) -> None:
    client = Client()
    came = client.get(link(nights))
    page = came["Location"]
    stranger = Client().get(page)
    assert stranger.status_code == 404
    assert "How should handover notes work on nights?" not in stranger.content.decode()
    own = client.get(page)
    assert (own.status_code, own["Cache-Control"]) == (200, "private, no-cache")
    assert cookie(nights) in client.cookies


def test_a_key_opens_its_own_round_only(house: Any, change: Any, nights: int) -> None:
    other = opened(house, change)
    client = Client()
    page = client.get(link(nights))["Location"]
    client.cookies[cookie(other)] = client.cookies[cookie(nights)].value
    assert client.get(page.replace(str(nights), str(other))).status_code == 404


def test_a_page_by_the_link_is_read_in_ones_own_language(nights: int) -> None:
    with translation.override("en"):
        client = Client(headers={"accept-language": "de"})
        page = client.get(link(nights))["Location"]
        assert 'lang="de"' in client.get(page).content.decode()
        assert 'lang="en"' in client.get(page, {"lang": "en"}).content.decode()
