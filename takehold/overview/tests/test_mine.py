"""The own page and its file: everything that leads to a person, and every column that does has a class."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models

from conftest import NOW, House, build_change
from takehold.audit import queries as audit
from takehold.gather.facts.notes import NoteInput
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Invitation
from takehold.gather.operations import notes, says
from takehold.overview.queries import mine
from takehold.people.models import Person
from tests.security.world import build

pytestmark = pytest.mark.django_db

PERSONS: Final = ("people.Person", "auth.User")
NAMING: Final = re.compile(
    r"(_by|_called|actor|author|email|holder|observer|person|persons|username|first_name|last_name|user)$"
)
NOT_EXPORTED: Final = {
    "auth.Permission.codename": "a right, of nobody",
    "auth.User.is_superuser": "a right that nobody has here",
    "people.Person.user": "the account itself is told of",
    "bridge.SustainabilityTally.factor": "a factor of a change, of nobody",
    "bridge.Action.decided_by": "a body or a role in words; the name of a person is refused",
    "account.EmailConfirmation.email_address": "a key of a mail on its way; the address is told of",
    "ledger.Source.lease_holder": "a process of this machine, not a person",
    "ledger.Import.uploaded_by": "an actor by number; each upload is told of from the record of who did what",
    "ledger.Import.persons": "yes or no: whether the file held persons",
    "people.Reorganisation.recorded_by": "an actor by number; told of from the record of who did what",
    "gather.Invitation.reminded_on": "only who has not answered is reminded",
    "cocreation.Nomination.whom": "what somebody else answered in confidence; it is deleted when the question is closed",
    "gather.Invitation.used": "whether somebody answered is told to nobody",
}
"""Columns that are not told of, each with why."""


def pointing() -> dict[str, models.Field]:
    """Columns that point to a person: keys to persons and accounts, and texts named as such."""
    found = {}
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            target = column.related_model._meta.label if column.related_model else ""
            if target in PERSONS or (not target and NAMING.search(column.name)):
                found[f"{model._meta.label}.{column.name}"] = column
    return found


def test_every_column_that_points_to_a_person_is_told_of_or_has_a_reason() -> None:
    told = {column for table in mine.about(0) for column in table.columns}
    missing = set(pointing()) - told - set(NOT_EXPORTED)
    assert missing == set(), "add a Table to the room's kept queries, or a reason here"
    assert told & set(NOT_EXPORTED) == set()


def test_told_columns_exist() -> None:
    for name in {column for table in mine.about(0) for column in table.columns}:
        label, _, column = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(column), name


def test_every_key_to_a_person_says_what_erasing_the_person_does() -> None:
    """Either the row goes with the person, or it stays without the name: nothing holds a person back."""
    for name, column in pointing().items():
        if column.remote_field is not None:
            assert column.remote_field.on_delete in (models.CASCADE, models.SET_NULL), name


@pytest.fixture
def asked() -> Iterator[House]:
    """A survey is open for surgery; nobody has answered it."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield build().house


def test_everything_that_leads_to_a_person_is_in_the_copy_and_nothing_else(house: House) -> None:
    change = build_change(house)
    note = NoteInput("observation", "Canary in a note.", slug=change.slug,
                     about_id=house.people["member"], visibility="change")  # fmt: skip
    written = notes.note(viewer=house.viewer("manager"), said=note, now=NOW)
    notes.open_note(viewer=house.viewer("lead"), note_id=written, now=NOW)
    said = SayInput(kind="idea", text="Canary said with a name.", slug=change.slug, named=True)
    says.say(viewer=house.viewer("member"), said=said, nonce="one", on=NOW.date())
    unnamed = SayInput(kind="idea", text="Said by nobody.", slug=change.slug)
    says.say(viewer=house.viewer("member"), said=unnamed, nonce="two", on=NOW.date())
    text = json.dumps(mine.copy(house.people["member"], now=NOW))
    lead = Person.objects.get(key="lead").name
    for expected in (
        "Canary in a note.",
        "Canary said with a name.",
        "Ward 1",
        "member",
        f'"reader": "{lead}"',
    ):
        assert expected in text
    assert "Said by nobody." not in text
    assert "Canary" not in json.dumps(mine.copy(house.people["other"], now=NOW))


def test_the_page_asks_for_open_surveys_until_they_are_answered(asked: House) -> None:
    mine_now = Invitation.objects.filter(wave__state="open").first()
    assert mine_now is not None
    if not get_user_model().objects.filter(person=mine_now.person_id).exists():
        user = get_user_model().objects.create_user("somebody", "somebody@example.org")
        Person.objects.filter(id=mine_now.person_id).update(user=user)
    key = Person.objects.get(id=mine_now.person_id).key
    before = asked.client(key).get("/me/").content.decode()
    assert "1 survey waits for you." in before
    assert 'href="/s/' in before
    team = asked.client(key).get("/my-team/").content.decode()
    assert "1 survey waits for you." in team
    assert 'href="/s/' in team
    Invitation.objects.filter(id=mine_now.id).update(used=True)
    after = asked.client(key).get("/me/").content.decode()
    assert "Nothing is asked of you" in after
    assert 'href="/s/' not in after
    assert 'href="/s/' not in asked.client(key).get("/my-team/").content.decode()


def test_the_copy_never_says_whether_a_survey_was_answered(asked: House) -> None:
    row = Invitation.objects.filter(wave__state="open").first()
    assert row is not None
    before = mine.copy(row.person_id, now=NOW)
    Invitation.objects.filter(id=row.id).update(used=True, reminded_on=NOW.date())
    assert mine.copy(row.person_id, now=NOW) == before
    assert any(each["count"] for each in before["tables"])


def test_the_file_is_the_persons_own(asked: House) -> None:
    answer = asked.client("member").get("/me/about-me.json")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    found = json.loads(answer.content)
    assert found["schema"] == mine.SCHEMA
    line = next(table for table in found["tables"] if "people.Person.name" in table["columns"])
    assert [row["key"] for row in line["rows"]] == ["member"]


def test_the_page_names_roles_and_days_in_words_and_counts_the_whole_record(asked: House) -> None:
    text = asked.client("manager").get("/me/").content.decode()
    assert "manager · Ward 1 · " in text
    counted = re.search(r"in the record of who did what: (\d+)", text)
    assert counted
    assert int(counted[1]) == audit.many(actor=f"person:{asked.people['manager']}")


def test_the_file_to_take_along_holds_a_page_in_every_language_and_the_same_for_programs(
    asked: House,
) -> None:
    Person.objects.filter(key="member").update(name="<b>Max & Moritz</b>")
    answer = asked.client("member").get("/me/about-me.zip")
    assert answer["Content-Disposition"] == 'attachment; filename="takehold-about-me.zip"'
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == ["about-me.html", "about-me.json"]
        read, found = packed.read("about-me.html").decode(), json.loads(packed.read("about-me.json"))
    now = mine.copy(asked.people["member"], now=NOW)
    assert found["tables"] == json.loads(json.dumps(now["tables"]))
    assert "What is known about me" in read
    assert "Was über mich bekannt ist" in read
    assert "Teams you are or were in: 1" in read
    assert "Teams, in denen Sie sind oder waren: 1" in read
    assert "&lt;b&gt;Max &amp; Moritz&lt;/b&gt;" in read
    assert "<b>Max" not in read
    assert re.findall(r'(?:src|href)="(?!#)', read) == []
    rows = sum(table["count"] for table in now["tables"])
    assert len(re.findall("<li>", read)) == rows * len(settings.LANGUAGES)
