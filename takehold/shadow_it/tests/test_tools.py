"""The pages of tools and their twins for programs, as people use them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from takehold.governance.tests.council import a_body
from takehold.shadow_it import models
from takehold.shadow_it.api import shapes
from takehold.shadow_it.operations import following, telling

from .conftest import PROMISE, agreed, offered, said, turn, understood, version

pytestmark = pytest.mark.django_db
TOLD = {
    "name": "The bed list", "kind": "spreadsheet", "used_for": "Seeing which beds are free at night.", "people": "5-9",
}  # fmt: skip


def test_from_the_promise_to_the_register_by_forms_alone(house: Any) -> None:
    lead, sponsor, member = (house.client(role) for role in ("it lead", "sponsor", "member"))
    assert "Nobody has signed the promise yet" in member.get("/shadow/tell/").content.decode()
    assert member.post("/shadow/tell/", TOLD).status_code == 403
    assert "Nobody is blamed for a tool" in lead.get("/shadow/promise/").content.decode()
    texts = {"text": PROMISE.text, "limits": PROMISE.limits, "report_to": PROMISE.report_to}
    assert lead.post("/shadow/promise/", {**texts, "report_to": ""}).status_code == 422
    assert lead.post("/shadow/promise/", texts).status_code == 302
    assert "Sign it in my name" in sponsor.get("/shadow/promise/").content.decode()
    assert sponsor.post("/shadow/promise/sign/", {**texts, "text": "Old"}).status_code == 422
    assert sponsor.post("/shadow/promise/sign/", texts).status_code == 302
    page = member.get("/shadow/tell/").content.decode()
    for expected in ("Sponsor", "extension 4410", "must still be reported", "never by person"):
        assert expected in page
    wrong = member.post(
        "/shadow/tell/", {**TOLD, "team": house.teams["ward-1"], "used_for": "Max Member made it"}
    )
    assert wrong.status_code == 422
    assert "is the name of somebody here" in wrong.content.decode()
    assert "Max Member made it" in wrong.content.decode()
    kept = member.post("/shadow/tell/", {**TOLD, "team": house.teams["ward-1"]}, follow=True)
    assert "you are asked why it is useful" in kept.content.decode()
    listed = house.client("works council").get("/shadow/").content.decode()
    assert "1 tool that a department found for itself: the need behind 0 is met." in listed
    assert "Max Member" not in listed


def test_from_why_to_off_by_forms_alone(house: Any, tool: int) -> None:
    lead, member, manager = (house.client(role) for role in ("it lead", "member", "manager"))

    def post(client: Any, where: str, **fields: Any) -> Any:
        return client.post(f"/shadow/{tool}/{where}", {"version": version(tool), **fields})

    assert post(lead, "turn/", event="ask").status_code == 302
    page = lead.get(f"/shadow/{tool}/").content.decode()
    assert "What would hurt if it were gone tomorrow?" in page
    said = {
        "used_for": "Films",
        "gives": "2 GB",
        "data_kept": "personal",
        "contract": "private",
        "risk": "It lies abroad",
    }
    assert post(lead, "interview/", **said).status_code == 302
    assert "circle" not in post(lead, "why/", text="Ours takes no film", cause="tool").content.decode()
    assert "circle" in post(lead, "why/", text="ours takes no film", cause="tool").content.decode()
    assert post(lead, "why/", text="By mail rules", cause="process", root="The limit").status_code == 302
    assert post(lead, "why/back/").status_code == 302
    need = {"sentence": "Send a film on the same day.", "theme": "files", "people": "10-19"}
    assert post(lead, "need/", **{**need, "sentence": ""}).status_code == 422
    assert post(lead, "need/", **need).status_code == 302
    assert post(lead, "offer/", way="offer", what="Our own exchange").status_code == 302
    department = models.Department.objects.get().pk
    assert "not settled" not in post(lead, "turn/", event="settle").content.decode()
    assert models.Tool.objects.get().state == "offered"
    assert "What is offered meets our need" in member.get(f"/shadow/{tool}/").content.decode()
    assert post(member, f"departments/{department}/accept/").status_code == 302
    assert post(lead, f"departments/{department}/co-owner/", co_owner="Max Member").status_code == 422
    assert post(lead, f"departments/{department}/co-owner/", co_owner="Mia Manager").status_code == 302
    assert post(lead, "turn/", event="settle").status_code == 302
    assert "Not before: The co-owner" in post(lead, "turn/", event="retire").content.decode()
    assert "Sign it for the department" in manager.get(f"/shadow/{tool}/").content.decode()
    assert post(manager, f"departments/{department}/sign/").status_code == 302
    assert post(lead, "turn/", event="retire").status_code == 302
    shown = house.client("auditor").get(f"/shadow/{tool}/").content.decode()
    for expected in (
        "Its need is met by something else",
        "said by somebody of the department",
        "signed on",
        "data of persons",
    ):
        assert expected in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    needs = house.client("lead").get("/shadow/needs/").content.decode()
    assert "Every need on record is met." in needs


def test_the_department_answers_and_the_inquiry_opens_again(house: Any, tool: int) -> None:
    understood(house, tool)
    offered(house, tool)
    agreed(house, tool)
    turn(house, tool, "settle")
    check = models.Check.objects.earliest("due_on").pk
    following.look(check_id=check, now=NOW + timedelta(weeks=5))
    member = house.client("member")
    assert "Is your need met?" in member.get(f"/shadow/{tool}/").content.decode()
    answer = member.post(f"/shadow/{tool}/checks/{check}/", {"said": "no"})
    assert answer.status_code == 422
    assert "Say in a sentence what is missing." in answer.content.decode()
    answer = member.post(
        f"/shadow/{tool}/checks/{check}/", {"said": "no", "words": "It is too slow."}, follow=True
    )
    assert "The department says that its need is not met. It is too slow." in answer.content.decode()
    assert "open again" in house.client("lead").get("/shadow/").content.decode()


def test_the_need_becomes_a_request_or_a_gap_by_forms(house: Any, tool: int, change: Any) -> None:
    understood(house, tool)
    body = a_body(house)
    lead = house.client("it lead")
    made = lead.post(f"/shadow/{tool}/request/", {"version": version(tool), "body": body}, follow=True)
    assert "Send a film of 2 GB to a practice outside on the same day." in made.content.decode()
    opened = lead.post(f"/shadow/{tool}/gap/", {"version": version(tool), "change": change.slug}, follow=True)
    assert "Ours takes no file over 100 MB." in opened.content.decode()
    assert f'href="/shadow/{tool}/"' in opened.content.decode()
    number = models.Tool.objects.get().request_id
    assert f'href="/shadow/{tool}/"' in lead.get(f"/council/requests/{number}/").content.decode()
    page = lead.get(f"/shadow/{tool}/").content.decode()
    assert "A request to a body" in page
    assert "A gap of a change" in page


def test_somebody_was_quicker_is_told_and_nothing_is_lost(house: Any, tool: int) -> None:
    turn(house, tool, "ask")
    said = {"used_for": "Films of two hours", "data_kept": "none", "contract": "none", "version": 1}
    answer = house.client("it lead").post(f"/shadow/{tool}/interview/", said)
    assert answer.status_code == 422
    assert "Somebody else changed this meanwhile" in answer.content.decode()
    assert "Films of two hours" in answer.content.decode()


def call(house: Any, role: str, method: str, path: str, body: Any = None) -> Any:
    send = getattr(house.client(role), method)
    extra = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    answer = send(f"/api/v1/shadow{path}", **extra)
    return answer.status_code, answer.json()


def test_programs_do_the_same(house: Any, promise: int) -> None:
    status, told = call(house, "member", "post", "", TOLD)
    assert (status, told["where"]) == (201, ["Ward 1"])
    assert told == shapes.read(house.viewer("it lead"), told["id"])
    one = f"/{told['id']}"
    found = call(house, "it lead", "post", f"{one}/turn", {"event": "ask", "version": told["version"]})[1]
    why = {"cause": "tool", "text": "Ours shows it at noon only.", "version": found["version"]}
    found = call(house, "it lead", "post", f"{one}/why", why)[1]
    assert call(house, "it lead", "post", f"{one}/why", why)[0] == 409
    need = {
        "sentence": "See free beds at night.",
        "theme": "lists",
        "people": "5-9",
        "version": found["version"],
    }
    found = call(house, "it lead", "put", f"{one}/need", need)[1]
    assert found["need"] == "See free beds at night."
    offer = {"way": "integrate", "what": "The record shows it.", "version": found["version"]}
    found = call(house, "it lead", "post", f"{one}/offer", offer)[1]
    assert found["before_it_is_switched_off"][0].startswith("Every department")
    department = found["departments"][0]["id"]
    path = f"{one}/departments/{department}"
    found = call(house, "member", "post", f"{path}/accept", {"version": found["version"]})[1]
    named = {"co_owner": house.people["manager"], "version": found["version"]}
    found = call(house, "it lead", "put", f"{path}/co-owner", named)[1]
    found = call(house, "manager", "post", f"{path}/sign", {"version": found["version"]})[1]
    status, found = call(
        house, "it lead", "post", f"{one}/turn", {"event": "settle", "version": found["version"]}
    )
    assert (status, found["state"], found["met"]) == (200, "settled", True)
    assert call(house, "lead", "get", "/needs")[1]["items"][0]["theme"] == "lists"
    assert call(house, "works council", "get", "")[1]["items"][0]["id"] == told["id"]
    assert call(house, "member", "get", "/promise")[1]["items"][0]["signer"] == "Sponsor"


def test_the_pages_ask_as_often_however_many_departments_and_tools(house: Any, tool: int) -> None:
    understood(house, tool)
    lead = house.client("it lead")

    def asked() -> list[int]:
        found = []
        for address in (f"/shadow/{tool}/", "/shadow/", "/shadow/needs/"):
            with CaptureQueriesContext(connection) as seen:
                assert lead.get(address).status_code == 200
            found.append(len(seen))
        return found

    asked()
    once = asked()
    row = models.Tool.objects.get(pk=tool)
    for ward in ("ward-2", "ward-3"):
        telling.used_by(row, [house.teams[ward]], house.viewer("other"))
    telling.tell(viewer=house.viewer("other"), said=said(name="The bed list"), now=NOW)
    assert asked() == once
    assert max(once) <= 15
