"""The administrator's pages about accounts and roles, and their calls."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import Change, House
from takehold.initiatives import queries as changes
from takehold.overview.operations import give_role
from takehold.people.facts import Invalid, RoleKind
from takehold.people.models import Role

pytestmark = pytest.mark.django_db


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def test_somebody_is_let_in_by_a_link_that_is_shown_once(house: House) -> None:
    admin, person = house.client("admin"), house.people["ward-1-2"]
    page = f"/people/{person}/"
    assert "Person 2 of ward-1 has no account yet." in text_of(admin.get(page))
    wrong = admin.post(f"{page}account/", {"address": "manager@example.org"})
    assert wrong.status_code == 422
    assert "Another account has this address." in text_of(wrong)
    answer = admin.post(f"{page}account/", {"address": "p2@example.org"}).content.decode()
    link = re.search(r"<code>http://localhost:8000(/[^<]+)</code>", answer)[1]
    assert link not in admin.get(page).content.decode()
    assert "may sign in and has not done so yet" in text_of(admin.get(page))
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    assert link.split("-", 1)[1] not in form, "the secret leaves the address"
    assert "Choose a password" in text_of(browser.get(form))
    assert browser.post(form, {"password1": "short", "password2": "short"}).status_code == 200
    sent = {"password1": "some-long-password-9", "password2": "some-long-password-9"}
    assert "The password is chosen" in text_of(browser.post(form, sent, follow=True))
    assert "This link opens nothing any more" in text_of(Client().get(link, follow=True))
    browser.post("/accounts/login/", {"login": "p2@example.org", "password": "some-long-password-9"})
    assert browser.get("/changes/").status_code == 200
    assert "Person 2 of ward-1 may sign in." in text_of(admin.get(page))
    shut = admin.post(f"{page}account/close/", follow=True)
    assert "may not sign in: the account is closed." in text_of(shut)
    assert browser.get("/changes/").status_code == 302


def test_a_role_for_a_team_is_given_and_taken_back_on_the_page(house: House) -> None:
    admin, person = house.client("admin"), house.people["member"]
    page = f"/people/{person}/"
    wrong = admin.post(f"{page}roles/", {"role": "manager"})
    assert wrong.status_code == 422
    assert "This role is held for a team." in text_of(wrong)
    until = timezone.localdate() + timedelta(days=30)
    sent = {"role": "manager", "team": "ward 2", "until": until.isoformat()}
    found = admin.post(f"{page}roles/", sent, follow=True)
    assert "Given, and put on record." in text_of(found)
    role = Role.objects.get(person_id=person)
    assert (role.team_id, role.valid_to) == (house.teams["ward-2"], until)
    assert "manager Ward 2" in text_of(found)
    assert "Ada Admin" in text_of(found)
    admin.post(f"{page}roles/{role.pk}/end/")
    assert not Role.objects.filter(person_id=person).exists(), "it began today"


def test_what_an_administrator_gives_themself_is_said_to_the_works_council(house: House) -> None:
    admin, me = house.client("admin"), house.people["admin"]
    refused = admin.post(f"/people/{me}/roles/", {"role": "auditor"})
    assert refused.status_code == 422
    assert "Another administrator gives these roles." in text_of(refused)
    watching = house.client("works council")
    assert "Nobody gave one to themself." in text_of(watching.get("/people/roles/"))
    admin.post(f"/people/{me}/roles/", {"role": "it lead"})
    page = text_of(watching.get("/people/roles/"))
    assert "1 such role was given by its holder." in page
    assert "IT lead Ada Admin the whole organisation" in page
    assert page.count("Ada Admin the whole organisation") == 2
    assert "on the server" in page.split("administrator Ada Admin")[1][:80], (
        "the first one, made by the start"
    )
    assert "themself" in page.split("IT lead Ada Admin")[1][:80]
    assert "/people/roles/" in watching.get(reverse("gather:privacy")).content.decode()
    assert "/people/roles/" not in house.client("member").get(reverse("gather:privacy")).content.decode()


def test_who_is_named_on_a_change_is_exchanged_there(house: House, change: Change) -> None:
    admin, lead = house.client("admin"), house.people["lead"]
    number = changes.initiative(viewer=house.viewer("admin"), slug=change.slug).id
    named = Role.objects.get(person_id=lead, kind="lead", initiative_id=number)
    refused = admin.post(f"/people/{lead}/roles/{named.pk}/end/")
    assert refused.status_code == 403
    assert "is named on the change itself" in text_of(refused)
    member = house.people["member"]
    admin.post(f"/people/{member}/roles/", {"role": "lead", "change": number})
    second = Role.objects.get(person_id=member, kind="lead")
    assert second.initiative_id == number
    assert changes.may_edit(viewer=house.viewer("member"), slug=change.slug) is (
        house.on >= second.valid_from
    )
    assert admin.post(f"/people/{member}/roles/{second.pk}/end/").status_code == 302
    assert changes.initiative(viewer=house.viewer("admin"), slug=change.slug).lead.id == lead
    for where in ({"team_id": 10**9}, {"initiative_id": 10**9}):
        with pytest.raises(Invalid):
            give_role(
                viewer=house.viewer("admin"), person_id=member, now=house.now,
                kind=RoleKind.MANAGER if "team_id" in where else RoleKind.LEAD, **where,
            )  # fmt: skip


def test_the_list_finds_turns_pages_and_says_how_many_may_sign_in(house: House) -> None:
    admin = house.client("admin")
    page = admin.get("/people/")
    assert "13 of 55 people may sign in." in text_of(page)
    assert "Who may sign in</a>" in page.content.decode(), "the menu leads here"
    assert "Who may sign in</a>" not in house.client("steward").get("/changes/").content.decode()
    assert "Olga Other" in text_of(admin.get("/people/", {"q": "olga"}))
    everybody = admin.get("/people/", {"show": "all"})
    assert "1–50 of 55" in text_of(everybody)
    further = admin.get("/people/?q=&show=all&page=2")
    assert "51–55 of 55" in text_of(further)
    for odd in ("?page=0", "?page=-1", "?page=x", "?page=99999", "?show=king", "?q=%00"):
        assert admin.get(f"/people/{odd}").status_code == 200, odd


def test_somebody_is_added_by_hand_and_told_apart_from_those_there(house: House) -> None:
    admin = house.client("admin")
    done = admin.post("/people/new/", {"name": "Wilma", "address": "w@example.org"}, follow=True)
    assert "Wilma has no account yet." in text_of(done)
    again = admin.post("/people/new/", {"name": "Wilma", "address": "W@example.org"})
    assert again.status_code == 422
    assert "Somebody in the list of people has this address." in text_of(again)


def test_programs_do_what_the_pages_do(house: House) -> None:
    admin, api = house.client("admin"), "/api/v1/accounts"

    def send(address: str, said: dict[str, object], method: str = "post"):
        return getattr(admin, method)(f"{api}{address}", said, content_type="application/json")

    number = send("", {"name": "Wilma", "address": "w@example.org"}).json()["id"]
    opened = send(f"/{number}/opening", {"address": "w@example.org", "mail": False}).json()
    assert opened["link"].startswith("http://localhost:8000/accounts/password/reset/key/")
    assert send(f"/{number}/opening", {"address": "w@example.org"}).json() == {
        "link": None, "mailed_to": "w@example.org", "mail_failed": False,
    }  # fmt: skip
    given = send(f"/{number}/roles", {"role": "works council"}).json()
    assert (given["role"], given["given_by"], given["given_by_self"]) == ("works council", "Ada Admin", False)
    found = admin.get(f"{api}/{number}").json()
    assert (found["account"], [each["id"] for each in found["roles"]]) == ("waiting", [given["id"]])
    assert given["id"] in [each["id"] for each in admin.get("/api/v1/roles").json()["items"]]
    assert send(f"/{number}/roles/{given['id']}", {}, "delete").json()["roles"] == []
    assert send(f"/{number}/closing", {}).json()["account"] == "closed"
    first = admin.get(api, {"limit": 40}).json()
    second = admin.get(api, {"limit": 40, "cursor": first["next"]}).json()
    assert second["next"] is None
    assert len({each["id"] for each in first["items"] + second["items"]}) == first["total"] == 56


def test_a_file_of_roles_is_shown_before_it_is_given(house: House, change: Change) -> None:
    admin, page = house.client("admin"), "/people/roles/file/"
    text = f"person,role,where\nmember,sponsor,{change.slug}\nother,council,\nlead,lead,\n"
    looked = admin.post(page, {"file": SimpleUploadedFile("r.csv", text.encode())})
    assert "2 of 3 lines give a role. Nothing is given yet." in text_of(looked)
    assert "Max Member sponsor" in text_of(looked)
    assert not Role.objects.filter(person_id=house.people["member"]).exists()
    carried = html.unescape(re.search(r'name="text" value="([^"]*)"', looked.content.decode())[1])
    done = admin.post(page, {"text": carried}, follow=True)
    assert "2 roles were given." in text_of(done)
    assert Role.objects.get(person_id=house.people["member"]).kind == "sponsor"
    again = admin.post(page, {"file": SimpleUploadedFile("r.csv", text.encode())})
    assert "Every role of this file is held already." in text_of(again)
    wrong = admin.post(page, {"file": SimpleUploadedFile("r.csv", b"person,role\nnobody,lead\n")})
    assert wrong.status_code == 422
    assert "Line 2: “nobody” is nobody in the list of people." in text_of(wrong)
    assert admin.post(page, {}).status_code == 422


def test_a_program_gives_roles_from_a_file(house: House) -> None:
    admin, api = house.client("admin"), "/api/v1/roles/file"

    def send(text: str, *, give: bool):
        return admin.post(api, {"text": text, "give": give}, content_type="application/json")

    text = "person,role\nmember,council\n"
    assert send(text, give=False).json()["given"] == 0
    assert send(text, give=True).json()["given"] == 1
    assert send(text, give=True).json()["items"][0]["held_already"]
    refused = send("person,role\nmember,king\nx,lead\n", give=True)
    assert refused.status_code == 422
    assert [each["detail"][:7] for each in refused.json()["errors"]] == ["Line 2:", "Line 3:"]
