"""The pages of missteps and their twins for programs, as people use them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from takehold.missteps import models
from takehold.missteps.facts import MisstepState

from .conftest import TODAY, promised, read, said

pytestmark = pytest.mark.django_db
FORM = {
    "title": "We taught everybody in one week", "happened": "We put all courses into the week of the inspection.",
    "happened_on": (TODAY - timedelta(days=40)).isoformat(), "effect": "Half of the wards sent nobody.",
    "cause": "training", "why": "The room was free in no other week.", "behaviour": "handover",
}  # fmt: skip


def test_a_member_suggests_and_is_told_that_it_is_kept_nowhere(house: Any, judged: Any) -> None:
    client = house.client("member")
    assert "answered as “we”" in client.get(f"/changes/{judged.slug}/missteps/new/").content.decode()
    answer = client.post(f"/changes/{judged.slug}/missteps/new/", FORM, follow=True)
    assert "Who suggested it is kept nowhere." in answer.content.decode()
    assert "We taught everybody" not in answer.content.decode()
    row = models.Misstep.objects.get()
    assert row.state == MisstepState.DRAFT
    assert client.get(f"/missteps/{row.pk}/").status_code == 404


def test_a_person_as_the_cause_is_told_at_the_field_and_nothing_is_lost(house: Any, judged: Any) -> None:
    blamed = {**FORM, "why": "One nurse failed to read the mail."}
    answer = house.client("member").post(f"/changes/{judged.slug}/missteps/new/", blamed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "points at a person" in page
    assert "One nurse failed to read the mail." in page
    assert not models.Misstep.objects.exists()


def test_from_the_draft_to_mended_by_forms_alone(house: Any, misstep: int) -> None:
    lead = house.client("lead")
    page = lead.get(f"/missteps/{misstep}/").content.decode()
    assert "Not told yet" in page
    assert "We got something wrong." in page

    def post(where: str, **fields: Any) -> Any:
        version = models.Misstep.objects.get(pk=misstep).version
        return lead.post(f"/missteps/{misstep}/{where}", {"version": version, **fields})

    assert post("tell/", to="All wards").status_code == 302
    promise = {"what": "One screen.", "owner_role": "lead", "due_on": (TODAY + timedelta(days=9)).isoformat()}
    assert post("promises/", **{**promise, "due_on": ""}).status_code == 422
    assert post("promises/", **promise).status_code == 302
    assert post("turn/", event="begin").status_code == 302
    assert "once every promise is kept" in post("turn/", event="finish").content.decode()
    made = models.Mitigation.objects.get()
    assert lead.post(f"/missteps/{misstep}/promises/{made.pk}/", {"came_of": ""}).status_code == 422
    assert lead.post(f"/missteps/{misstep}/promises/{made.pk}/", {"came_of": "It fits."}).status_code == 302
    assert post("turn/", event="finish").status_code == 302
    shown = house.client("member").get(f"/missteps/{misstep}/").content.decode()
    for expected in (
        "mended it by 2 March 2026",
        "All wards",
        "It fits.",
        "What was seen afterwards",
        "annot tell",
    ):
        assert expected in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]


def test_somebody_was_quicker_is_told_above_the_form(house: Any, misstep: int) -> None:
    answer = house.client("lead").post(f"/missteps/{misstep}/edit/", {**FORM, "version": 0})
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    edited = house.client("lead").post(f"/missteps/{misstep}/edit/", {**FORM, "version": 1})
    assert edited.status_code == 302
    assert read(house, misstep).line.title == FORM["title"]


def test_the_lists_first_line_counts(house: Any, judged: Any, told: int) -> None:
    promised(house, told)
    page = house.client("member").get(f"/missteps/?change={judged.slug}").content.decode()
    assert "We told of 1 misstep, 0 mended." in page
    assert "0 of 1 promises kept" in page
    assert house.client("stranger").get("/missteps/").status_code == 404
    assert house.client("small").get("/missteps/?change=no-such").status_code == 404


def test_programs_do_the_same(house: Any, judged: Any) -> None:
    def call(role: str, method: str, path: str, body: Any = None) -> Any:
        send = getattr(house.client(role), method)
        extra = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = send(f"/api/v1{path}", **extra)
        return answer.status_code, answer.json()

    fields = said()
    body = {name: getattr(fields, name) for name in ("title", "happened", "effect", "why", "behaviour")}
    body |= {"cause": "priority", "happened_on": str(fields.happened_on)}
    assert call("member", "post", f"/changes/{judged.slug}/missteps", body) == (201, {"kept": True})
    (line,) = call("lead", "get", "/missteps")[1]["items"]
    one = f"/missteps/{line['id']}"
    assert call("member", "get", one)[0] == 404
    assert (
        call("lead", "put", one, {**body, "title": "Better said", "version": 1})[1]["title"] == "Better said"
    )
    assert call("lead", "post", f"{one}/tell", {"to": "All wards", "version": 2})[1]["state"] == "told"
    assert len(call("lead", "post", f"{one}/tell", {"to": "The council"})[1]["told"]) == 2
    promise = {"what": "One screen", "owner_role": "lead", "due_on": str(TODAY), "version": 3}
    made = call("lead", "post", f"{one}/promises", promise)[1]
    assert call("lead", "post", f"{one}/turn", {"event": "begin", "version": made["version"]})[0] == 200
    assert call("lead", "post", f"{one}/turn", {"event": "finish", "version": made["version"]})[0] == 409
    kept = call("lead", "post", f"{one}/promises/{made['promised'][0]['id']}", {"came_of": "It fits"})[1]
    finished = call("lead", "post", f"{one}/turn", {"event": "finish", "version": kept["version"]})
    assert (finished[0], finished[1]["state"]) == (200, "mended")
    status, found = call("member", "get", one)
    assert (status, found["trust_afterwards"]["sign"]) == (200, "cannot tell")
    assert found["seen"]["sha256"]
