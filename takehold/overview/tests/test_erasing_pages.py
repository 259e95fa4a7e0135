"""The pages on which a person is erased: what goes and stays is told before, and a word is typed."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from conftest import House
from takehold.overview.forms import EraseForm
from takehold.overview.queries import fates, mine
from takehold.people.facts import NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_page_tells_every_table_once_as_going_or_staying(house: House) -> None:
    member = house.people["member"]
    fate = fates.fate(viewer=house.viewer("member"), person_id=member)
    stays = [what for _why, each in fate.stays for what, _count in each]
    there = [each.words for each in mine.about(member) if each.count]
    assert sorted([what for what, _count in fate.goes] + stays) == sorted(there)
    assert "Teams you are or were in" in stays
    text = house.client("member").get("/me/erase/").content.decode()
    assert f"{fate.going} entries that lead to you go for good." in text
    assert f"{fate.backup_days} more days" in text
    assert f"after {fate.upload_days} days" in text
    for what, count in fate.goes:
        assert f"<li>{what}: {count}</li>" in text
    with pytest.raises(NotYours):
        fates.fate(viewer=house.viewer("manager"), person_id=member)


def test_nothing_happens_without_the_word(house: House) -> None:
    client = house.client("member")
    for word in ("", "yes", "erase me"):
        answer = client.post("/me/erase/", {"word": word})
        assert answer.status_code == 422
        assert Person.objects.filter(key="member").exists()
    assert "This is not the word. Nothing was erased." in answer.content.decode()


def test_with_the_word_the_person_is_gone_and_signed_out(house: House) -> None:
    client = house.client("member")
    text = client.post("/me/erase/", {"word": " ERASE "}).content.decode()
    assert "Nothing here leads to you any more, and you are signed out." in text
    assert "Max Member" not in text
    assert not Person.objects.filter(key="member").exists()
    assert client.get("/me/").status_code == 302


def test_the_word_is_of_the_readers_language() -> None:
    with override("de"):
        assert EraseForm({"word": "Löschen"}).is_valid()
        assert not EraseForm({"word": "erase"}).is_valid()


def test_an_administrator_erases_somebody_by_key_or_address_and_stays_signed_in(house: House) -> None:
    client = house.client("admin")
    assert client.get("/people/erase/?key=nobody").status_code == 404
    page = client.get("/people/erase/?key=MEMBER@example.org").content.decode()
    assert "Max Member" in page
    action = re.search(r'<form class="form" method="post"[^>]*>', page)
    assert action
    assert "action=" not in action[0]
    text = client.post("/people/erase/?key=member", {"word": "erase"}).content.decode()
    assert "Nothing here leads to this person any more." in text
    assert not Person.objects.filter(key="member").exists()
    assert client.get("/me/").status_code == 200


def test_an_address_of_two_people_names_nobody(house: House) -> None:
    Person.objects.filter(key__in=["ward-1-1", "ward-1-2"]).update(email="desk@example.org")
    assert house.client("admin").get("/people/erase/?key=desk@example.org").status_code == 404


def test_the_only_administrator_is_told_why_not(house: House) -> None:
    answer = house.client("admin").get("/me/erase/")
    assert answer.status_code == 403
    assert "Nobody else is an administrator." in answer.content.decode()


def test_programs_read_the_same_and_erase_with_the_word(house: House) -> None:
    client = house.client("member")
    fate = fates.fate(viewer=house.viewer("member"), person_id=house.people["member"])
    told = client.get("/api/v1/me/erasure").json()
    assert [(each["what"], each["count"]) for each in told["goes"]] == list(fate.goes)
    assert {each["why"] for each in told["stays"]} == {why for why, _each in fate.stays}
    wrong = client.post("/api/v1/me/erasure", {"word": "yes"}, content_type="application/json")
    assert wrong.status_code == 422
    done = client.post("/api/v1/me/erasure", {"word": "erase"}, content_type="application/json")
    assert done.json()["files"] == 0
    assert not Person.objects.filter(key="member").exists()
    admin = house.client("admin")
    assert admin.get("/api/v1/persons/member/erasure").status_code == 404
    admin.post("/api/v1/persons/other/erasure", {"word": "erase"}, content_type="application/json")
    assert not Person.objects.filter(key="other").exists()
