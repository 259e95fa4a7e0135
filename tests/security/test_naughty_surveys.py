"""Naughty strings through every field of a survey's forms, its questions and its free lines: text wherever it is shown."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from conftest import NOW, House
from takehold.gather.models import Wave
from takehold.gather.operations import inviting, opening
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.tests.surveying import Respondent, after, token_of
from tests.journeys.browsing import Page, person
from tests.security import naughty
from tests.security.naughty import kept, packs, same_shape, spoken, typed
from tests.security.world import World

pytestmark = pytest.mark.django_db
ROUNDS = 6
WIDE = {"title": 200, "question": 300, "choice": 100, "why": 300, "free": 900, "said": 500, "answer": 900}
"""The longest text that each field of a survey takes."""


@pytest.fixture(scope="module")
def strings(shared_data: Path) -> tuple[str, ...]:
    return naughty.listed(shared_data.parent / "bad-files", payloads=20)


def form(said: Mapping[str, str]) -> bytes:
    choices = [{"value": "a", "text": said["choice"]}, {"value": "b", "text": "Another"}]
    asked = [
        {"type": "radiogroup", "name": "way", "title": said["question"], "choices": choices},
        {"type": "comment", "name": "free", "title": said["question"]},
    ]
    return json.dumps({"title": said["title"], "pages": [{"name": "one", "elements": asked}]}).encode()


def through(house: House, wave: Wave, said: Mapping[str, str]) -> dict[str, Page]:
    """One survey from its plan to "you said, we did", with these texts in every field, and every page of it."""
    lead, at = person(house.client("lead")), f"/waves/{wave.pk}/"
    before = Wave.objects.get(initiative=wave.initiative, state="closed")
    answer_survey(viewer=house.viewer("lead"), wave_id=before.pk, lines=[("Slow", True, "A cart.")], now=NOW)
    pages: dict[str, Page] = {}
    lead.goes(f"{at}edit/")
    pages["planned"] = lead.presses("Save the plan", title=said["title"])
    lead.goes(f"{at}questions/")
    file = io.BytesIO(form(said))
    file.name = "survey.json"
    pages["preview"] = lead.presses("Use these questions", {"file": file})
    pages |= {part: lead.goes(f"{at}{part}/") for part in ("edit", "questions")}
    lead.goes(at)
    opening.open_survey(viewer=house.viewer("lead"), wave_id=wave.pk, now=NOW)
    lead.goes(f"{at}last-day/")
    pages["moved"] = lead.presses("Move it and tell everybody", day="2026-03-05", reason=said["why"])
    inviting.send_invitations(wave_id=wave.pk, now=NOW)
    row = Wave.objects.get(pk=wave.pk)
    for nth in range(12):
        respondent = Respondent(Client())
        respondent.come(token_of(row, nth=nth))
        pages["start"] = Page("/s/", 200, respondent.page.content)
        done = respondent.all_through([{"answer": "0"}, {"answer": said["free"]}])
        assert done.status_code == 200, done.content.decode()[:2000]
    assert opening.close_when_due(wave_id=wave.pk, now=after(row, NOW))
    pages["results"] = lead.goes(f"{at}results/")
    lead.goes(f"{at}you-said/")
    line = {"line-0-said": said["said"], "line-0-done": "yes", "line-0-answer": said["answer"]}
    pages["answered"] = lead.presses("Let everybody read it", **line)
    pages["listed"] = lead.goes("/waves/")
    return pages


def plan_of(world: World) -> Wave:
    return Wave.objects.get(pk=world.objects["plan"])


def test_every_field_of_a_survey_is_text_wherever_it_is_shown(world: World, strings: tuple[str, ...]) -> None:
    with transaction.atomic():
        plain = through(world.house, plan_of(world), {name: f"{naughty.PLAIN} {name}" for name in WIDE})
        transaction.set_rollback(True)
    texts = {name: cycle(packs(strings, longest)) for name, longest in WIDE.items()}
    for at, name in enumerate(texts):
        for _ in range(at * 7):
            next(texts[name])
    for _ in range(ROUNDS):
        said = {name: next(each) for name, each in texts.items()}
        mail.outbox.clear()
        with transaction.atomic():
            pages = through(world.house, plan_of(world), said)
            transaction.set_rollback(True)
        refused = {name: page.text[:500] for name, page in pages.items() if page.status != 200}
        assert refused == {}, said
        for name, page in pages.items():
            same_shape(page, plain[name])
        came_back(pages, said)
        assert all("\n" not in each.subject for each in mail.outbox)


def came_back(pages: Mapping[str, Page], said: Mapping[str, str]) -> None:
    """Letter by letter where it was typed, and as it is spoken on the pages that tell of it."""
    assert typed(pages["edit"], "title") == kept(said["title"])
    for page, part in (
        ("planned", "title"),
        ("listed", "title"),
        ("answered", "said"),
        ("answered", "answer"),
    ):
        assert spoken(kept(said[part])) in pages[page].text
    for page in ("preview", "questions", "results"):
        assert spoken(said["question"]) in pages[page].text


def test_what_cannot_be_kept_is_refused_in_a_sentence(world: World) -> None:
    lead, at = person(world.house.client("lead")), f"/waves/{world.objects['plan']}/"
    for bad in ("x" * 201, "a\0b", " "):
        lead.goes(f"{at}edit/")
        page = lead.presses("Save the plan", title=bad)
        assert page.status == 422
        wrong = [each.text for each in page.root.every("p") if "field__error" in each["class"]]
        assert wrong[0].endswith(".")
    for bad in (
        b"",
        b"[]",
        b"{",
        b'{"pages": 7}',
        b'{"elements": [{"type": "html", "name": "x"}]}',
        b"\xff\xfe",
    ):
        lead.goes(f"{at}questions/")
        file = io.BytesIO(bad)
        file.name = "survey.json"
        page = lead.presses("Use these questions", {"file": file})
        assert page.status == 422, bad
        assert naughty.harm(page) == []
