"""Each contribution gets its answer, nothing goes live that was not taken, and names stand only where somebody said yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from conftest import NOW
from takehold.cocreation import models
from takehold.cocreation.facts.answers import OUTCOMES, AnswerInput, Fate, Wish
from takehold.cocreation.facts.contributions import Kind, Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations import answering, authorship, closing, fates, live_mails
from takehold.cocreation.queries.answers import answers, credit_of, own
from takehold.cocreation.queries.answers_words import credit, fate
from takehold.cocreation.tests.closed import closed, open_round, said
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def row(house: Any, change: Any) -> models.Round:
    """Closed: statement 9 is the member's, a design is the manager's, a duplicate was merged into the member's."""
    made = open_round(house, change, a_ward=2)
    own_idea = models.Contribution.objects.get(text="Statement 9")
    people = house.people
    more: dict[str, Any] = {"origin": Origin.VOTER}
    said(made, "A tablet at each bed", kind=Kind.DESIGN, by_id=people["manager"], **more)
    said(made, "The same again", state=State.MERGED, merged_into=own_idea, by_id=people["small"], **more)
    said(made, "Off the point", state=State.REMOVED, reason="Not about nights", **more)
    return closed(made)


def text(words: str) -> int:
    return models.Contribution.objects.get(text=words).pk


def told(
    house: Any, row: models.Round, words: str, answer: AnswerInput, *, role: str = "lead", version: int = 0
) -> None:
    answering.answer(
        viewer=house.viewer(role),
        round_id=row.pk,
        contribution_id=text(words),
        said=answer,
        version=version,
        now=NOW,
    )


ADOPTED = AnswerInput(Fate.ADOPTED, "It costs nothing and helps at once.")
DECLINED = AnswerInput(Fate.DECLINED, "Two hundred tablets cost more than the year has.")


def test_the_round_is_answered_when_the_last_contribution_has_its_answer(
    house: Any, row: models.Round
) -> None:
    assert [each.text for each in answers(viewer=house.viewer("lead"), round_id=row.pk).waiting] == [
        "Statement 9",
        "A tablet at each bed",
    ]
    told(house, row, "Statement 9", ADOPTED)
    row.refresh_from_db()
    assert row.state == RoundState.CLOSED
    told(house, row, "A tablet at each bed", DECLINED)
    row.refresh_from_db()
    assert (row.state, row.answered_on) == (RoundState.ANSWERED, TODAY)
    found = {each.text: each for each in answers(viewer=house.viewer("member"), round_id=row.pk).ideas}
    assert found["The same again"].fate is Fate.ADOPTED, "what was merged has the answer of what it is in"
    assert found["Off the point"].reason == "Not about nights"
    assert not any(each.with_whom for each in found.values())


def test_only_those_who_lead_answer_and_nobody_is_overwritten(house: Any, row: models.Round) -> None:
    with pytest.raises(NotAllowed):
        told(house, row, "Statement 9", ADOPTED, role="member")
    with pytest.raises(NotYours):
        told(house, row, "Statement 9", ADOPTED, role="stranger")
    told(house, row, "Statement 9", ADOPTED)
    with pytest.raises(Conflict):
        told(house, row, "Statement 9", DECLINED)
    told(house, row, "Statement 9", DECLINED, version=1)
    with pytest.raises(NotYours):
        told(house, row, "Off the point", ADOPTED)


def test_what_cannot_be_is_refused_with_a_sentence(house: Any, change: Any, row: models.Round) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for answer, field in (
        (AnswerInput(Fate.ADOPTED, "  "), "reason"),
        (AnswerInput(Fate.DECLINED, "No", live_on=TODAY), "live_on"),
        (AnswerInput(Fate.ADOPTED, "Yes", live_on=tomorrow), "live_on"),
        (AnswerInput(Fate.ADOPTED, "Yes", behaviour_id=change.behaviour_id + 999), "behaviour"),
    ):
        with pytest.raises(Invalid) as refused:
            told(house, row, "Statement 9", answer)
        assert refused.value.field == field
    assert not models.IdeaAnswer.objects.exists()
    going = open_round(house, change, a_ward=1)
    with pytest.raises(Conflict):
        answering.answer(
            viewer=house.viewer("lead"), round_id=going.pk, contribution_id=said(going, "New").pk, said=ADOPTED,
            version=0, now=NOW,
        )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.tuples(some.sampled_from([*OUTCOMES, Fate.LIVE, Fate.OPEN]), some.booleans()), max_size=8)
)
def test_no_sequence_of_answers_brings_anything_into_use_that_was_not_taken(steps: Any) -> None:
    state = Fate.OPEN
    for outcome, live in steps:
        following = fates.after(state, outcome, live=live)
        if following is None:
            assert outcome not in OUTCOMES or (live and outcome is Fate.DECLINED)
            continue
        assert following is (Fate.LIVE if live else outcome)
        assert following is not Fate.LIVE or outcome in (Fate.ADOPTED, Fate.ADAPTED)
        state = following
    assert fates.following(Fate.OPEN, fates.GO_LIVE) is None
    assert fates.following(Fate.DECLINED, fates.GO_LIVE) is None


def test_a_name_stands_there_with_a_yes_only_and_goes_with_it(
    house: Any, change: Any, row: models.Round
) -> None:
    told(house, row, "Statement 9", ADOPTED)
    told(house, row, "A tablet at each bed", ADOPTED)

    def line() -> str:
        return credit(credit_of(initiative_id=row.initiative_id))

    def wishes(role: str, words: str, wish: Wish) -> None:
        authorship.wish(
            viewer=house.viewer(role), round_id=row.pk, contribution_id=text(words), wish=wish, now=NOW
        )

    assert line() == ""
    wishes("member", "Statement 9", Wish.NAMED)
    wishes("manager", "A tablet at each bed", Wish.GROUP)
    assert line() == "Written with: Ward 1; Max Member"
    wishes("small", "The same again", Wish.GROUP)
    assert line() == "Written with: Ward 1; Ward 4 + Night desk; Max Member", (
        "three people are told of with others"
    )
    wishes("manager", "A tablet at each bed", Wish.UNNAMED)
    assert line() == "Written with: Ward 4 + Night desk; Max Member"
    with pytest.raises(NotYours):
        wishes("lead", "Statement 9", Wish.UNNAMED)
    with pytest.raises(Invalid):
        wishes("member", "Statement 9", Wish.ASKED)
    Person.objects.filter(key="member").delete()
    assert line() == "Written with: Ward 4 + Night desk"


def test_everybody_finds_their_own_and_nobody_elses(house: Any, row: models.Round) -> None:
    told(house, row, "Statement 9", ADOPTED)
    (mine,) = own(viewer=house.viewer("member"))
    assert (mine.idea.text, mine.idea.fate, mine.idea.wish) == ("Statement 9", Fate.ADOPTED, Wish.ASKED)
    assert [each.idea.text for each in own(viewer=house.viewer("small"))] == ["The same again"]
    assert own(viewer=house.viewer("lead")) == ()
    seen = answers(viewer=house.viewer("lead"), round_id=row.pk)
    assert [each.wish for each in seen.ideas if each.text == "Statement 9"] == [None]


def test_who_came_by_the_link_may_have_the_name_they_chose_beside_it(house: Any, row: models.Round) -> None:
    made = said(row, "Light at the desk", origin=Origin.VOTER, receipt="r" * 64, signed="Night owl")
    told(house, row, "Light at the desk", ADOPTED)
    assert credit(credit_of(initiative_id=row.initiative_id)) == ""
    with pytest.raises(NotYours):
        authorship.wish_of_link(round_id=row.pk, contribution_id=made.pk, receipt="", named=True, now=NOW)
    for named, line in ((True, "Written with: Night owl"), (False, "")):
        authorship.wish_of_link(
            round_id=row.pk, contribution_id=made.pk, receipt="r" * 64, named=named, now=NOW
        )
        assert credit(credit_of(initiative_id=row.initiative_id)) == line


def test_the_pages_answer_and_ask(house: Any, row: models.Round) -> None:
    at, lead, member = f"/cocreate/{row.pk}/answers/", house.client("lead"), house.client("member")
    assert "1 of 4 contributions have their answer." in lead.get(at).content.decode()
    one = f"{at}{text('Statement 9')}/"
    assert lead.post(one, {"outcome": "adopted", "reason": "", "version": "0"}).status_code == 422
    said_ = {"outcome": "adapted", "reason": "On paper first", "live_on": "2026-02-23", "version": "0"}
    assert lead.post(one, said_)["Location"] == at
    assert member.get(one).status_code == 403
    page = member.get(at).content.decode()
    assert "On paper first" in page
    assert "only you see that" in page
    assert page.index("On paper first") < page.index("What those who asked began with (9)")
    assert "only you see that" not in lead.get(at).content.decode(), "what one asked is no idea of one's own"
    assert member.post(f"{one}wish/", {"wish": "named"})["Location"] == at
    assert "From: Max Member" in " ".join(lead.get(at).content.decode().split())
    api = lead.get(f"/api/v1/rounds/{row.pk}/answers").json()
    assert api["ideas"][9]["with_whom"] == ["Max Member"]
    assert api["owed"] == 1


def test_who_came_by_the_link_finds_what_became_of_it_in_the_same_browser(
    house: Any, change: Any, client: Any
) -> None:
    """Without an account: the sealed key of the browser leads to what it added, and to nothing else."""
    going = open_round(house, change, a_ward=1, shared=True)
    client.get(f"/cocreate/a/{going.nonce.hex}/")
    at = f"/cocreate/l/{going.pk}/"
    door = client.cookies[f"cocreate-{going.pk}"].value
    client.post(
        f"{at}ideas/", {"door": door, "kind": "design", "text": "Light at the desk", "signed": "Night owl"}
    )
    idea = models.Contribution.objects.get(text="Light at the desk")
    closed(going)
    assert "What came out of it" in client.get(at).content.decode()
    told(house, going, "Light at the desk", ADOPTED)
    page = client.get(f"{at}answers/").content.decode()
    assert "It costs nothing and helps at once." in page
    assert "may “Night owl” stand beside the change?" in page
    assert "Ward 1" not in page, "of teams nothing is told by the link"
    assert (
        client.post(f"{at}answers/", {"door": door, "contribution": idea.pk, "wish": "named"}).status_code
        == 302
    )
    assert credit(credit_of(initiative_id=going.initiative_id)) == "Written with: Night owl"
    assert 'value="named" aria-pressed="true"' in client.get(f"{at}answers/").content.decode()
    other = text("Statement 9")
    assert (
        client.post(f"{at}answers/", {"door": door, "contribution": other, "wish": "named"}).status_code
        == 404
    )
    assert house.client("member").get(f"{at}answers/").status_code == 404


def test_what_was_merged_twice_over_has_the_answer_of_the_last_and_what_that_came_to(
    house: Any, change: Any
) -> None:
    row = open_round(house, change, a_ward=1)
    third, second = (models.Contribution.objects.get(text=f"Statement {n}") for n in (2, 1))
    first = said(
        row, "Mine", origin=Origin.VOTER, by_id=house.people["other"], state=State.MERGED, merged_into=second
    )
    models.Contribution.objects.filter(pk=second.pk).update(state=State.MERGED, merged_into=third)
    gone = models.Contribution.objects.get(text="Statement 3")
    lost = said(
        row,
        "Mine too",
        origin=Origin.VOTER,
        by_id=house.people["other"],
        state=State.MERGED,
        merged_into=gone,
    )
    models.Contribution.objects.filter(pk=gone.pk).update(state=State.REMOVED, reason="Of another ward")
    closing.close(viewer=house.viewer("lead"), round_id=row.pk, version=row.version, now=NOW)
    live = AnswerInput(Fate.ADOPTED, "Yes", live_on=NOW.date())
    answering.answer(
        viewer=house.viewer("lead"), round_id=row.pk, contribution_id=third.pk, said=live, version=0, now=NOW
    )
    mine = {each.idea.id: each.idea for each in own(viewer=house.viewer("other"))}
    assert (mine[first.pk].fate, mine[first.pk].into) == (Fate.LIVE, "Statement 2")
    assert (fate(mine[lost.pk]), mine[lost.pk].reason) == ("taken out by a facilitator", "Of another ward")
    assert live_mails.due(NOW)
    live_mails.send(NOW)
    assert models.ToldLive.objects.get().contribution_id == first.pk


def test_a_wish_by_the_link_is_of_the_day_where_it_was_said(house: Any, row: models.Round) -> None:
    made = said(row, "Light", origin=Origin.VOTER, receipt="r" * 64, signed="Owl")
    with timezone.override("Pacific/Auckland"):
        late = NOW.replace(hour=20)
        authorship.wish_of_link(
            round_id=row.pk, contribution_id=made.pk, receipt="r" * 64, named=True, now=late
        )
    assert models.Authorship.objects.get(contribution=made).on == NOW.date() + timedelta(days=1)
