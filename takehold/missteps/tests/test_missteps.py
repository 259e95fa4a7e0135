"""A misstep is suggested by anybody and nobody, told with its cause in the work, and mended only by kept promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit.models import Line
from takehold.gaps.queries.sources import fingerprint
from takehold.initiatives.facts import Conflict, Invalid
from takehold.ledger.models import Mark
from takehold.missteps import models
from takehold.missteps.facts import MisstepState, MitigationInput
from takehold.missteps.operations import lifecycle, missteps, promises
from takehold.missteps.queries import missteps as queries
from takehold.missteps.queries.owed import owed
from takehold.missteps.queries.words import answer, draft, state_of
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Membership, Person, Role

from .conftest import TODAY, kept, promised, read, said, tell, turn

pytestmark = pytest.mark.django_db


def test_anybody_suggests_one_and_nothing_tells_who(house: Any, misstep: int) -> None:
    line = Line.objects.get(subject=f"misstep:{misstep}")
    assert (line.action, line.actor, line.details) == ("misstep suggested", "takehold", "{}")
    to_people = {
        f"{model.__name__}.{field.name}"
        for model in (models.Misstep, models.Mitigation, models.Telling, models.MisstepTurn)
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is Person
    }
    assert to_people == {"Mitigation.owner"}
    with pytest.raises(NotYours):
        read(house, misstep, "member")


def test_a_suggestion_needs_a_title_and_what_happened_and_no_more(house: Any, change: Any) -> None:
    bare = said(effect="", cause=None, why="", behaviour="", happened_on=None)
    made = missteps.suggest(viewer=house.viewer("member"), slug=change.slug, said=bare, now=NOW)
    found = read(house, made)
    assert len(found.lacking) == 4
    with pytest.raises(Invalid, match="choose a cause"):
        tell(house, made)
    with pytest.raises(NotYours):
        missteps.suggest(viewer=house.viewer("stranger"), slug=change.slug, said=bare, now=NOW)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("why", "It was human error."),
        ("why", "One nurse forgot to switch it on."),
        ("happened", "The technician ignored the warning."),
        ("effect", "Somebody careless lost the sheets."),
        ("title", "The culprit is found"),
        ("why", "Menschliches Versagen."),
        ("why", "Die Kollegin hat vergessen, es einzuschalten."),
        ("happened", "It gets a written warning."),
    ],
)
def test_a_person_as_the_cause_is_refused(house: Any, change: Any, field: str, text: str) -> None:
    with pytest.raises(Invalid, match="points at a person") as refused:
        missteps.suggest(
            viewer=house.viewer("lead"), slug=change.slug, said=said(behaviour="", **{field: text}), now=NOW
        )
    assert refused.value.field == field
    assert not models.Misstep.objects.exists()


def test_the_name_of_somebody_here_is_refused_in_every_field(house: Any, change: Any, told: int) -> None:
    name = Person.objects.get(id=house.people["manager"]).name
    for field in ("title", "happened", "effect", "why"):
        with pytest.raises(Invalid, match="A misstep is ours"):
            missteps.suggest(
                viewer=house.viewer("lead"),
                slug=change.slug,
                said=said(**{field: f"{name} decided it."}),
                now=NOW,
            )
    with pytest.raises(Invalid, match="A misstep is ours"):
        missteps.tell_more(viewer=house.viewer("lead"), misstep_id=told, to=name, now=NOW)
    with pytest.raises(Invalid, match="A misstep is ours"):
        promised(house, told, what=f"{name} gets a course.")


def test_a_sentence_of_the_work_is_kept(house: Any, change: Any) -> None:
    for why in (
        "Nurses had no time for the course.",
        "The manager role had no right to open it.",
        "The tool failed.",
    ):
        made = missteps.suggest(viewer=house.viewer("lead"), slug=change.slug, said=said(why=why), now=NOW)
        assert read(house, made).why == why


def test_a_day_to_come_is_none_on_which_it_happened(house: Any, change: Any) -> None:
    late = said(happened_on=TODAY + timedelta(days=1))
    with pytest.raises(Invalid, match="still to come"):
        missteps.suggest(viewer=house.viewer("lead"), slug=change.slug, said=late, now=NOW)


def test_the_figure_is_kept_as_it_was_seen_with_its_fingerprint(house: Any, misstep: int) -> None:
    seen = read(house, misstep).seen
    assert seen is not None
    assert "The handover is written in the record" in seen.text
    assert "%" in seen.text
    assert seen.sha256 == fingerprint(seen.text)


@pytest.mark.parametrize("role", ["lead", "sponsor", "it lead", "admin"])
def test_who_leads_or_sponsors_tells_it_and_everybody_reads_it(house: Any, misstep: int, role: str) -> None:
    tell(house, misstep, role)
    for reader in ("member", "other", "small", "works council"):
        found = read(house, misstep, reader)
        assert (found.line.state, found.told[0].to) == (MisstepState.TOLD, "All wards, at Monday's handover")
        assert not found.may_speak
    marks = Mark.objects.filter(kind="misstep")
    assert [each.text for each in marks] == ["We said what we got wrong: We took the paper away too early"]


@pytest.mark.parametrize("role", ["member", "manager", "council", "auditor", "steward"])
def test_who_reads_it_tells_and_moves_nothing(house: Any, told: int, role: str) -> None:
    viewer, version = house.viewer(role), read(house, told, role).version
    on: dict[str, Any] = {"viewer": viewer, "misstep_id": told, "now": NOW}
    with pytest.raises(NotAllowed):
        missteps.turn(event="begin", reason="", version=version, **on)
    with pytest.raises(NotAllowed):
        missteps.tell_more(to="All", **on)
    with pytest.raises(NotAllowed):
        promises.promise(said=MitigationInput("What", TODAY, owner_role="lead"), version=version, **on)
    with pytest.raises(NotAllowed):
        missteps.edit(said=said(), version=version, **on)


def test_what_was_told_stays_as_it_was_told(house: Any, told: int) -> None:
    with pytest.raises(Invalid, match="stays as it was told"):
        missteps.edit(
            viewer=house.viewer("lead"), misstep_id=told, said=said(title="Something else"),
            version=read(house, told).version, now=NOW,
        )  # fmt: skip
    assert read(house, told).line.title == "We took the paper away too early"


def test_two_who_edit_at_once_do_not_overwrite_each_other(house: Any, misstep: int) -> None:
    was = read(house, misstep).version
    on: dict[str, Any] = {"misstep_id": misstep, "version": was, "now": NOW}
    missteps.edit(viewer=house.viewer("lead"), said=said(title="One"), **on)
    with pytest.raises(Conflict):
        missteps.edit(viewer=house.viewer("sponsor"), said=said(title="Other"), **on)
    with pytest.raises(Conflict):
        missteps.tell(viewer=house.viewer("sponsor"), to="All wards", **on)
    assert read(house, misstep).line.title == "One"


def test_it_is_mended_only_once_every_promise_is_kept(house: Any, told: int) -> None:
    with pytest.raises(Invalid, match="Promise something first"):
        turn(house, told, "begin")
    first, second = (
        promised(house, told),
        promised(house, told, owner_role="", owner_body="The council of wards"),
    )
    assert turn(house, told, "begin") is MisstepState.MENDING
    kept(house, told, first)
    with pytest.raises(Invalid, match="once every promise is kept"):
        turn(house, told, "finish")
    kept(house, told, second)
    with pytest.raises(Invalid, match="quicker"):
        kept(house, told, second)
    assert turn(house, told, "finish") is MisstepState.MENDED
    assert [each.title for each in queries.mended(initiative_id=models.Misstep.objects.get().initiative_id)]
    assert state_of(read(house, told)).startswith("We got this wrong, said so, and mended it by 2 March 2026")
    with pytest.raises(Invalid, match="settled"):
        promised(house, told)
    with pytest.raises(Invalid, match="in a sentence why"):
        turn(house, told, "reopen")
    assert turn(house, told, "reopen", "The form grew again.") is MisstepState.REOPENED
    assert read(house, told).line.mended_on is None
    with pytest.raises(Invalid, match="Promise something first"):
        turn(house, told, "begin")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"due_on": None}, "due_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"due_on": TODAY + timedelta(days=1000)}, "due_on"),
        ({"owner_role": ""}, "owner"),
        ({"owner_role": "auditor"}, "owner_role"),
        ({"owner_id": 999_999}, "owner"),
        ({"what": " "}, "what"),
    ],
)
def test_a_promise_has_an_owner_and_a_day(house: Any, told: int, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        promised(house, told, **fields)
    assert refused.value.field == field
    assert not models.Mitigation.objects.exists()


def test_whoever_promised_says_that_it_was_kept_and_nobody_else(house: Any, told: int) -> None:
    mine = promised(house, told, owner_id=house.people["member"], owner_role="")
    with pytest.raises(NotAllowed):
        kept(house, told, mine, "manager")
    kept(house, told, mine, "member")
    assert read(house, told).promises[0].came_of == "It fits on one screen now."
    with pytest.raises(NotYours):
        kept(house, told, 999_999)


def test_a_promise_is_owed_by_its_owner_and_by_the_role_of_the_change(house: Any, told: int) -> None:
    promised(house, told)
    promised(house, told, owner_id=house.people["member"], owner_role="", what="The sheets are collected.")
    soon = TODAY + timedelta(weeks=5)

    def owes(role: str) -> list[str]:
        return [each.what for each in owed(viewer=house.viewer(role), until=soon)]

    assert owes("lead") == ["The form fits on one screen."]
    assert owes("member") == ["The sheets are collected."]
    assert owes("sponsor") == owes("manager") == []
    assert owed(viewer=house.viewer("lead"), until=TODAY) == ()
    kept(house, told, models.Mitigation.objects.get(owner=None).pk)
    assert owes("lead") == []
    Role.objects.filter(person_id=house.people["lead"], initiative_id=None).delete()
    promised(house, told, what="A second look.")
    assert owes("lead") == ["A second look."]  # by the role on this very change


def test_an_owner_who_leaves_is_missed(house: Any, told: int) -> None:
    owner = house.people["other"]
    promised(house, told, owner_id=owner, owner_role="")
    Membership.objects.filter(person_id=owner).update(valid_to=TODAY)
    Role.objects.filter(person_id=owner).update(valid_to=TODAY)
    assert read(house, told).promises[0].owner.gone
    Person.objects.filter(id=owner).delete()
    assert read(house, told).promises[0].owner.gone


def test_what_is_left_can_be_taken_up_and_stays_unread_by_others(house: Any, misstep: int) -> None:
    turn(house, misstep, "leave", "The drawer was closed by the fire brigade.")
    with pytest.raises(NotYours):
        read(house, misstep, "auditor")
    assert turn(house, misstep, "again") is MisstepState.DRAFT


def test_the_list_holds_what_one_may_read_with_what_is_open_first(house: Any, judged: Any, told: int) -> None:
    waiting = missteps.suggest(
        viewer=house.viewer("member"), slug=judged.slug, said=said(title="Another one"), now=NOW
    )
    assert [each.id for each in queries.missteps(viewer=house.viewer("lead"))] == [waiting, told]
    assert [each.id for each in queries.missteps(viewer=house.viewer("member"))] == [told]
    with pytest.raises(NotYours):
        queries.missteps(viewer=house.viewer("stranger"))
    promised(house, told, due_on=TODAY)
    models.Mitigation.objects.update(due_on=TODAY - timedelta(days=1))
    lines = queries.missteps(viewer=house.viewer("member"))
    assert answer(lines) == "We told of 1 misstep, 0 mended. In 1 of them a promise is late."


def test_the_draft_speaks_of_us_and_of_the_work(house: Any, misstep: int) -> None:
    promised(house, misstep)
    text = draft(read(house, misstep))
    assert text[0] == "We got something wrong."
    assert text[3].startswith("What let it happen lies in priorities, not in a person:")
    assert text[4] == "What we do: The form fits on one screen. By 30 March 2026: the change lead."


def test_the_record_holds_no_word_of_it(house: Any, told: int) -> None:
    kept(house, told, promised(house, told))
    written = Line.objects.filter(subject=f"misstep:{told}")
    assert {each.action for each in written} == {
        "misstep suggested",
        "misstep told",
        "mending promised",
        "mending done",
    }
    assert "form" not in str([each.details for each in written])


@given(events=st.lists(st.sampled_from(lifecycle.EVENTS), max_size=12))
def test_nothing_is_mended_that_was_not_told_and_nothing_told_is_untold(events: list[str]) -> None:
    state, told, mending = MisstepState.DRAFT, False, False
    for event in events:
        to = lifecycle.following(state, event)
        assert (event in lifecycle.possible(state)) is (to is not None and event != lifecycle.TELL)
        if to is None:
            continue
        told |= event == lifecycle.TELL
        mending = to is MisstepState.MENDING or (mending and to is MisstepState.MENDED)
        assert told is (to not in (MisstepState.DRAFT, MisstepState.LEFT))
        assert to is not MisstepState.MENDED or mending
        state = to


def test_every_state_is_reached_and_every_event_does_something() -> None:
    assert {state for state, _event in lifecycle.NEXT} | set(lifecycle.NEXT.values()) == set(MisstepState)
    assert {event for _state, event in lifecycle.NEXT} == set(lifecycle.EVENTS)
