"""Notes in half a minute: who reads them, what is on record, and when hearsay counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from takehold.audit import queries as audit
from takehold.gather.facts.notes import NoteInput, ThemeWords
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Note, Theme
from takehold.gather.operations import notes as operations
from takehold.gather.operations import says, themes, voice_jobs
from takehold.gather.queries import notes as queries
from takehold.gather.queries import themes as told
from takehold.gather.queries.sorts import kinds_with_defaults
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours


def write(
    house: Any, who: str = "manager", kind: str = "observation", text: str = "Labels fall off.", **more: Any
) -> UUID:
    return operations.note(
        viewer=house.viewer(who), said=NoteInput(kind=kind, text=text, **more), now=house.now
    )


def readers(house: Any, note: UUID) -> set[str]:
    found = set()
    for role in (
        "manager",
        "member",
        "other",
        "small",
        "lead",
        "sponsor",
        "steward",
        "works council",
        "auditor",
        "admin",
        "stranger",
    ):
        try:
            queries.note(viewer=house.viewer(role), note_id=note)
            found.add(role)
        except NotYours:
            continue
    return found


def test_one_tap_sets_everything_and_only_the_text_is_needed(house: Any) -> None:
    for kind, sure, who in (
        ("observation", "seen", "change"), ("meeting", "told", "team"), ("one to one", "told", "pair"), ("hearsay", "heard", "change"),
    ):  # fmt: skip
        row = Note.objects.get(id=write(house, kind=kind))
        assert (row.certainty, row.visibility, row.team_id) == (sure, who, house.teams["ward-1"])
    assert len(kinds_with_defaults()) == 4
    sent = house.client("manager").post(
        "/notes/new/", {"kind": "meeting", "text": "Nobody has a second screen."}
    )
    assert sent.status_code == 302
    page = house.client("manager").get("/notes/").content.decode()
    assert "Nobody has a second screen." in page


def test_who_reads_what(house: Any, change: str) -> None:
    lead_too = {"lead", "admin"}
    assert readers(house, write(house)) == {"manager"} | lead_too
    assert readers(house, write(house, kind="meeting")) == {"manager", "member"}
    assert readers(house, write(house, kind="one to one", about_id=house.people["member"])) == {
        "manager",
        "member",
    }
    assert readers(house, write(house, kind="hearsay")) == {"manager"}
    to_change = write(house, about_id=house.people["member"], visibility="change", slug=change)
    assert readers(house, to_change) == {"manager", "member"} | lead_too


def test_a_note_about_a_person_is_read_by_that_person_at_once_who_may_answer(house: Any) -> None:
    note = write(house, kind="one to one", about_id=house.people["member"], text="Wants more training.")
    page = house.client("member").get("/notes/").content.decode()
    assert "Wants more training." in page
    assert (
        house.client("member").post(f"/notes/{note}/reply/", {"text": "Yes, on Fridays."}).status_code == 302
    )
    assert "Yes, on Fridays." in house.client("manager").get(f"/notes/{note}/").content.decode()
    with pytest.raises(NotYours):
        operations.reply(viewer=house.viewer("other"), note_id=note, text="?", now=house.now)


def test_somebody_elses_reading_of_a_note_about_a_person_is_put_on_record_first(house: Any) -> None:
    note = write(house, about_id=house.people["member"], visibility="change", text="Prints every list.")

    def recorded() -> int:
        return sum(each.action == "note about a person read" for each in audit.recent(500))

    assert "Prints every list." not in str([each.text for each in queries.heard(viewer=house.viewer("lead"))])
    assert recorded() == 0
    house.client("manager").get(f"/notes/{note}/")
    house.client("member").get(f"/notes/{note}/")
    assert recorded() == 0
    assert "Prints every list." in house.client("lead").get(f"/notes/{note}/").content.decode()
    assert recorded() == 1


def test_what_cannot_be_kept_is_said(house: Any) -> None:
    for wrong in (
        {"text": " "}, {"kind": "gossip"}, {"kind": "hearsay", "about_id": house.people["member"]},
        {"about_id": house.people["member"], "visibility": "team"}, {"team_id": 999}, {"visibility": "everybody"},
        {"kind": "hearsay", "theme": "Mia Manager is against it"},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            write(house, **wrong)
    for who, error in (("member", NotAllowed), ("stranger", NotYours), ("sponsor", NotAllowed)):
        with pytest.raises(error):
            write(house, who=who)


def test_names_in_hearsay_are_pointed_at_first(house: Any) -> None:
    client = house.client("manager")
    said = {"kind": "hearsay", "text": "Max Member wants to leave.", "theme": "Leaving"}
    page = client.post("/notes/new/", said)
    assert "<mark>Max Member" in page.content.decode()
    assert Note.objects.count() == 0
    assert "Max Member wants" in client.post("/notes/new/", {**said, "step": "change"}).content.decode()
    assert client.post("/notes/new/", {**said, "step": "keep"}).status_code == 302


def test_hearsay_counts_for_nothing_before_two_independent_sides_agree(house: Any, change: str) -> None:
    lead = house.viewer("lead")

    def shown() -> list[tuple[str, int]]:
        return [(each.name, each.hearsay) for each in told.themes(viewer=house.viewer("lead"), slug=change)]

    write(house, kind="hearsay", text="It will be switched off.", theme="Switching it off", slug=change)
    assert shown() == []
    write(house, kind="hearsay", text="They say so again.", theme="Switching it off", slug=change)
    assert shown() == []  # the same author twice is one side
    write(house, who="other", kind="hearsay", text="Heard it too.", theme="switching it  off", slug=change)
    assert shown() == [("Switching it off", 3)]
    assert Theme.objects.count() == 1
    for row in Note.objects.all():
        with pytest.raises(NotYours):
            queries.note(viewer=lead, note_id=row.id)


def test_one_who_heard_it_and_one_other_kind_of_source_are_two_sides(house: Any, change: str) -> None:
    write(house, kind="hearsay", theme="Printer", slug=change)
    write(house, kind="observation", theme="Printer", slug=change, text="The printer is empty.")
    theme = told.themes(viewer=house.viewer("lead"), slug=change)[0]
    assert (theme.notes, theme.hearsay) == (1, 0)  # the observer is who heard it: one side
    says.say(
        viewer=house.viewer("member"),
        said=SayInput("obstacle", "Our printers never work.", slug=change),
        nonce="1",
        on=house.on,
    )
    theme = told.themes(viewer=house.viewer("lead"), slug=change)[0]
    assert (theme.says, theme.notes, theme.hearsay, theme.sides) == (1, 1, 1, 2)


def test_a_manager_hears_of_the_own_area_only(house: Any, change: str) -> None:
    write(house, who="other", kind="meeting", theme="Printer", slug=change)
    assert told.themes(viewer=house.viewer("manager"), slug=change) == ()
    assert [each.notes for each in told.themes(viewer=house.viewer("other"), slug=change)] == [1]


def test_hearsay_expires_after_eight_weeks_and_its_words_go(house: Any, change: str) -> None:
    write(house, kind="hearsay", theme="Off", slug=change)
    write(house, who="other", kind="hearsay", theme="Off", slug=change)
    later = house.now + timedelta(weeks=8)
    assert voice_jobs.due(later - timedelta(days=1)) == ()
    assert voice_jobs.due(later) == (voice_jobs.EXPIRE,)
    voice_jobs.run(voice_jobs.EXPIRE, now=later)
    assert voice_jobs.due(later) == ()
    assert set(Note.objects.values_list("text", flat=True)) == {""}
    assert told.themes(viewer=house.viewer("lead"), slug=change) == ()


def test_an_author_takes_a_note_back_and_nobody_else(house: Any) -> None:
    note = write(house)
    with pytest.raises(NotAllowed):
        operations.withdraw(viewer=house.viewer("lead"), note_id=note, now=house.now)
    assert house.client("manager").post(f"/notes/{note}/withdraw/").status_code == 302
    assert Note.objects.count() == 0


def test_themes_are_kept_by_who_leads_the_change_and_name_nobody(house: Any, change: str) -> None:
    lead = house.viewer("lead")
    theme = themes.save_theme(
        viewer=lead, name="Paper", words=["paper", "Papier", ""], slug=change, now=house.now
    )
    assert told.edited(viewer=lead, slug=change) == (ThemeWords(theme, "Paper", ("paper", "Papier"), change),)
    for name, words in (
        ("Olga Other", []),
        ("Paper", []),
        ("New", ["mia manager"]),
        ("Many", [f"w{n}" for n in range(50)]),
    ):
        with pytest.raises(Invalid):
            themes.save_theme(viewer=lead, name=name, words=words, slug=change, now=house.now)
    with pytest.raises(NotAllowed):
        themes.save_theme(viewer=house.viewer("manager"), name="X", words=[], slug=change, now=house.now)
    with pytest.raises(NotYours):
        themes.drop_theme(viewer=house.viewer("manager"), theme_id=theme, now=house.now)
    themes.drop_theme(viewer=lead, theme_id=theme, now=house.now)
    assert Theme.objects.count() == 0


def test_programs_write_read_and_add(house: Any) -> None:
    from takehold.gather import api

    assert {"/notes", "/notes/{note_id}"} <= set(api.notes.router.path_operations)
    said = {"kind": "one to one", "text": "Wants to learn it.", "about_id": house.people["member"]}
    client = house.client("manager")
    sent = client.post("/api/v1/notes", said, content_type="application/json")
    assert sent.status_code == 201
    one = f"/api/v1/notes/{sent.json()['id']}"
    member = house.client("member")
    assert [each["text"] for each in member.get("/api/v1/notes").json()["about_me"]] == ["Wants to learn it."]
    assert (
        member.post(f"{one}/replies", {"text": "I do."}, content_type="application/json").status_code == 200
    )
    assert [each["text"] for each in client.get(one).json()["replies"]] == ["I do."]
    assert house.client("other").get(one).status_code == 404


def test_a_person_is_forgotten_in_everything_that_leads_there(house: Any) -> None:
    from takehold.gather.operations.voices_of_person import forget
    from takehold.gather.queries.voices_of_person import about

    member, manager = house.people["member"], house.people["manager"]
    note = write(house, kind="one to one", about_id=member)
    operations.reply(viewer=house.viewer("member"), note_id=note, text="Yes.", now=house.now)
    said = SayInput("idea", "Mine.", named=True)
    says.say(viewer=house.viewer("member"), said=said, nonce="1", on=house.on)
    assert dict(about(member).tables)["notes about you"] == 1
    assert forget(member).total == 3
    assert about(member).total == 0
    assert Note.objects.count() == 0
    write(house)
    assert forget(manager).total == 1
    assert Note.objects.get().author_id is None
