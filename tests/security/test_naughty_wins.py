"""Naughty strings through every field of wins, names, stories and screens: text wherever it is shown, in mails too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client

from conftest import NOW
from takehold.celebrate import models
from takehold.celebrate.facts import NamingState, StoryInput, WinInput
from takehold.celebrate.operations import mailing, names, screens, stories, wins
from takehold.initiatives.facts import Invalid
from takehold.ui.letters import from_text
from tests.journeys.browsing import Page, person
from tests.security import naughty
from tests.security.naughty import harm, packs, spoken
from tests.security.world import World

pytestmark = pytest.mark.django_db
LONGEST, ROUNDS = 300, 24
OF_A_MAIL: Final = harm(Page("mail", 200, from_text("Plain words.", subject="Plain")["html"].encode()))
"""The style sheets of the one layout of mails, and nothing else."""


@pytest.fixture(scope="module")
def strings(shared_data: Path) -> tuple[str, ...]:
    return naughty.listed(shared_data.parent / "bad-files", payloads=20)


def told(world: World, text: str) -> Iterator[Page]:
    """This text in every field, and every page, answer and mail that then holds it. Raises ``Invalid``."""
    house, slug = world.house, world.objects["change"]
    on: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": slug, "now": NOW}
    win = wins.tell(said=WinInput(text, house.teams["ward-1"]), **on)
    wins.publish(win_id=win, text="", **on)
    asked = names.ask(win_id=win, person_id=house.people["member"], deed=text, **on)
    member = {**on, "viewer": house.viewer("member")}
    yield person(house.client("member")).goes("/me/")
    names.answer(viewer=member["viewer"], naming_id=asked, state=NamingState.NAMED, now=NOW)
    story = stories.write(said=StoryInput(house.teams["ward-1"], text, text, text), **member)
    stories.publish(story_id=story, **on)
    key = screens.put_up(viewer=on["viewer"], slug="", name=text[:100], now=NOW)
    lead = person(house.client("lead"))
    for address in ("/wins/", f"/changes/{slug}/wins/", f"/changes/{slug}/wins/{win}/"):
        yield lead.goes(address)
    screen = Client().get(f"/screen/{key}/")
    yield Page("/screen/", screen.status_code, screen.content)
    mailing.ask(win_id=win, language="en", **on)
    message = mailing.message(models.Mailing.objects.select_related("win__initiative").latest("id"))
    assert "\n" not in message["subject"]
    yield Page("mail", 200, message["html"].encode())


def test_what_was_told_is_read_as_it_was_told_or_refused_in_a_sentence(
    world: World, strings: tuple[str, ...]
) -> None:
    through, refused = 0, []
    texts = packs(strings, LONGEST)
    for text in texts[:: max(1, len(texts) // ROUNDS)]:
        with transaction.atomic():
            try:
                for page in told(world, text):
                    assert page.status == 200, page.address
                    assert harm(page) == (OF_A_MAIL if page.address == "mail" else []), page.address
                    kept = models.Win.objects.latest("id").text
                    assert spoken(kept) in spoken(page.text), page.address
                through += 1
            except Invalid as error:
                refused.append(str(error))
            transaction.set_rollback(True)
    assert through > 10
    assert [each for each in refused if not each.endswith(".")] == []
