"""The page of those who facilitate: what is refused is told at its place, and nobody else reads who waits."""

from __future__ import annotations

from typing import Any

from takehold.cocreation import models
from takehold.cocreation.facts import State


def test_what_cannot_be_is_told_and_changes_nothing(house: Any, nights: int) -> None:
    lead, at = house.client("lead"), f"/cocreate/{nights}/moderate/"
    row = models.Contribution.objects.filter(round_id=nights).order_by("id").first()
    assert row is not None
    settle = f"/cocreate/{nights}/contributions/{row.pk}/"
    told = lead.post(settle, {"event": "remove", "reason": ""}, follow=True)
    assert told.redirect_chain == [(at, 302)]
    assert "Write a few words" in told.content.decode()
    row.refresh_from_db()
    assert row.state == State.OPEN
    lead.post(settle, {"event": "nonsense", "reason": "x"})
    row.refresh_from_db()
    assert row.state == State.OPEN


def test_what_is_taken_out_stands_there_with_its_reason_and_comes_back(house: Any, nights: int) -> None:
    lead, at = house.client("lead"), f"/cocreate/{nights}/moderate/"
    row = models.Contribution.objects.filter(round_id=nights).order_by("id").first()
    assert row is not None
    settle = f"/cocreate/{nights}/contributions/{row.pk}/"
    done = lead.post(settle, {"event": "remove", "reason": "Names a ward that closed"}, follow=True)
    assert "Done, and readable by all with its reason." in done.content.decode()
    assert "Names a ward that closed" in lead.get(at).content.decode()
    lead.post(settle, {"event": "restore"})
    row.refresh_from_db()
    assert row.state == State.OPEN


def test_only_those_who_facilitate_read_it(house: Any, nights: int) -> None:
    at = f"/cocreate/{nights}/moderate/"
    assert house.client("lead").get(at).status_code == 200
    assert house.client("member").get(at).status_code == 403
    assert house.client("stranger").get(at).status_code == 404
    refused = house.client("member").post(f"/cocreate/{nights}/statements/", {"lines": "One more."})
    assert refused.status_code == 403


def test_names_that_are_nobodys_are_refused_at_the_field(house: Any, nights: int) -> None:
    wrong = house.client("lead").post(f"/cocreate/{nights}/facilitators/", {"who": "Nobody Known"})
    assert (wrong.status_code, "Nobody Known" in wrong.content.decode()) == (422, True)
    assert not models.Facilitator.objects.exists()
