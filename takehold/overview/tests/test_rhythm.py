"""The loop of a change on its page: chosen, done, called business as usual, taken up again."""

from __future__ import annotations

from unittest import mock

import pytest

from conftest import NOW
from takehold.initiatives import models, operations, queries
from takehold.initiatives.queries import rhythm as kept
from takehold.overview.queries import turning


@pytest.fixture(autouse=True)
def _on_the_day():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def test_a_lead_lets_the_loop_turn_and_everybody_reads_what_is_next(house, change) -> None:
    lead, reader = house.client("lead"), house.client("manager")
    address = f"/changes/{change.slug}/rhythm/"
    assert "No rhythm is chosen yet" in reader.get(address).content.decode()
    assert reader.post(address, {"every_weeks": 8}).status_code == 403
    assert lead.post(address, {"every_weeks": 1}).status_code == 422
    page = lead.post(address, {"every_weeks": 8}, follow=True).content.decode()
    assert "Next: Gather, by 16 March." in page
    assert "Next: Gather, by 16 March." in reader.get(f"/changes/{change.slug}/").content.decode()
    done = {"turn": 1, "part": "gather", "what": "Survey closed, 31 answered."}
    assert lead.post(f"{address}done/", {**done, "what": " "}).status_code == 422
    page = lead.post(f"{address}done/", done, follow=True).content.decode()
    assert "Survey closed, 31 answered." in page
    assert "Next: Find the gaps, by 30 March." in page


def test_what_speaks_against_business_as_usual_is_said_and_needs_a_reason(house, change) -> None:
    lead = house.client("lead")
    operations.refresh(change.behaviour_id, NOW)
    address = f"/changes/{change.slug}/rhythm/"
    lead.post(address, {"every_weeks": 8})
    page = lead.get(address).content.decode()
    assert "No operational leader co-owns it." in page
    assert "No gap is open." in page
    refused = lead.post(f"{address}settle/", {"despite": ""})
    assert refused.status_code == 422
    assert "Not everything holds yet" in refused.content.decode()
    page = lead.post(f"{address}settle/", {"despite": "The wards own it."}, follow=True).content.decode()
    assert "Business as usual since 2 March." in page
    assert "The wards own it." in page
    page = lead.post(f"{address}again/", follow=True).content.decode()
    assert "taken up again by those who lead it" in page
    assert models.Settled.objects.get().ended_because == "person"


def test_every_criterion_has_words_for_each_outcome(house, change) -> None:
    viewer = house.viewer("lead")
    for each in (
        *kept.criteria(viewer=viewer, slug=change.slug),
        *turning.criteria(viewer, queries.initiative(viewer=viewer, slug=change.slug)),
    ):
        for n in (None, 0, 1, 3):
            assert turning.told(type(each)(each.code, n))
