"""Sorting texts: one at a time, in an order drawn anew, with hints that count only when they are chosen, and undone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.facts.codebook import TextKind
from takehold.gaps.operations import coding as operations
from takehold.gaps.queries import coding as queries
from takehold.gaps.queries import texts as material
from takehold.gaps.queries.rights import change_of
from takehold.gaps.tests import written
from takehold.gather.facts.notes import NoteInput
from takehold.gather.facts.says import SayInput
from takehold.gather.models.answers import ReleasedComment
from takehold.gather.operations import notes, says
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours


def card(house: Any, change: Any, who: str = "lead") -> Any:
    viewer = house.viewer(who)
    return queries.card(viewer=viewer, turn=queries.coder(viewer=viewer, slug=change.slug))


def put(house: Any, change: Any, seal: str, *chosen: int, who: str = "lead") -> None:
    operations.code(viewer=house.viewer(who), slug=change.slug, seal=seal, chosen=chosen)


def second(house: Any, change: Any, key: str = "it lead") -> None:
    operations.name_coder(
        viewer=house.viewer("lead"), slug=change.slug, person_id=house.people[key], second=True, now=NOW
    )


def test_texts_come_one_at_a_time_and_a_decision_is_taken_back(house: Any, change: Any) -> None:
    themes = written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    first = card(house, change)
    assert (first.done, first.left, first.undo, first.sample) == (0, 12, False, False)
    put(house, change, first.text.seal, themes["Form"], themes["Time"])
    then = card(house, change)
    assert (then.done, then.left, then.undo) == (1, 11, True)
    assert then.text.seal != first.text.seal
    assert operations.undo(viewer=house.viewer("lead"), slug=change.slug)
    assert card(house, change) == first
    assert not operations.undo(viewer=house.viewer("lead"), slug=change.slug)
    assert models.Code.objects.count() == 0


def test_nothing_fits_is_a_decision_too(house: Any, change: Any) -> None:
    written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    put(house, change, card(house, change).text.seal)
    assert card(house, change).done == 1
    told = queries.decided(change=change_of(house.viewer("lead"), change.slug), second=False)
    assert set(told.values()) == {frozenset()}


def test_a_hint_names_how_many_texts_are_alike_and_counts_only_when_it_is_chosen(
    house: Any, change: Any
) -> None:
    themes = written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    assert [each.hint for each in card(house, change).choices] == [None] * 3
    under = {written.LINES[1]: [themes["Form"]]}
    seen = 0
    while (found := card(house, change)).text is not None:
        hints = {each.theme.id: each.hint for each in found.choices if each.hint}
        if found.text.text == written.LINES[1] and seen:
            assert hints[themes["Form"]].alike == seen
            assert "clicks" in hints[themes["Form"]].shared
        seen += found.text.text == written.LINES[1]
        put(house, change, found.text.seal, *under.get(found.text.text, []))
    assert seen == 3
    assert models.Code.objects.count() == 3


def test_the_order_is_each_coders_own_and_tells_nothing_of_places(house: Any, change: Any) -> None:
    """The numbers of comments lie together by group: nothing on a page may follow them."""
    written.book(house, change.slug)
    written.survey(house, change.slug)
    viewer = house.viewer("lead")
    every = material.texts(viewer=viewer, change=change_of(viewer, change.slug))
    turn = queries.coder(viewer=viewer, slug=change.slug)
    mine = [int(each.ref) for each in queries.deck(turn, every)]
    other = [int(each.ref) for each in queries.deck(replace(turn, who="somebody else"), every)]
    assert sorted(mine) == sorted(other) == sorted(ReleasedComment.objects.values_list("pk", flat=True))
    assert mine != other
    # a run of neighbours as long as in a file written group by group would be seen at once
    steps = [abs(b - a) for a, b in pairwise(mine)]
    assert sum(step == 1 for step in steps) < 8


def test_no_page_of_a_text_names_a_team_or_a_day(house: Any, change: Any) -> None:
    written.book(house, change.slug)
    said = SayInput("obstacle", "The printer is in the way.", slug=change.slug, team_id=house.teams["ward-1"])
    says.say(viewer=house.viewer("member"), said=said, nonce="1", on=house.on)
    page = house.client("lead").get(f"/changes/{change.slug}/themes/code/").content.decode()
    body = page.split('<main id="content"')[1]
    assert "The printer is in the way." in body
    assert "Something said" in body
    assert "Ward 1" not in body
    assert "March" not in body
    told = house.client("lead").get(f"/api/v1/changes/{change.slug}/next-text").json()["text"]
    assert set(told) == {"seal", "kind", "text", "survey"}


def test_notes_by_their_visibility_and_never_hearsay_or_notes_about_a_person(house: Any, change: Any) -> None:
    manager = house.viewer("manager")
    for said in (
        NoteInput("meeting", "The team wants the short form.", slug=change.slug, visibility="change"),
        NoteInput("meeting", "Only for the team.", slug=change.slug, team_id=house.teams["ward-1"]),
        NoteInput("hearsay", "They say it ends.", slug=change.slug, theme="It ends"),
        NoteInput(
            "observation",
            "Prints it.",
            slug=change.slug,
            about_id=house.people["member"],
            visibility="change",
        ),
    ):
        notes.note(viewer=manager, said=said, now=NOW)
    found = [each.text for each in of(house, change, "lead")]
    assert found == ["The team wants the short form."]
    assert of(house, change, "works council") == ()


def of(house: Any, change: Any, who: str) -> Any:
    viewer = house.viewer(who)
    return material.texts(viewer=viewer, change=change_of(viewer, change.slug))


def test_comments_of_too_few_are_no_text_of_anybody(house: Any, change: Any) -> None:
    written.survey(house, change.slug, people=9)
    assert of(house, change, "lead") == ()


def test_what_would_help_a_group_is_not_read_with_the_rest(house: Any, change: Any) -> None:
    """The name of such an offer says of whom it is."""
    written.survey(house, change.slug, template="help")
    assert of(house, change, "lead") == ()


def test_what_was_said_is_read_by_who_hears_it(house: Any, change: Any) -> None:
    said = SayInput("obstacle", "The printer.", slug=change.slug)
    says.say(viewer=house.viewer("member"), said=said, nonce="1", on=house.on)
    assert [each.kind for each in of(house, change, "lead")] == [TextKind.SAID]
    assert of(house, change, "auditor") == ()
    with pytest.raises(NotYours):
        of(house, change, "manager")


def test_a_second_reads_a_fifth_and_at_least_twenty_without_the_first_ones_decisions(
    house: Any, change: Any
) -> None:
    themes = written.book(house, change.slug)
    written.survey(house, change.slug)
    second(house, change)
    written.sort_all(house, change.slug, "lead", {written.LINES[1]: [themes["Form"]]})
    found = card(house, change, "it lead")
    assert (found.left, found.sample, found.undo) == (20, True, False)
    assert [each.hint for each in found.choices] == [None] * 3
    assert written.sort_all(house, change.slug, "it lead", {}) == 20
    assert card(house, change, "it lead").left == 0
    drawn = [material.Text(TextKind.SAID, str(n), "", house.on, seal=str(n)) for n in range(200)]
    assert len(queries.sample(drawn)) == 40
    assert queries.sample(drawn) == queries.sample(drawn[::-1])


def test_nobody_judges_twice(house: Any, change: Any) -> None:
    """Who has read texts as the first cannot be the second any more."""
    themes = written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    put(house, change, card(house, change).text.seal, themes["Time"])
    with pytest.raises(Invalid, match="cannot judge anew"):
        second(house, change, "lead")
    second(house, change, "it lead")
    put(house, change, card(house, change, "it lead").text.seal, themes["Time"], who="it lead")
    assert models.Coding.objects.filter(second=True).count() == 1


def test_only_who_sees_all_groups_anyway_is_named(house: Any, change: Any) -> None:
    with pytest.raises(Invalid, match="sees all groups"):
        second(house, change, "member")
    for who in ("member", "manager", "works council"):
        with pytest.raises(NotAllowed):
            queries.coder(viewer=house.viewer(who), slug=change.slug)
    second(house, change, "works council")
    assert queries.coder(viewer=house.viewer("works council"), slug=change.slug).second
    sealed = models.Coder.objects.get().who
    assert sealed == queries.who(house.people["works council"]) != queries.who(house.people["lead"])


def test_two_first_coders_share_one_pile(house: Any, change: Any) -> None:
    themes = written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    mine = card(house, change)
    put(house, change, mine.text.seal, themes["Time"], who="it lead")
    with pytest.raises(Conflict):
        put(house, change, mine.text.seal, themes["Form"])
    assert card(house, change).left == 11
    assert not operations.undo(viewer=house.viewer("lead"), slug=change.slug)


def test_what_is_not_there_or_not_in_use_is_refused(house: Any, change: Any) -> None:
    themes = written.book(house, change.slug)
    written.survey(house, change.slug, people=12)
    with pytest.raises(NotYours):
        put(house, change, "0" * 24, themes["Time"])
    with pytest.raises(Invalid):
        put(house, change, card(house, change).text.seal, 999)


def test_the_page_works_with_plain_buttons(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/themes/code/"
    assert "The codebook has no theme yet." in lead.get(at).content.decode()
    themes = written.book(house, change.slug)
    assert "Nobody has written anything" in lead.get(at).content.decode()
    written.survey(house, change.slug, people=12)
    page = lead.get(at).content.decode()
    assert "0 of 12 texts are read." in page
    seal = card(house, change).text.seal
    assert seal in page
    assert "Choose a theme" in lead.post(at, {"seal": seal, "do": "keep"}, follow=True).content.decode()
    assert "could not be kept" in lead.post(at, {"seal": seal, "themes": "x"}, follow=True).content.decode()
    kept = lead.post(
        at, {"seal": seal, "themes": str(themes["Form"]), "do": "keep"}, follow=True
    ).content.decode()
    assert "1 of 12 texts are read." in kept
    assert "Somebody has decided" in lead.post(at, {"seal": seal, "do": "none"}, follow=True).content.decode()
    assert "Here it is again." in lead.post(at, {"do": "undo"}, follow=True).content.decode()
    gone = lead.post(at, {"seal": "0" * 24, "do": "none"}, follow=True).content.decode()
    assert "This text is gone" in gone
    written.sort_all(house, change.slug, "lead", {})
    assert "All 12 texts are read." in lead.get(at).content.decode()


def test_a_program_sorts_as_a_person_does(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/api/v1/changes/{change.slug}"

    def send(address: str, **body: Any) -> Any:
        return lead.post(f"{at}/{address}", json.dumps(body), content_type="application/json")

    made = send("codebook", name="Form", meaning="It is long.")
    assert made.status_code == 201
    theme = made.json()["theme"]
    assert send(f"codebook/{theme}", name="Form", meaning="Nine clicks.").status_code == 422
    told = send(f"codebook/{theme}", name="Form", meaning="Nine clicks.", reason="Counted.").json()["items"]
    assert [(each["number"], len(each["earlier"])) for each in told] == [(2, 1)]
    written.survey(house, change.slug, people=12)
    text = lead.get(f"{at}/next-text").json()["text"]
    assert send("codes", seal=text["seal"], themes=[theme]).json()["left"] == 11
    assert send("codes/undo").json()["left"] == 12
    assert send("codes", seal="0" * 24).status_code == 404
    assert send(f"codebook/{theme}/retire").json()["items"][0]["retired_on"] == "2026-03-02"
    assert lead.get(f"{at}/codebook?on=2026-03-01").json() == {"items": []}
