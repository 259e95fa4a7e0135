"""A theme of the codebook is counted in listened channels too, by words of its own; whoever does not hear them is told nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps.facts.codebook import WordingInput
from takehold.gaps.facts.counted import Heard
from takehold.gaps.operations import codebook as operations
from takehold.gaps.queries import codebook, counted
from takehold.gaps.queries.rights import change_of
from takehold.gaps.tests import written
from takehold.gather import models as gather
from takehold.gather.operations import themes
from takehold.gather.queries.themes import names
from takehold.gather.tests.answered import initiative_id
from takehold.initiatives.facts import Invalid
from takehold.people.facts import RoleFact, RoleKind

MONDAY = date(2026, 2, 2)
FORM = WordingInput("Form", "The form costs time.")
Listened = Callable[..., int]


@pytest.fixture
def listened(house: Any, change: Any) -> Listened:
    """Hear of a theme in weeks of a channel of the change; the theme's number."""

    def hear(*weeks: int, of: str = change.slug) -> int:
        lead, of_change = house.viewer("lead"), initiative_id(change.slug)
        theme = themes.save_theme(viewer=lead, name="Nine fields", words=("nine fields",), slug=of, now=NOW)
        channel = gather.Channel.objects.create(
            name="rollout", kind="csv", initiative_id=of_change, announced_on=MONDAY, announced_where="Pinned"
        )
        heard = gather.Hearing.objects.create(
            channel=channel, sha256="0" * 64, filename="a.csv", first=MONDAY, last=MONDAY, messages=99, left_out=0,
            heard_at=NOW,
        )  # fmt: skip
        for week, messages in enumerate(weeks):
            gather.Mention.objects.create(
                hearing=heard, theme_id=theme, week=MONDAY + timedelta(weeks=week), messages=messages
            )
        return theme

    return hear


def begun(house: Any, change: Any, words: int | None) -> int:
    said = replace(FORM, heard_as=words)
    return operations.begin_theme(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)


@pytest.mark.django_db
def test_messages_are_added_up_over_their_weeks(house: Any, change: Any, listened: Listened) -> None:
    theme = begun(house, change, listened(5, 12))
    lead = house.viewer("lead")
    book = codebook.themes(change=change_of(lead, change.slug))
    assert counted.heard(viewer=lead, book=book) == {theme: Heard(17, 2, MONDAY, MONDAY + timedelta(weeks=1))}
    team = RoleFact(RoleKind.MANAGER, house.teams["ward-1"])
    elsewhere = replace(house.viewer("manager"), roles=(team,), seen={})
    assert counted.heard(viewer=elsewhere, book=book) == {}, "who does not hear the channel"


@pytest.mark.django_db
def test_the_pages_and_programs_say_so(house: Any, change: Any, listened: Listened) -> None:
    written.book(house, change.slug, ("Time", "Showing"))
    form = begun(house, change, listened(5, 12))
    written.survey(house, change.slug)
    written.sort_all(house, change.slug, "lead", {written.LINES[1]: [form]})
    lead, at = house.client("lead"), f"/changes/{change.slug}/themes/"
    page = lead.get(f"{at}{form}/").content.decode()
    assert "In open channels 17 messages hold its words" in page
    assert "Messages in open channels" in lead.get(f"{at}written/").content.decode()
    told = lead.get(f"/api/v1/changes/{change.slug}/written").json()["channels"]
    assert told == {str(form): {"messages": 17, "weeks": 2, "first": "2026-02-02", "last": "2026-02-09"}}
    assert lead.get(f"/api/v1/changes/{change.slug}/codebook").json()["items"][-1]["heard_as"]


@pytest.mark.django_db
def test_the_form_offers_the_words_and_keeps_them(house: Any, change: Any, listened: Listened) -> None:
    words, lead = listened(5), house.client("lead")
    theme = begun(house, change, None)
    at = f"/changes/{change.slug}/themes/{theme}/edit/"
    assert "Nine fields" in lead.get(at).content.decode()
    kept = {"name": "Form", "meaning": "The form costs time.", "reason": "Also heard.", "heard_as": words}
    assert lead.post(at, kept).status_code == 302
    (now,) = codebook.themes(change=change_of(house.viewer("lead"), change.slug))
    assert now.heard_as == words
    assert lead.post(at, {**kept, "heard_as": ""}).status_code == 302
    (now,) = codebook.themes(change=change_of(house.viewer("lead"), change.slug))
    assert now.heard_as is None


@pytest.mark.django_db
def test_words_of_another_change_cannot_be_taken(house: Any, change: Any, listened: Listened) -> None:
    words = listened(5)
    assert names(initiative_id=initiative_id(change.slug)) == ((words, "Nine fields"),)
    with pytest.raises(Invalid) as refused:
        begun(house, change, words + 1)
    assert refused.value.field == "heard_as"
    begun(house, change, words)
    gather.Theme.objects.all().delete()
    (now,) = codebook.themes(change=change_of(house.viewer("lead"), change.slug))
    assert now.heard_as is None, "words that were given up count nothing"
