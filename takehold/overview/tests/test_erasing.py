"""A person is erased: nothing that names the person is left in any table, and what was counted stays counted."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection

from conftest import NOW, House
from takehold.audit import queries as audit
from takehold.gather import models as gather
from takehold.gather.operations import agreements
from takehold.initiatives.models import Sent
from takehold.ledger.models import Import, PersonNumber, Rejected, Source, SuppressedPerson
from takehold.ledger.operations import persons, traces
from takehold.ledger.operations.uploads import accept_upload
from takehold.overview import operations
from takehold.overview.queries import mine
from takehold.people import jobs
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, RoleKind
from takehold.people.models import Erasure, Membership, Person
from takehold.people.operations import forgetting as people_forgetting
from takehold.people.operations import grant_role, issue_key
from tests.security.world import World, build

pytestmark = pytest.mark.django_db
NAME, MAIL, KEY = "Wilhelmine Zschoppach", "w.zschoppach@clinic.example", "KX-77123"
NOTED, REPLIED, SAID, CHOSEN = "canary-noted", "canary-replied", "canary-said", "canary-chosen"
CANARIES: Final = ("Zschoppach", "zschoppach", KEY, NOTED, REPLIED, SAID, CHOSEN)


def dumped() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(found)


def left() -> list[str]:
    return [line for line in dumped().splitlines() if any(canary in line for canary in CANARIES)]


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def person(world: World) -> int:
    return planted(world)


def planted(world: World) -> int:
    """``member`` under a name of her own, in every table that can lead to a person."""
    house, found = world.house, world.house.people["member"]
    Person.objects.filter(id=found).update(name=NAME, email=MAIL, key=KEY)
    user = get_user_model().objects.get(person=found)
    user.username = user.email = MAIL
    user.save()
    EmailAddress.objects.create(user=user, email=MAIL)
    SocialAccount.objects.create(user=user, provider="sso", uid=KEY)
    told = {"answers": [{"person": NAME, "note": SAID}]}
    Sent.objects.create(
        person_id=house.people["lead"], key="one", request_sha256="", status=200, body=told, at=NOW
    )
    house.client("member").get("/me/")
    viewer = people.viewer(user_id=user.pk, on=house.on)
    issue_key(viewer=viewer, name="Zschoppach's script", now=NOW)
    grant_role(viewer=house.viewer("admin"), person_id=found, kind=RoleKind.WORKS_COUNCIL, now=NOW)
    viewer = people.viewer(user_id=user.pk, on=house.on)
    agreements.agree(viewer=viewer, words="", now=NOW)
    heard(found, world)
    wave = gather.Wave.objects.filter(state="open").first()
    assert wave is not None
    cell = gather.Cell.objects.filter(wave=wave, channel="").first()
    gather.Invitation.objects.get_or_create(wave=wave, person_id=found, defaults={"cell": cell})
    gather.Member.objects.get_or_create(cell=cell, person_id=found)
    gather.NamedAnswer.objects.create(wave=wave, person_id=found, choices={"q": CHOSEN}, comments={"c": SAID})
    brought(found)
    return found


def heard(found: int, world: World) -> None:
    day = {"happened_on": NOW.date(), "recorded_at": NOW, "expires_on": NOW.date() + timedelta(days=9)}
    how = {"formality": "formal", "certainty": "seen", "visibility": "pair"}
    note = gather.Note.objects.create(kind="one to one", text=NOTED, about_id=found, **how, **day)
    gather.NoteReply.objects.create(note=note, author_id=found, on=NOW.date(), text=REPLIED)
    gather.Note.objects.create(kind="observation", text="by her, on the ward", author_id=found, **how, **day)
    say = gather.Say.objects.create(
        receipt_sha256="1" * 64, kind="idea", text=SAID, person_id=found, said_on=NOW.date(),
        expires_on=day["expires_on"],
    )  # fmt: skip
    gather.SayReply.objects.create(say=say, on=NOW.date(), text=f"You wrote {SAID}: thank you.")
    gather.SayDesk.objects.update_or_create(id=1, defaults={"duty_id": found, "duty_called": NAME})


def brought(found: int) -> None:
    """A loaded file, a rejected line and a waiting draft that name her; and one file that does not."""
    source = Source.objects.order_by("pk").first()
    assert source is not None
    PersonNumber.objects.create(
        source=source, alias=persons.alias(source.pk, NAME), number=5, made_on=NOW.date()
    )
    for name in (f"1;{NAME};closed\n", "2;Somebody Else;closed\n"):
        row = accept_upload(
            source_id=source.pk, filename="export.csv", chunks=[name.encode()], recipe_text="",
            uploaded_by=f"person:{found}", now=NOW,
        )  # fmt: skip
        Import.objects.filter(pk=row.id).update(state="refused")
        Rejected.objects.create(of_id=row.id, line=1, reason=f"“{name.split(';')[1]}” is no date.")
    sender = gather.Sender.objects.create(
        kind="webhook", name="Desk", initiative=None, created_by_id=found, created_at=NOW
    )
    for key, who in (("one", NAME), ("two", "Somebody Else")):
        gather.Received.objects.create(sender=sender, key=key, at=NOW, body=f'{{"by": "{who}"}}')
    draft = gather.Draft.objects.create(
        id=uuid.uuid4(), initiative_slug="x", uploaded_by_id=found, created_at=NOW, updated_at=NOW,
        filename="Zschoppach.csv", stored_name="upload.csv", size=9, sha256="0" * 64,
        inspection={"rows": [["1", NAME]]},
    )  # fmt: skip
    file = Path(settings.HOME) / "quarantine" / "drafts" / draft.id.hex / "upload.csv"
    file.parent.mkdir(parents=True)
    file.write_text(f"number;by\n1;{NAME.upper()}\n")


def quarantined() -> list[bytes]:
    folder = Path(settings.HOME) / "quarantine"
    kept = [path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()]
    return [each for each in kept if b"chop" in each]


def test_nothing_that_names_the_person_is_left_in_any_table_or_upload(world: World, person: int) -> None:
    tables = {line.partition(":")[0] for line in left()}
    assert len(tables) >= 12, "the canary is not where it should be, so the test would prove nothing"
    assert quarantined()
    done = operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    assert left() == []
    assert quarantined() == []
    assert done.files == 2
    files = (Path(settings.HOME) / "quarantine").glob("*.csv")
    assert any(b"Somebody Else" in path.read_bytes() for path in files)
    assert gather.Received.objects.exclude(body="").get().key == "two"
    assert [f"person:{person}" in each.subject for each in audit.recent(1)] == [True]
    assert audit.verify().ok


def test_files_go_only_with_the_commit_and_all_the_same_when_killed_after_it(
    world: World, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, before = world.house.viewer("admin"), (quarantined(), left())

    def killed(*_all: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(operations.erasing.audit, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            operations.erase(viewer=admin, person_id=person, now=NOW)
    assert (quarantined(), left()) == before, "nothing was committed, so nothing is gone"
    assert gather.Draft.objects.filter(filename="Zschoppach.csv").exists()
    with monkeypatch.context() as patched:
        patched.setattr(operations.erasing.people, "remove_files", killed)
        with pytest.raises(KeyboardInterrupt):
            operations.erase(viewer=admin, person_id=person, now=NOW)
    assert left() == []
    assert len(quarantined()) == 2, "killed between the commit and the files"
    assert jobs.due(NOW) == (jobs.WIPE,)
    with pytest.raises(
        jobs.StillInUse
    ):  # within a test's transaction no file of the database is written anew
        jobs.run(jobs.WIPE, now=NOW, home=Path(settings.HOME))
    assert quarantined() == []
    assert Erasure.objects.get().leaving == []


def test_files_are_searched_before_anything_is_written(
    world: World, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths, holds = [], traces.holds

    def watched(path: Path, wanted: re.Pattern[bytes]) -> bool | None:
        depths.append(len(connection.savepoint_ids))
        return holds(path, wanted)

    monkeypatch.setattr(traces, "holds", watched)
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    assert len(depths) >= 3
    assert set(depths) == {0}


def test_a_file_that_comes_between_the_search_and_the_commit_is_searched_as_well(
    world: World, person: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = operations.erasing.gather.search_files

    def then_more(**asked: object) -> object:
        found = search(**asked)
        row = accept_upload(
            source_id=Source.objects.earliest("pk").pk, filename="late.csv", chunks=[f"3;{NAME}\n".encode()],
            recipe_text="", uploaded_by="person:1", now=NOW,
        )  # fmt: skip
        Import.objects.filter(pk=row.id).update(state="refused")
        return found

    monkeypatch.setattr(operations.erasing.gather, "search_files", then_more)
    assert operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW).files == 3
    assert quarantined() == []


def test_every_table_that_can_hold_a_person_is_written_anew(world: World, person: int) -> None:
    """The list is of those that are not, so that a new room's tables are in it by themselves."""
    holding = {line.partition(":")[0] for line in left()}
    assert [table for table in holding if table.startswith(people_forgetting.NAMELESS)] == []
    for model in apps.get_models():
        if model._meta.db_table.startswith(people_forgetting.NAMELESS):
            related = {field.related_model for field in model._meta.get_fields() if field.is_relation}
            assert related.isdisjoint({Person, get_user_model()}), model
    tables = connection.introspection.table_names()
    for start in people_forgetting.NAMELESS:
        assert any(table.startswith(start) for table in tables), f"{start} is no table any more"


def test_what_was_said_to_go_is_gone_and_the_rest_is_there_without_the_name(
    world: World, person: int
) -> None:
    before = {each.words: each for each in mine.about(person)}
    members = Membership.objects.filter(person_id=person).values_list("team_id", "valid_from").get()
    rows = {model: model.objects.count() for model in (gather.Invitation, gather.Member, gather.Say)}
    assert before["Notes about you"].stays == ""
    assert before["Your line in the list of people"].stays == ""
    assert before["Teams you are or were in"].stays
    assert before["Notes you wrote"].stays
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    for each in mine.about(person):
        in_record = each.columns == ("audit.Line.actor",)
        assert each.count == (before[each.words].count if in_record else 0), each.words
    assert {model: model.objects.count() for model in rows} == rows
    kept = Membership.objects.get(person=None)
    assert (kept.team_id, kept.valid_from, kept.valid_to) == (*members, world.house.on)
    assert gather.Note.objects.filter(text="by her, on the ward", author=None).count() == 1


def test_what_only_contains_the_beginning_of_an_address_stays(world: World, person: int) -> None:
    mail = "mark@clinic.example"
    Person.objects.filter(id=person).update(email=mail)
    sender = gather.Received.objects.get(key="two").sender
    loaded = Import.objects.earliest("created_at")
    for key, text in (
        ("word", "Remarks of the supermarket"),
        ("alone", "closed\nmark"),
        ("with domain", "CLINIC\\MARK"),
    ):
        gather.Received.objects.create(sender=sender, key=key, at=NOW, body=json.dumps({"note": text}))
        Rejected.objects.create(of=loaded, line=2, reason=text)
    draft = gather.Draft.objects.create(
        id=uuid.uuid4(), initiative_slug="x", uploaded_by_id=world.house.people["admin"], created_at=NOW,
        updated_at=NOW, filename="market.csv", size=9, sha256="1" * 64, inspection={"rows": [["remark"]]},
        stored_name="upload.csv",
    )  # fmt: skip
    Import.objects.filter(pk=loaded.pk).update(filename="markets.csv")
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    kept = gather.Received.objects.exclude(body="").values_list("key", flat=True)
    assert set(kept) == {"two", "word"}, "what was acknowledged and names nobody is counted"
    assert [each.reason for each in Rejected.objects.filter(of=loaded, line=2)] == [
        "Remarks of the supermarket"
    ]
    assert gather.Draft.objects.filter(id=draft.id).exists()
    assert Import.objects.get(pk=loaded.pk).filename == "markets.csv"


def test_a_team_keeps_its_size_of_every_earlier_day(world: World, person: int) -> None:
    house = world.house
    yesterday = house.on - timedelta(days=1)

    def sizes(on: date) -> dict[str, int]:
        return {team.key: team.people for team in people.teams(viewer=people.system_viewer(on=on))}

    before, today = sizes(yesterday), sizes(house.on)
    operations.erase(viewer=house.viewer("admin"), person_id=person, now=NOW)
    assert sizes(yesterday) == before
    assert sizes(house.on) == {**today, "ward-1": today["ward-1"] - 1}


def test_the_account_the_sessions_and_the_link_of_an_open_survey_end(world: World, person: int) -> None:
    client = world.house.client("member")
    nonce = gather.Invitation.objects.filter(person_id=person).values_list("nonce", flat=True).first()
    user = get_user_model().objects.get(person=person).pk
    assert client.get("/me/").status_code == 200
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    assert client.get("/me/").status_code == 302
    assert not get_user_model().objects.filter(pk=user).exists()
    assert not [s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(user)]
    assert not gather.Invitation.objects.filter(nonce=nonce).exists()


def test_no_number_is_ever_made_again_for_the_name(world: World, person: int) -> None:
    source = Source.objects.order_by("pk").first()
    assert source is not None
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    assert not PersonNumber.objects.filter(number=5).exists()
    for way in (NAME, "Zschoppach, Wilhelmine", NAME.upper(), MAIL, "w.zschoppach"):
        alias = persons.alias(source.pk, way)
        assert SuppressedPerson.objects.filter(source=source, alias=alias).exists(), way


def test_only_oneself_and_administrators_may_and_the_last_one_stays(house: House) -> None:
    member, admin = house.people["member"], house.people["admin"]
    for role in ("manager", "lead", "works council", "steward", "stranger"):
        with pytest.raises(NotYours):
            operations.erase(viewer=house.viewer(role), person_id=member, now=NOW)
    with pytest.raises(NotAllowed, match="Nobody else is an administrator"):
        operations.erase(viewer=house.viewer("admin"), person_id=admin, now=NOW)
    grant_role(viewer=house.viewer("admin"), person_id=house.people["steward"], kind=RoleKind.ADMIN, now=NOW)
    operations.erase(viewer=house.viewer("admin"), person_id=admin, now=NOW)
    operations.erase(viewer=house.viewer("member"), person_id=member, now=NOW)
    with pytest.raises(NotFound):
        operations.erase(viewer=house.viewer("steward"), person_id=member, now=NOW)
    assert Erasure.objects.count() == 2
    listed = (Path(settings.HOME) / "erased-persons").read_text().split()
    assert [int(each) for each in listed[::2]] == list(
        Erasure.objects.order_by("id").values_list("number", flat=True)
    )


def test_a_word_that_something_is_unsafe_stays_without_the_name_until_it_is_answered(house: House) -> None:
    say = gather.Say.objects.create(
        receipt_sha256="2" * 64, kind="unsafe", text="Doses are doubled.", person_id=house.people["member"],
        said_on=NOW.date(), expires_on=NOW.date() + timedelta(days=9),
    )  # fmt: skip
    operations.erase(viewer=house.viewer("admin"), person_id=house.people["member"], now=NOW)
    say.refresh_from_db()
    assert (say.text, say.person_id) == ("Doses are doubled.", None)


def test_somebody_who_was_erased_is_still_one_of_those_who_were_asked(world: World, person: int) -> None:
    """Else the groups of two surveys would look alike, and their difference would be the answer of the erased."""
    from takehold.gather.disclosure import comparing

    cell = gather.Member.objects.filter(person_id=person).values_list("cell_id", flat=True)[0]
    before = comparing._members([cell])[cell]
    operations.erase(viewer=world.house.viewer("admin"), person_id=person, now=NOW)
    after = comparing._members([cell])[cell]
    assert len(after) == len(before)
    assert not comparing.enough(before - {person}, after, 5)
