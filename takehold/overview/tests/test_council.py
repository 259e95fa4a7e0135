"""The council's pages, from a request that lacks everything to a decision whose condition was kept."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.gaps.facts import ConcernInput, ConcernKind
from takehold.gaps.operations import concerns
from takehold.governance import models
from takehold.governance.queries import requests as requests_of
from takehold.governance.tests.council import (
    TODAY,
    a_body,
    a_priority,
    a_request,
    complete,
    decided,
    on_agenda,
    version_of,
)
from takehold.governance.tests.ordered import issued
from takehold.influence.facts import Influence, Kind, PositionInput, StakeholderInput, Support
from takehold.influence.operations import stakeholders
from takehold.overview.queries import framing
from takehold.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_from_what_is_missing_to_a_decision_that_was_kept(house: Any, change: Any) -> None:
    body = a_body(house)
    asker, council = house.client("it lead"), house.client("council")
    begun = asker.post(
        "/council/requests/new/",
        {"title": "Tablets", "body": body, "purpose": "decide", "ask": "Buy ten.", "change": change.slug,
         "co_owner": Person.objects.get(id=house.people["manager"]).name},
    )  # fmt: skip
    assert begun.status_code == 302
    made = models.Request.objects.get().pk
    page = asker.get(f"/council/requests/{made}/").content.decode()
    assert "9 things are missing" in page
    assert "There is no option “do nothing”" in page
    assert council.get(f"/council/requests/{made}/").status_code == 404
    refused = asker.post(f"/council/requests/{made}/send/", {"version": version_of(made)})
    assert refused.status_code == 422
    assert "Something is missing from it" in refused.content.decode()
    complete(house, made)
    assert asker.post(f"/council/requests/{made}/send/", {"version": version_of(made)}).status_code == 302
    sent_back = council.post(
        f"/council/requests/{made}/turn/",
        {"event": "back", "reason": "Say what the wards want.", "version": version_of(made)},
    )
    assert sent_back.status_code == 302
    assert "Say what the wards want." in asker.get(f"/council/requests/{made}/").content.decode()
    asker.post(f"/council/requests/{made}/send/", {"version": version_of(made)})
    agenda = {"event": "agenda", "meets_on": str(TODAY), "version": version_of(made)}
    assert council.post(f"/council/requests/{made}/turn/", agenda).status_code == 302
    entered = council.post(
        f"/council/requests/{made}/decide/",
        {"outcome": "conditions", "reason": "Safe doses.", "holder": "role:it lead", "decided_on": str(TODAY),
         "review_on": str(TODAY + timedelta(days=90)), "condition-1": "One form first", "kind-1": "condition",
         "holder-1": "role:lead", "due-1": str(TODAY + timedelta(days=30)), "version": version_of(made)},
    )  # fmt: skip
    assert entered.status_code == 302
    register = house.client("member").get("/council/decisions/").content.decode()
    assert "approved with conditions" in register
    assert "1 condition or commitment is open" in register
    one, decision = models.Commitment.objects.get(), models.Decision.objects.get()
    kept = house.client("lead").post(
        f"/council/decisions/{decision.pk}/commitments/{one.pk}/",
        {"event": "keep", "said": "All wards signed.", "version": 1},
    )
    assert kept.status_code == 302
    assert "All wards signed." in house.client("member").get(entered["Location"]).content.decode()


def test_a_review_in_the_past_is_refused_on_the_page_and_what_was_typed_stays(house: Any) -> None:
    made = on_agenda(house)
    sent = {"outcome": "approved", "reason": "Safe doses.", "holder": "role:it lead", "decided_on": str(TODAY),
            "review_on": str(TODAY - timedelta(days=1)), "version": version_of(made)}  # fmt: skip
    refused = house.client("council").post(f"/council/requests/{made}/decide/", sent)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "is over already" in text
    assert "Safe doses." in text


def test_what_other_rooms_know_is_looked_up_and_kept(house: Any, change: Any) -> None:
    body, lead = a_body(house), house.viewer("lead")
    said = StakeholderInput("Night shifts", Kind.GROUP, Influence.HEARD, "Sleep")
    one = stakeholders.write_down(viewer=lead, slug=change.slug, said=said, now=NOW)
    stated = PositionInput(Support.RATHER_AGAINST, "Their huddle", TODAY, "Too many clicks")
    stakeholders.state(viewer=lead, slug=change.slug, stakeholder_id=one, said=stated, now=NOW)
    client = house.client("lead")
    client.post(
        "/council/requests/new/",
        {"title": "Tablets", "body": body, "purpose": "decide", "ask": "Buy ten.", "change": change.slug},
    )
    made = models.Request.objects.get().pk
    assert client.post(f"/council/requests/{made}/check/").status_code == 302
    page = client.get(f"/council/requests/{made}/").content.decode()
    assert "Night shifts: " in page
    found = requests_of.request(viewer=lead, request_id=made)
    assert found.known == framing.known(viewer=lead, request=found)
    assert house.client("it lead").post(f"/council/requests/{made}/check/").status_code == 404


def test_the_page_of_the_council_shows_what_waits_and_asks_as_often_however_much(
    house: Any, change: Any
) -> None:
    client = house.client("council")
    assert "Nothing waits for a decision." in client.get("/council/").content.decode()
    decided(house)
    body = models.Body.objects.get().pk
    raised = concerns.raise_concern(
        viewer=house.viewer("lead"), slug=change.slug, now=NOW,
        said=ConcernInput(ConcernKind.RIGHT, "The drawer is needed at night"),
    )  # fmt: skip
    concerns.ask_council(viewer=house.viewer("member"), slug=change.slug, concern_id=raised, now=NOW)
    with CaptureQueriesContext(connection) as before:
        text = client.get("/council/").content.decode()
    assert "The drawer is needed at night" in text
    assert "1 thing waits for a decision." in text
    on_agenda(house, body)
    with CaptureQueriesContext(connection) as after:
        assert "2 things wait for a decision." in client.get("/council/").content.decode()
    assert len(before) == len(after) <= 15
    assert a_priority(house, body, "Another")


def test_what_is_missing_is_sent_back_in_one_click(house: Any) -> None:
    made = a_request(house, a_body(house))
    asker, council = house.client("it lead"), house.client("council")
    sent = {"version": version_of(made), "despite": "The budget closes on Friday."}
    assert asker.post(f"/council/requests/{made}/send/", sent).status_code == 302
    page = council.get(f"/council/requests/{made}/").content.decode()
    assert "is asked to decide. 9 things are missing" in page
    said = dict(re.findall(r'type="hidden" name="(event|reason|version)" value="([^"]*)"', page))
    assert "There is no option “do nothing”" in said["reason"]
    assert council.post(f"/council/requests/{made}/turn/", said).status_code == 302
    told = asker.get(f"/council/requests/{made}/").content.decode()
    assert "sent back: It does not say which priority" in told
    assert "Send it again" in told
    assert "Send it back with this list" not in council.get(f"/council/requests/{made}/").content.decode()


def test_a_directive_that_lapses_soon_stands_on_the_page_of_the_council(house: Any) -> None:
    client, made = house.client("council"), issued(house)
    models.Directive.objects.update(expires_on=TODAY + timedelta(days=5))
    text = client.get("/council/").content.decode()
    assert "1 directive lapses soon unless it is reviewed." in text
    assert f"/council/directives/{made}/" in text
    models.Directive.objects.update(expires_on=TODAY + timedelta(days=60))
    assert "lapses soon" not in client.get("/council/").content.decode()


def test_options_and_comments_are_added_on_their_pages(house: Any) -> None:
    made = a_request(house, a_body(house))
    client = house.client("it lead")
    at = f"/council/requests/{made}/lines/"
    assert client.get(at).status_code == 200
    option = {
        "name": "Do nothing",
        "pros": "No cost",
        "cons": "Copies",
        "nothing": "on",
        "version": version_of(made),
    }
    assert client.post(f"{at}option/", option).status_code == 302
    assert client.post(f"{at}option/", {**option, "version": version_of(made)}).status_code == 422
    asked = {"who": "Nights", "said_": "Fine.", "stance": "for", "version": version_of(made)}
    assert client.post(f"{at}consulted/", asked).status_code == 302
    line = models.RequestOption.objects.get().pk
    assert client.post(f"{at}option/{line}/out/").status_code == 302
    assert client.post(f"/council/requests/{made}/comment/", {"text": "Ready?"}).status_code == 302
    stale = house.client("manager").post(f"/council/requests/{made}/sign/", {"version": 1})
    assert stale.status_code == 422
    signed = house.client("manager").post(f"/council/requests/{made}/sign/", {"version": version_of(made)})
    assert signed.status_code == 302
    edited = client.post(f"/council/requests/{made}/edit/", {"title": "", "version": version_of(made)})
    assert edited.status_code == 422
