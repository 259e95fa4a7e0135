"""B1 council: a body with its priorities; a request of IT is framed in them and says what is missing before it is sent; the
agenda, a decision with conditions, owner and review; commitments that everybody sees followed up; the pack."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from conftest import NOW, Change, House
from takehold.governance.tests.council import a_body, a_request, complete, on_agenda
from takehold.initiatives import operations as initiatives
from takehold.overview import jobs
from tests.journeys.browsing import Person, person
from tests.journeys.days import passes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TODAY = NOW.date()
TITLE, SAFE = "Tablets for the wards", "Safe doses"
LACKING = (
    "It does not say which priority or value of the organisation it serves.", "There is no option “do nothing”",
    "It does not say what it costs.", "It does not say what could go wrong.", "It does not say who was consulted",
    "It does not say what else those affected have to cope with", "It does not say whether it rests on a process.",
    "The operational co-owner has not signed.",
)  # fmt: skip
FRAMED = {
    "cost": "20,000", "risk": "They get lost.", "mitigation": "A cabinet.", "load": "The new record starts in May.",
    "process": "rests", "process_name": "Handover", "process_plan": "Wards agree on one form first.",
}  # fmt: skip
CONDITION = "Each ward agrees on one form first"
JSON = {"content_type": "application/json"}


def founded(house: House) -> None:
    """A council in which a manager sits and whoever holds the role enters what is decided; it writes a priority down."""
    admin = person(house.client("admin"))
    admin.goes("/council/bodies/").says("No body that decides is written down yet.")
    admin.presses("Write it down", name="The digital council", kind="council", decides="What wards share.")
    admin.presses("Give the seat", role="council", secretary="on").says("enters what is decided")
    admin.presses("Give the seat", person="Olga Other").says("Olga Other")
    council = person(house.client("council"))
    council.goes("/priorities/")
    told = {
        "name": SAFE,
        "kind": "priority",
        "why": "Two errors in spring came from copies.",
        "holder": "role:council",
    }
    council.presses("Write it down", **told).says("Say until when it is a priority")
    council.presses("Write it down", **told, last=str(TODAY + timedelta(days=300)))
    person(house.client("member")).goes("/priorities/").says(SAFE)


def begun(house: House, change: Change) -> Person:
    """The IT lead asks for something, with nothing but what is wanted."""
    asker = person(house.client("it lead"))
    asker.goes("/council/")
    asker.clicks("Ask for something")
    said = {"title": TITLE, "ask": "Buy ten tablets.", "change": change.slug, "co_owner": "Mia Manager"}
    asker.presses("Go on", **said)
    return asker


def framed(house: House, asker: Person, at: str) -> None:
    """All that a body wants to know: what is asked on the page, who was asked and what it serves by a program."""
    asker.clicks("Edit")
    asker.presses("Save", **FRAMED)
    asker.goes(f"{at}lines/")
    asker.presses("Add it", name="Do nothing", pros="No cost", cons="Copies go on", nothing="on")
    asker.presses("Add it", name="Ten tablets", pros="No copies", cons="20,000", recommended="on")
    client, lines = house.client("it lead"), f"/api/v1{at}lines"
    told = {"who": "Night shifts", "said": "If they work in the dark.", "stance": "conditions"}
    read = client.post(lines, {"consulted": told, "version": version(client, at)}, **JSON).json()
    (priority,) = client.get("/api/v1/priorities").json()["items"]
    serves = {"priority": priority["id"], "how": "Nothing is copied by hand."}
    assert client.post(lines, {"serves": serves, "version": read["version"]}, **JSON).status_code == 200


def version(client: Any, at: str) -> Any:
    """Of a request, as a program reads it."""
    return client.get(f"/api/v1{at.rstrip('/')}").json()["version"]


def test_a_request_says_what_is_missing_before_it_is_sent(house: House, change: Change) -> None:
    founded(house)
    asker = begun(house, change)
    at = asker.page.address
    asker.page.says(*LACKING)
    asker.presses("Send it to the body").says("Something is missing from it.")
    council = person(house.client("council"))
    assert council.goes(at).status == 404, "what is not sent is nobody else's"
    framed(house, asker, at)
    asker.goes(at).says("1 thing is missing before the body can decide.", LACKING[-1])
    manager = person(house.client("manager"))
    manager.goes("/council/")
    manager.clicks(TITLE)
    manager.presses("Sign it for operations")
    asker.goes(at).says("Nothing is missing: it can be sent.", SAFE, "Nothing is copied by hand.")
    asker.presses("Send it to the body")
    council.goes("/council/").says("1 thing waits for a decision.")
    council.clicks(TITLE)
    council.page.says("The digital council is asked to decide.", "For it on conditions")
    told = house.client("council").get(f"/api/v1{at.rstrip('/')}").json()
    assert (told["missing"], told["state"], told["signed_on"]) == ([], "sent", str(TODAY))
    assert [(each["name"], each["holds"]) for each in told["serves"]] == [(SAFE, True)]
    for outside in ("member", "small"):
        assert person(house.client(outside)).goes(at).status == 404


def test_a_decision_is_public_and_its_condition_is_followed_up(house: House, moment: Any) -> None:
    made = on_agenda(house)
    at, day = f"/council/requests/{made}/", passes(house, moment, 7)
    asker = person(house.client("it lead"))
    assert asker.goes(f"{at}decide/").status == 403, "whoever asks does not enter it"
    council = person(house.client("council"))
    council.goes(at)
    council.clicks("Enter the decision")
    told = {"outcome": "conditions", "reason": "It serves safe doses.", "holder": "role:it lead"}
    council.presses("Enter it", **told, review_on="").says("Say when the body looks whether it was right.")
    council.presses("Enter it", review_on=str(day + timedelta(days=90))).says("name at least one")
    condition = {"condition-1": CONDITION, "kind-1": "condition", "due-1": str(day + timedelta(days=5))}
    council.presses("Enter it", **condition).says("Say which body or role answers for it.")
    council.presses("Enter it", **{"holder-1": "role:lead"}).says("Approved with conditions")
    decision = council.page.address
    member = person(house.client("member"))
    member.goes("/council/decisions/").says("approved with conditions", "1 condition or commitment is open")
    member.clicks(TITLE)
    member.page.says("It serves safe doses.", CONDITION, "change lead", "Looked at again on")
    assert not member.page.offers("Keep it")
    person(house.client("lead")).goes("/week/").says(CONDITION)
    _followed(house, moment, decision)


def _followed(house: House, moment: Any, decision: str) -> None:
    """Late, then kept, then the body looks whether it was right."""
    passes(house, moment, 14)
    (owed,) = house.client("council").get("/api/v1/council").json()["commitments"]
    assert (owed["text"], owed["late"], owed["holder"]) == (CONDITION, True, "role:lead")
    member = person(house.client("member"))
    member.goes(decision).says("· late")
    lead = person(house.client("lead"))
    lead.goes("/week/").says(CONDITION)
    lead.goes(decision)
    lead.presses("Keep it", event="keep", said="All wards signed one form.")
    assert "kept: All wards signed one form." in member.goes(decision).section("Conditions and commitments")
    person(house.client("council")).goes("/council/").is_silent_about(CONDITION)
    day = passes(house, moment, 97)
    council = person(house.client("council"))
    council.goes("/council/").says("1 decision is due to be looked at again.")
    council.clicks(TITLE)
    council.clicks("Enter a new version")
    because = {"because": "Ninety days without a copy.", "review_on": str(day + timedelta(days=180))}
    council.presses("Enter it", outcome="approved", reason="It did what was hoped.", **because)
    versions = person(house.client("member")).goes(decision).section("Versions")
    assert "It serves safe doses." in versions, "what was entered stays to be read"
    assert "Ninety days without a copy." in versions


def test_the_pack_for_the_meeting_is_read_and_signed(
    house: House, change: Change, tmp_path: Path, settings: Any
) -> None:
    settings.HOME = tmp_path
    initiatives.refresh(change.behaviour_id, NOW)
    on_agenda(house)
    council = person(house.client("council"))
    council.goes("/council/pack/")
    council.presses("Make the pack").says("Pack for the meeting on 9 March")
    for job in jobs.due(NOW):
        if job.startswith(jobs.PACK):
            jobs.run(job, now=NOW, home=tmp_path)
    pack = council.goes(council.page.address).address
    paper = pypdf.PdfReader(io.BytesIO(council.goes(council.page.link("Read it (PDF)")).raw))
    told = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for each in (TITLE, "The digital council", "Handover in the record"):
        assert each in told
    council.presses("Sign it off").says("Signed off on")
    (kept,) = house.client("sponsor").get("/api/v1/packs").json()["items"]
    assert (kept["meeting"], kept["signed_by"]) == (str(TODAY + timedelta(days=7)), "council")
    for outside in ("member", "manager"):
        assert person(house.client(outside)).goes(pack).status == 404


def test_a_program_does_the_same_under_the_same_rights(house: House) -> None:
    made = a_request(house, a_body(house))
    complete(house, made)
    at = f"/api/v1/council/requests/{made}"

    def does(who: str, what: str, **said: Any) -> Any:
        number = house.client("it lead").get(at).json()["version"]
        return house.client(who).post(f"{at}/{what}", {**said, "version": number}, **JSON)

    assert does("council", "turn", event="agenda", meets_on=str(TODAY)).status_code == 404, "not sent yet"
    assert does("it lead", "send").json()["state"] == "sent"
    assert does("council", "turn", event="agenda", meets_on=str(TODAY)).json()["state"] == "agenda"
    condition = {"kind": "condition", "text": CONDITION, "holder": "role:lead", "due_on": str(TODAY)}
    said = {
        "outcome": "conditions",
        "reason": "Safe doses.",
        "holder": "role:it lead",
        "commitments": [condition],
    }
    assert does("sponsor", "decision", **said).status_code == 403, "it sits there and does not enter"
    assert does("council", "decision", **said).json()["errors"][0]["field"] == "review_on"
    entered = does("council", "decision", **said, review_on=str(TODAY + timedelta(days=90))).json()
    (one,) = entered["commitments"]
    turned = f"/api/v1/council/commitments/{one['id']}/turn"
    kept = {"event": "keep", "said": "All wards signed.", "version": one["version"]}
    assert house.client("member").post(turned, kept, **JSON).status_code == 403
    assert house.client("lead").post(turned, kept, **JSON).status_code == 200
    (read,) = house.client("member").get("/api/v1/council/decisions").json()["items"]
    assert [(each["text"], each["state"]) for each in read["commitments"]] == [(CONDITION, "kept")]
    assert house.client("member").get(at).status_code == 404
    assert house.client("stranger").get("/api/v1/council/decisions").status_code == 404
