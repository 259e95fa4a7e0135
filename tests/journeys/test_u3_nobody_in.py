"""U3 nobody in: every page and call is authorised, every hostile file is refused politely.

Every route and role stands in ``tests/security/matrix.py``; here one reads what a stranger, a colleague, the holder of an
old key and the bringer of a hostile file are told: a sentence, and nothing beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from conftest import NOW, House
from takehold.cli.main import cli
from tests.faults import test_bombs as bombs
from tests.journeys.browsing import Person, person
from tests.security.world import World, build

SECRETS = ("Handover in the record", "Checklist in theatre", "Ward 1", "medication errors", "Ada Admin")
"""Words that only people of the house may read."""
NOTHING_HERE = "There is nothing at this address that you may read"
PAGES = (
    "/changes/", "/my-team/", "/alerts/", "/sources/", "/teams/", "/keys/", "/tally/", "/changes/new/", "/library/",
    "/changes/handover-in-the-record/", "/changes/handover-in-the-record/teams/",
    "/changes/handover-in-the-record/evidence/", "/changes/handover-in-the-record/data/",
)  # fmt: skip
CALLS = (
    "changes",
    "changes/handover-in-the-record",
    "changes/handover-in-the-record/standings",
    "alerts",
    "sources",
)


@pytest.fixture
def world(db: None) -> Any:
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield build()


@pytest.fixture
def house(world: World) -> House:
    return world.house


def signed_in(house: House, who: str) -> Person:
    return person(house.client(who))


def test_who_has_not_signed_in_reads_the_sign_in_page_and_nothing_else(world: World) -> None:
    stranger = person(Client())
    for address in PAGES:
        page = stranger.goes(address)
        assert page.address.startswith("/accounts/login/?next="), address
        page.says("Sign in")
        page.is_silent_about(*SECRETS)
    for call in CALLS:
        answer = Client().get(f"/api/v1/{call}")
        said = answer.json()
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert said["title"] == "Sign in, or send a key as “Authorization: Bearer …”."
        assert not [word for word in SECRETS if word in json.dumps(said)]
    assert Client().get("/healthz").json() == {"status": "ok"}


def test_an_account_without_a_role_is_told_in_a_sentence_and_learns_no_name(house: House) -> None:
    stranger = signed_in(house, "stranger")
    for address in PAGES[2:]:
        if address != "/library/":
            page = stranger.goes(address)
            page.says(NOTHING_HERE, "so that nobody learns about others by guessing addresses.")
            page.is_silent_about(*SECRETS)
    stranger.goes("/changes/").says("There is no change yet")
    stranger.page.is_silent_about(*SECRETS)
    for call in CALLS:
        said = json.loads(stranger.goes(f"/api/v1/{call}").raw)
        assert (said["status"], said["title"]) == (404, "There is nothing at this address that you may read.")


def test_a_colleague_is_told_whose_it_is_and_nothing_of_other_wards(world: World, house: House) -> None:
    member = signed_in(house, "member")
    member.goes("/changes/handover-in-the-record/edit/").says(
        "This is not yours to do", "This change is edited by those who lead it.", "Nothing was changed."
    )
    member.goes("/teams/").says("Teams are looked after by administrators and data stewards.")
    seen, absent = (reverse("initiatives:alert", args=[world.objects[name]]) for name in ("seen", "absent"))
    assert member.goes(seen).text == member.goes(absent).text.replace(absent, seen)
    member.page.says(NOTHING_HERE)
    teams = member.goes("/changes/handover-in-the-record/teams/")
    teams.says("Ward 1")
    teams.is_silent_about("Ward 2", "Ward 3", "Ward 4", "Night desk")
    client = house.client("member")
    for said, alert, status in (("seen", "seen", 404), ("own", "alert", 200)):
        answer = client.post(
            f"/api/v1/alerts/{world.objects[alert]}/line",
            json.dumps({"line": f"A line, {said}."}),
            content_type="application/json",
        )
        assert answer.status_code == status, said
    other = signed_in(house, "other")
    other.goes(seen)
    other.page.is_silent_about("A line, seen.", "A line, own.")
    lowered = signed_in(house, "works council")
    lowered.goes("/teams/")
    lowered.presses("Raise it for good", to=4)
    lowered.page.says("Ensure this value is greater than or equal to 5.")
    assert "of fewer than 5 people is never shown alone" in lowered.goes("/teams/").text


def test_a_form_that_another_site_sends_is_refused_in_a_sentence(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = house.client("lead").cookies
    visitor = person(strict)
    visitor.goes("/changes/new/")
    visitor.presses("Begin this change", csrfmiddlewaretoken="x" * 64, name="Smuggled", reasons="in")
    visitor.page.says("This form was open for too long, please send it again", "Nothing was saved.")
    assert "Smuggled" not in visitor.goes("/changes/").text
    answer = strict.post(
        "/api/v1/changes", {"name": "Smuggled", "reasons": ["in"]}, content_type="application/json"
    )
    assert answer.status_code in (401, 403)
    assert "Smuggled" not in visitor.goes("/changes/").text


def with_key(key: str, path: str = "changes") -> Any:
    return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}"})


def test_a_key_opens_what_its_owner_may_read_until_it_is_old(house: House) -> None:
    member = signed_in(house, "member")
    member.goes("/keys/")
    member.presses("Make a key", name="board").says("It is shown once; only its fingerprint is kept.")
    key = next(member.page.root.every("code")).text
    assert [each["slug"] for each in with_key(key).json()["items"]] == ["handover-in-the-record"]
    assert with_key(key, "sources").json()["status"] == 404, "a key is no more than its owner"
    refused = "Sign in, or send a key as “Authorization: Bearer …”."
    for forged in (key[:-1], key + "x", key.swapcase(), "", "' or 1=1 --"):
        assert with_key(forged).json()["title"] == refused
    for days, status in ((179, 200), (180, 401), (400, 401)):
        with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(days=days)):
            answer = with_key(key)
        assert answer.status_code == status, days
    assert answer.json()["title"] == refused
    User.objects.filter(person__key="member").update(is_active=False)
    assert with_key(key).json()["title"] == refused, "an account that was shut has no keys either"


HOSTILE: dict[Callable[[Path], Path], str] = {
    bombs.slip_zip: "outside", bombs.link_zip: "outside", bombs.nested_zip: "inside an archive",
    bombs.laughing_xml: "DTD", bombs.fetching_xml: "DTD", bombs.deep_xml: "64 levels", bombs.corner_workbook: "empty rows",
    bombs.deep_json: "not JSON Lines", bombs.million_columns: "columns",
}  # fmt: skip


def test_a_hostile_file_ends_in_the_same_sentence_by_page_api_and_terminal(
    house: House, tmp_path: Path
) -> None:
    lead, kept = signed_in(house, "lead"), settings.HOME / "quarantine"
    lead.goes("/keys/")
    lead.presses("Make a key", name="puller")
    key = next(lead.page.root.every("code")).text
    before = left(kept)
    for make, why in HOSTILE.items():
        path = make(tmp_path)
        lead.goes("/changes/handover-in-the-record/data/")
        with path.open("rb") as file:
            page = lead.presses("Look at the file", {"file": file})
        assert page.status == 422
        wrong = next(each for each in page.root.every("p") if "field__error" in each["class"]).text
        assert why in wrong, f"{path.name}: {wrong}"
        assert wrong.endswith(".")
        with path.open("rb") as file:
            answer = Client().post(
                "/api/v1/imports",
                {"file": file, "change": "handover-in-the-record"},
                headers={"Authorization": f"Bearer {key}"},
            )
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert why in answer.json()["detail"]
        said = CliRunner().invoke(cli, ["inspect", str(path)])
        assert said.exit_code == 2
        assert why in said.output
        assert "Traceback" not in said.output
    assert left(kept) == before, "nothing is left behind"
    assert "Begun, not yet imported" not in lead.goes("/changes/handover-in-the-record/data/").text


def left(folder: Path) -> list[Path]:
    """All that is kept there, but for the folder that holds files on their way in."""
    return sorted(path for path in folder.rglob("*") if path.name != "drafts")


def test_a_file_called_like_a_path_or_a_script_stays_a_name(house: House) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = "case,at,team\n" + "".join(f"C{n},2026-01-{n:02d} 10:00,Ward 1\n" for n in range(1, 29))
    lead = signed_in(house, "lead")
    drafts = settings.HOME / "quarantine" / "drafts"
    before = set(drafts.rglob("*"))
    for name in (
        "../../../etc/passwd.csv",
        "<script>alert(1)</script>.csv",
        "a\u202egnp.csv",
        "con.csv",
        "'; drop--.csv",
    ):
        lead.goes("/changes/handover-in-the-record/data/")
        page = lead.presses("Look at the file", {"file": SimpleUploadedFile(name, rows.encode())})
        assert page.status == 200
        page.says("What do the columns mean?", "28 records")
        assert not [each for each in page.root.every("script") if "src" not in each.attrs]
    new = set(drafts.rglob("*")) - before
    assert {path.name for path in new if path.is_file()} == {"upload.csv"}
