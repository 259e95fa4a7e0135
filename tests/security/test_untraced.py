"""Where the page promises that who said it is kept nowhere, a program's call leaves no more than a press on the page."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOW
from takehold.cocreation.models import Nomination
from takehold.cocreation.operations import canvassing
from takehold.initiatives.models import Sent
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.models import Tool
from takehold.shadow_it.operations import promises

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "mine"}
PROMISE = PromiseInput(
    "Nobody is blamed for a tool.", "What the law wants reported is reported.", "Extension 4410"
)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def send(client: Client, path: str, said: Any, *, how: str = "post") -> int:
    address, body = f"/api/v1{path}", json.dumps(said)
    status: int = getattr(client, how)(
        address, body, content_type="application/json", headers=KEY
    ).status_code
    return status


def test_who_turns_to_whom_is_in_no_table_once_it_is_closed(house: Any, change: Any) -> None:
    asked: dict[str, Any] = {"now": NOW}
    made = canvassing.write_down(
        viewer=house.viewer("lead"), slug=change.slug, question="Whom do you ask?",
        closes_on=NOW.date() + timedelta(days=9), now=NOW,
    )  # fmt: skip
    for who, event in (("works council", "agree"), ("lead", "open")):
        canvassing.turn(viewer=house.viewer(who), canvass_id=made, event=event, **asked)
    said = {"whom": ["Mia Manager"], "willing": False}
    for _ in range(2):
        assert send(house.client("member"), f"/canvasses/{made}/mine", said, how="put") == 200
    assert Nomination.objects.count() == 1
    canvassing.turn(viewer=house.viewer("lead"), canvass_id=made, event="close", **asked)
    assert (Nomination.objects.count(), Sent.objects.count()) == (0, 0)


def test_who_told_of_a_tool_or_of_a_misstep_is_in_no_table(house: Any, change: Any) -> None:
    number = promises.draft(viewer=house.viewer("it lead"), said=PROMISE, now=NOW)
    promises.sign(viewer=house.viewer("sponsor"), number=number, said=PROMISE, now=NOW)
    member = house.client("member")
    tool = {
        "name": "The film exchange",
        "kind": "service",
        "used_for": "Films for practices.",
        "people": "10-19",
    }
    assert send(member, "/shadow", {**tool, "ask_me": True}) == 201
    assert send(member, f"/shadow/{Tool.objects.get().pk}/forget-me", {}) == 200
    ours = {"title": "We began too early", "happened": "Training came after the start."}
    assert send(member, f"/changes/{change.slug}/missteps", ours) == 201
    assert Sent.objects.count() == 0
