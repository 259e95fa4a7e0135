"""Priorities and values, how a change serves them, and charters in versions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.audit.models import Line
from takehold.governance import models
from takehold.governance.facts.bodies import Holder
from takehold.governance.facts.priorities import CharterInput, EvidenceInput, EvidenceKind, PriorityKind
from takehold.governance.operations import charter as charters
from takehold.governance.operations import priorities as operations
from takehold.governance.queries import charter as charter_queries
from takehold.governance.queries import priorities as queries
from takehold.governance.tests.council import TODAY, a_body, a_priority
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries import behaviours
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(house: Any) -> int:
    return a_body(house)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"holder": Holder()}, "holder", "which body or role"),
        ({"holder": Holder(body_id=999_999)}, "holder", "which body or role"),
        ({"last": None}, "last", "until when"),
        ({"last": TODAY - timedelta(days=90)}, "last", "before it began"),
        ({"name": " "}, "name", "Write a few words"),
        ({"why": ""}, "why", "Write a few words"),
    ],
)
def test_what_is_missing_is_asked_for(
    house: Any, body: int, wrong: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        a_priority(house, body, **wrong)
    assert refused.value.field == field
    assert not models.Priority.objects.exists()


def test_a_value_stays_and_a_priority_ends(house: Any, body: int) -> None:
    a_priority(house, body, "Nobody is harmed", kind=PriorityKind.VALUE, last=None)
    a_priority(house, body, "Shorter waits", last=TODAY - timedelta(days=1))
    a_priority(house, body, "Safe doses")
    found = queries.priorities(viewer=house.viewer("member"))
    assert [(each.said.name, each.holds) for each in found] == [
        ("Safe doses", True), ("Nobody is harmed", True), ("Shorter waits", False),
    ]  # fmt: skip
    assert found[0].said.holder == Holder(body, "The digital council")
    with pytest.raises(NotYours):
        queries.priorities(viewer=house.viewer("stranger"))


def test_only_the_council_and_administrators_keep_them_and_nobody_writes_over_a_newer_one(
    house: Any, body: int
) -> None:
    made = a_priority(house, body)
    said = queries.priority(viewer=house.viewer("lead"), priority_id=made).said
    for role in ("lead", "sponsor", "member"):
        with pytest.raises(NotAllowed):
            operations.edit(viewer=house.viewer(role), priority_id=made, said=said, version=1, now=NOW)
    operations.edit(viewer=house.viewer("admin"), priority_id=made, said=said, version=1, now=NOW)
    with pytest.raises(Conflict):
        operations.edit(viewer=house.viewer("council"), priority_id=made, said=said, version=1, now=NOW)
    with pytest.raises(Conflict):
        a_priority(house, body)


def test_it_is_a_claim_until_something_shows_it(house: Any, change: Any, body: int) -> None:
    priority, lead = a_priority(house, body), house.viewer("lead")
    made = operations.serve(
        viewer=lead, slug=change.slug, priority_id=priority, how="Nothing is copied by hand.", now=NOW
    )
    (claim,) = charter_queries.charter(viewer=house.viewer("member"), slug=change.slug)[0].services
    assert claim.claim
    key = behaviours(viewer=lead, slug=change.slug)[0].key
    shown = EvidenceInput(EvidenceKind.MEASURE, key)
    operations.show(viewer=lead, slug=change.slug, service_id=made, said=shown, now=NOW)
    with pytest.raises(Conflict):
        operations.show(viewer=lead, slug=change.slug, service_id=made, said=shown, now=NOW)
    (served,) = charter_queries.charter(viewer=house.viewer("member"), slug=change.slug)[0].services
    assert not served.claim
    assert served.evidence[0].verdict == charter_queries.verdicts(house.viewer("member"), change.slug)[key]
    (priority_fact,) = queries.priorities(viewer=house.viewer("member"))
    assert [each.slug for each in priority_fact.services] == [change.slug]
    operations.serve_no_more(viewer=lead, slug=change.slug, service_id=made, now=NOW)
    assert not models.ServiceEvidence.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "http://x.example/a", "https://me:pass@x.example/", "x.example", "https://"],
)
def test_a_document_has_a_whole_and_safe_address(house: Any, change: Any, body: int, address: str) -> None:
    lead = house.viewer("lead")
    made = operations.serve(
        viewer=lead, slug=change.slug, priority_id=a_priority(house, body), how="So.", now=NOW
    )
    said = EvidenceInput(EvidenceKind.DOCUMENT, address, "Report")
    with pytest.raises(Invalid, match="https://"):
        operations.show(viewer=lead, slug=change.slug, service_id=made, said=said, now=NOW)
    good = EvidenceInput(EvidenceKind.DOCUMENT, "https://x.example/report", "Report")
    operations.show(viewer=lead, slug=change.slug, service_id=made, said=good, now=NOW)


def test_who_does_not_lead_reads_and_a_priority_that_is_over_is_served_by_nothing_new(
    house: Any, change: Any, body: int
) -> None:
    over = a_priority(house, body, last=TODAY - timedelta(days=1))
    with pytest.raises(Invalid, match="still holds"):
        operations.serve(viewer=house.viewer("lead"), slug=change.slug, priority_id=over, how="So.", now=NOW)
    for role in ("council", "sponsor", "member"):
        with pytest.raises(NotAllowed):
            operations.serve(
                viewer=house.viewer(role), slug=change.slug, priority_id=over, how="So.", now=NOW
            )
    with pytest.raises(NotYours):
        operations.serve(viewer=house.viewer("lead"), slug="no-such", priority_id=over, how="So.", now=NOW)


def test_a_charter_keeps_every_version_and_names_no_person(house: Any, change: Any) -> None:
    lead = house.viewer("lead")
    first = CharterInput(fixed_by_safety="Two people check a dose.", co_authors="The night shift")
    assert charters.keep(viewer=lead, slug=change.slug, said=first, number=0, now=NOW) == 1
    with pytest.raises(Conflict):
        charters.keep(viewer=lead, slug=change.slug, said=first, number=0, now=NOW)
    with pytest.raises(Invalid) as refused:
        charters.keep(viewer=lead, slug=change.slug, said=first, number=1, now=NOW)
    assert refused.value.field == "because"
    name = Person.objects.get(id=house.people["member"]).name
    with pytest.raises(Invalid, match="name of somebody here"):
        charters.keep(viewer=lead, slug=change.slug, said=CharterInput(co_authors=name), number=1, now=NOW)
    again = CharterInput(fixed_by_law="Kept ten years.", because="The law was forgotten.")
    assert charters.keep(viewer=lead, slug=change.slug, said=again, number=1, now=NOW) == 2
    found, _change = charter_queries.charter(viewer=house.viewer("member"), slug=change.slug)
    assert [each.said.texts for each in found.versions] == [
        ("Kept ten years.",), ("Two people check a dose.", "The night shift"),
    ]  # fmt: skip
    assert [function for function, _name in found.owners] == ["Operational co-owner", "Sponsor", "Lead"]
    actions = set(Line.objects.values_list("action", flat=True))
    assert "charter kept" in actions


def test_the_page_says_how_much_is_shown_and_asks_as_often_whatever_there_is(
    house: Any, change: Any, body: int
) -> None:
    client, lead = house.client("lead"), house.viewer("lead")
    address = f"/changes/{change.slug}/charter/"
    empty = client.get(address)
    assert "Nobody has said yet" in empty.content.decode()
    for name in ("Safe doses", "Shorter waits", "Calm nights"):
        operations.serve(
            viewer=lead, slug=change.slug, priority_id=a_priority(house, body, name), how="So.", now=NOW
        )
    text = client.get(address).content.decode()
    assert "It serves 3 priorities and values" in text
    assert "3 are claims" in text
    client.get("/priorities/")
    with CaptureQueriesContext(connection) as counted:
        listed = client.get("/priorities/").content.decode()
    assert len(counted) <= 15
    assert listed.count("a claim: nothing shows it yet") == 3


def test_forms_keep_what_was_typed_where_it_is_refused(house: Any, change: Any, body: int) -> None:
    council = house.client("council")
    sent = {"name": "Calm nights", "kind": "priority", "why": "Sleep heals.", "holder": f"body:{body}"}
    refused = council.post("/priorities/", sent)
    assert refused.status_code == 422
    assert "Calm nights" in refused.content.decode()
    kept = council.post("/priorities/", {**sent, "last": str(TODAY + timedelta(days=90))})
    assert kept.status_code == 302
    lead = house.client("lead")
    made = models.Priority.objects.get()
    lead.post(f"/changes/{change.slug}/charter/serves/", {"priority": made.pk, "how": "Fewer alarms."})
    served = models.Service.objects.get()
    wrong = lead.post(f"/changes/{change.slug}/charter/serves/{served.pk}/show/", {"address": "x"})
    assert wrong.status_code == 422
    assert "with https:// before it" in wrong.content.decode()
    charter = lead.post(
        f"/changes/{change.slug}/charter/", {"open_to_shape": "The order of fields.", "number": 0}
    )
    assert charter.status_code == 302
    edited = council.post(
        f"/priorities/{made.pk}/",
        {**sent, "why": "Rest heals.", "last": str(TODAY + timedelta(days=90)), "version": 1},
    )
    assert edited.status_code == 302
    assert models.Priority.objects.get().why == "Rest heals."
