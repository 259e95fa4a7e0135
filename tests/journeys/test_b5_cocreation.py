"""B5 co-creation: a real question, votes, answers, an idea that goes live, and whose it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW, House
from takehold.celebrate.models import Win
from takehold.celebrate.operations import finding
from takehold.cocreation.models import Contribution, Round, Voter
from takehold.initiatives import operations as initiatives

SOON = (NOW.date() + timedelta(days=7)).isoformat()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_an_idea_goes_from_a_nurse_to_the_ward_and_her_name_stands_with_the_change(
    house: House, change: Any
) -> None:
    initiatives.refresh(change.behaviour_id, NOW)
    lead, member, other = (house.client(role) for role in ("lead", "member", "other"))
    asked = {
        "question": "How should handover notes work on nights?", "open": "When and where", "decides": "The board",
        "how": "By what all agree on", "closes_on": SOON, "at_once": "on",
    }  # fmt: skip
    said = {**asked, "change": change.slug, "at_once": True}
    answer = lead.post("/api/v1/rounds", said, content_type="application/json")
    assert answer.status_code == 200, answer.content
    made = Round.objects.latest("pk").pk
    at = f"/cocreate/{made}/"
    lead.post(f"{at}statements/", {"lines": "Three fields are enough.\nPaper was quicker."})
    lead.post(f"{at}turn/", {"event": "open", "version": Round.objects.get(pk=made).version})
    assert Round.objects.get(pk=made).state == "open"
    first = Contribution.objects.filter(round_id=made).order_by("id").first()
    assert first is not None
    for voter in (member, house.client("manager"), other, house.client("small")):
        voter.post(f"{at}vote/", {"statement": first.pk, "choice": "agree"})
    member.post(f"{at}ideas/", {"kind": "design", "text": "The last note stands beside the new one."})
    idea = Contribution.objects.get(round_id=made, kind="design")
    assert "closed" in text(member, f"{at}results/")

    lead.post(f"{at}turn/", {"event": "close", "version": Round.objects.get(pk=made).version})
    assert not Voter.objects.filter(round_id=made, person__isnull=False).exists()
    assert "Fewer than 5 people took part" in text(member, f"{at}results/")
    assert "0 of 1 contributions have their answer." in text(lead, f"{at}answers/")

    answered = lead.post(f"{at}answers/{idea.pk}/", {
        "outcome": "adopted", "reason": "It saves time.", "behaviour": change.behaviour_id,
        "live_on": NOW.date().isoformat(), "version": "0",
    })  # fmt: skip
    assert answered.status_code == 302
    assert Round.objects.get(pk=made).state == "answered"
    assert "Max Member" not in text(other, f"/changes/{change.slug}/authorship/")
    assert "1 idea of yours is in use." in text(member, "/me/ideas/")
    member.post(f"{at}answers/{idea.pk}/wish/", {"wish": "named"})

    page = text(other, f"/changes/{change.slug}/authorship/")
    for words in (
        "1 of 1 contributions is in this change. 1 is in use.",
        "Written with: Max Member",
        "The handover is written in the record",
    ):
        assert words in page
    assert "Written with: Max Member" in text(other, f"/changes/{change.slug}/charter/")
    finding.look(slug=change.slug, now=NOW)
    assert Win.objects.filter(kind="idea").count() == 1
