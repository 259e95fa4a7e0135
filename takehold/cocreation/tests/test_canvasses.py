"""Whom people turn to: only with a yes, told only above its bars, and who named whom gone at closing."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from conftest import NOW
from takehold.audit import queries as audit
from takehold.cocreation import models
from takehold.cocreation.facts.canvasses import CanvassState, Naming
from takehold.cocreation.operations import canvass_closing, canvassing, nominating
from takehold.cocreation.operations.canvass_states import (
    AGREE,
    CLOSE,
    DROP,
    NEXT,
    OPEN,
    WAIVE,
    WITHDRAW,
    allowed,
)
from takehold.cocreation.queries import canvass_words as words
from takehold.cocreation.queries import canvasses as queries
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours

TODAY = NOW.date()
LAST = TODAY + timedelta(days=14)
QUESTION = "Whom do you ask when something about the new way is unclear?"
WHY = "We have no works council, and everybody agreed."
EVENTS = (AGREE, WAIVE, WITHDRAW, OPEN, CLOSE, DROP)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def turn(house: Any, canvass_id: int, event: str, who: str = "lead", **more: Any) -> None:
    canvassing.turn(viewer=house.viewer(who), canvass_id=canvass_id, event=event, now=NOW, **more)


@pytest.fixture
def drafted(house: Any, change: Any) -> int:
    return canvassing.write_down(
        viewer=house.viewer("lead"), slug=change.slug, question=QUESTION, closes_on=LAST, now=NOW
    )


@pytest.fixture
def opened(house: Any, drafted: int) -> int:
    turn(house, drafted, AGREE, "works council")
    turn(house, drafted, OPEN)
    return drafted


def answer(canvass_id: int, share: float, *, naming: int, named: int = 12) -> None:
    """A share of those asked answers; the first ``named`` of them name one of a few, as seen in the tables."""
    asked = list(models.Canvassed.objects.filter(canvass_id=canvass_id).order_by("person_id"))
    few = asked[: round(share * len(asked))]
    models.Canvassed.objects.filter(pk__in=[each.pk for each in few]).update(answered=True)
    models.Nomination.objects.bulk_create(
        models.Nomination(canvass_id=canvass_id, by_id=each.person_id, whom_id=naming)
        for each in few[: named + 1]
        if each.person_id != naming
    )


def test_nobody_is_asked_without_a_yes(house: Any, drafted: int) -> None:
    for who, event in (("lead", AGREE), ("admin", AGREE), ("sponsor", OPEN), ("lead", WAIVE)):
        with pytest.raises((NotAllowed, NotYours, Conflict)):
            turn(house, drafted, event, who, words=WHY)
    with pytest.raises(Conflict):
        turn(house, drafted, OPEN)
    with pytest.raises(NotYours):
        queries.canvass(viewer=house.viewer("member"), canvass_id=drafted)
    assert models.Canvassed.objects.count() == 0
    turn(house, drafted, AGREE, "works council", words="Once, and not again this year.")
    found = queries.canvass(viewer=house.viewer("lead"), canvass_id=drafted)
    assert found.agreed is not None
    assert (found.agreed.how, found.agreed.words) == ("yes", "Once, and not again this year.")
    turn(house, drafted, OPEN)
    assert models.Canvassed.objects.count() == 12 + 9 + 14 + 8 + 3
    assert queries.canvass(viewer=house.viewer("member"), canvass_id=drafted).mine


def test_without_a_works_council_somebody_answers_for_it_by_name(house: Any, drafted: int) -> None:
    with pytest.raises(Invalid):
        turn(house, drafted, WAIVE, "admin", words="None.")
    turn(house, drafted, WAIVE, "admin", words=WHY)
    found = queries.canvass(viewer=house.viewer("works council"), canvass_id=drafted)
    assert found.agreed is not None
    assert (found.agreed.how, found.agreed.by) == ("waived", "Ada Admin")
    turn(house, drafted, WITHDRAW, "works council")
    turn(house, drafted, AGREE, "works council")
    with pytest.raises(NotAllowed):
        turn(house, drafted, WITHDRAW, "admin")


@pytest.mark.parametrize("length", range(1, 6))
def test_no_sequence_asks_anybody_without_a_yes_in_force(length: int) -> None:
    for path in product(EVENTS, repeat=length):
        at: CanvassState | None = CanvassState.DRAFT
        yes = False
        for event in path:
            if at is None or (at, event) not in NEXT:
                continue
            at = NEXT[at, event]
            yes = event in (AGREE, WAIVE) or (yes and event != WITHDRAW)
            assert yes or at in (CanvassState.DRAFT, CanvassState.STOPPED, None)
            assert at is not CanvassState.STOPPED or not yes


@pytest.mark.parametrize(
    ("field", "question", "day"),
    [("question", " ", LAST), ("question", "x" * 201, LAST), ("closes_on", QUESTION, TODAY), ("closes_on", QUESTION, None),
     ("closes_on", QUESTION, TODAY + timedelta(days=61))],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(
    house: Any, change: Any, field: str, question: str, day: Any
) -> None:
    with pytest.raises(Invalid) as refused:
        canvassing.write_down(
            viewer=house.viewer("lead"), slug=change.slug, question=question, closes_on=day, now=NOW
        )
    assert refused.value.field == field


def test_names_are_found_among_those_asked(house: Any, opened: int) -> None:
    member = house.viewer("member")
    told: dict[str, Any] = {"viewer": member, "canvass_id": opened, "now": NOW}
    refused = {
        ("Nobody Here",): "whom1", ("mia  MANAGER", "Max Member"): "whom2", ("Lead",): "whom1",
    }  # fmt: skip
    for names, field in refused.items():
        with pytest.raises(Invalid) as error:
            nominating.name(said=Naming(names), **told)
        assert error.value.field == field
    nominating.name(said=Naming(("Mia Manager", "other@example.org", "mia manager")), **told)
    assert queries.canvass(viewer=member, canvass_id=opened).own == ("Mia Manager", "Olga Other")
    nominating.name(said=Naming((), willing=True), **told)
    found = queries.canvass(viewer=member, canvass_id=opened)
    assert (found.own, found.willing, found.answered) == ((), True, 0)
    with pytest.raises(NotAllowed):
        nominating.name(**{**told, "viewer": house.viewer("lead")}, said=Naming(()))
    lines = [each for each in audit.recent(limit=20) if each.actor == member.actor]
    assert lines == [], "the record of who did what does not say who answered"


@pytest.mark.parametrize(("share", "bar", "pattern", "named"), [(0.6, "nothing", False, False), (0.7, "patterns", True, False), (0.9, "names", True, True)])  # fmt: skip
def test_what_is_told_rests_on_how_many_answered(
    house: Any, opened: int, share: float, bar: str, pattern: bool, named: bool
) -> None:
    mia = house.people["manager"]
    models.Canvassed.objects.filter(person_id=mia).update(willing=True)
    answer(opened, share, naming=mia)
    answer(opened, share, naming=house.people["other"])
    turn(house, opened, CLOSE)
    found = queries.canvass(viewer=house.viewer("member"), canvass_id=opened).result
    assert found is not None
    assert found.bar.value == bar
    assert (found.widely == 2) is pattern
    assert [each.name for each in found.people] == (["Mia Manager"] if named else [])
    assert bool(words.pattern(found)) is pattern
    if named:
        assert (found.few, found.steady, found.reached) == (("Mia Manager",), True, 10)


def test_nobody_is_ranked(house: Any, opened: int) -> None:
    """Olga is named by twice as many as Mia: nothing that is kept or told says so."""
    for key, named in (("manager", 6), ("other", 12)):
        models.Canvassed.objects.filter(person_id=house.people[key]).update(willing=True)
        answer(opened, 0.9, naming=house.people[key], named=named)
    turn(house, opened, CLOSE)
    kept = {field.name for field in models.Named._meta.get_fields()}
    assert kept == {"id", "canvass", "person", "chosen"}, "a number of each would be a rank"
    assert list(models.Named.objects.order_by("id").values_list("person__name", flat=True)) == [
        "Mia Manager",
        "Olga Other",
    ]
    told = house.client("lead").get(f"/api/v1/canvasses/{opened}").json()["result"]
    assert told["people"] == [
        {"name": "Mia Manager", "mine": False},
        {"name": "Olga Other", "mine": False},
    ]
    assert told["few"] == sorted(told["few"])
    page = house.client("lead").get(f"/whom/{opened}/").content.decode()
    told_of_people = page.split("Whom many turn to</h2>")[1].split("The pattern</h2>")[0]
    assert told_of_people.index("Mia Manager") < told_of_people.index("Olga Other")
    assert not re.search(r"\d", re.sub(r"<[^>]*>", "", told_of_people)), "no number beside a name"


def test_who_named_whom_is_gone_at_closing(house: Any, opened: int) -> None:
    answer(opened, 0.9, naming=house.people["manager"])
    last = NOW + timedelta(days=14)
    assert canvass_closing.overdue(last) == ()
    assert canvass_closing.overdue(last + timedelta(days=1)) == (opened,)
    for _twice in range(2):
        canvass_closing.close_overdue(canvass_id=opened, now=last + timedelta(days=1))
    assert models.Nomination.objects.count() == models.Canvassed.objects.count() == 0
    assert models.Named.objects.count() == 0, "nobody said yes to being named"
    with pytest.raises(Conflict):
        nominating.name(viewer=house.viewer("member"), canvass_id=opened, said=Naming(()), now=NOW)
    (line,) = [each for each in audit.recent(limit=9) if each.action.endswith("closed")]
    assert line.subject == f"canvass:{opened}"


def test_a_name_goes_with_its_yes_and_all_with_the_works_councils(house: Any, opened: int) -> None:
    for key in ("manager", "other"):
        models.Canvassed.objects.filter(person_id=house.people[key]).update(willing=True)
        answer(opened, 0.9, naming=house.people[key])
    turn(house, opened, CLOSE)
    nominating.unname(viewer=house.viewer("manager"), canvass_id=opened, now=NOW)
    found = queries.canvass(viewer=house.viewer("lead"), canvass_id=opened).result
    assert found is not None
    assert [each.name for each in found.people] == ["Olga Other"]
    assert (found.few, found.reached) == ((), None), (
        "what they reached together is told of all of them or not at all"
    )
    assert words.result(found) == "1 person is named whom five or more turn to."
    turn(house, opened, WITHDRAW, "works council")
    found_now = queries.canvass(viewer=house.viewer("lead"), canvass_id=opened)
    assert (found_now.state, found_now.result, found_now.agreed) == (CanvassState.STOPPED, None, None)
    assert models.Named.objects.count() == 0


def test_a_house_too_small_is_not_asked(house: Any, drafted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvassing, "FEWEST", 47)
    turn(house, drafted, AGREE, "works council")
    with pytest.raises(Invalid, match="Only 46 people"):
        turn(house, drafted, OPEN)


def test_pages_say_first_where_it_stands(house: Any, opened: int) -> None:
    member = house.client("member")
    assert b"This is asked of you: " in member.get("/whom/").content
    page = f"/whom/{opened}/"
    assert b"You are asked, and have not answered yet." in member.get(page).content
    assert member.post(page, {}).status_code == 422
    assert b"Nobody who is asked has this name" in member.post(page, {"whom1": "Nobody"}).content
    assert member.post(page, {"whom1": "Mia Manager", "willing": "on"}).status_code == 302
    assert b"You have answered." in member.get(page).content
    assert b"Mia Manager" not in house.client("lead").get(page).content
    answer(opened, 0.9, naming=house.people["member"])
    turned = house.client("lead").post(f"{page}turn/", {"event": "close"}, follow=True)
    assert b"1 person reaches 10 or more of 46 in at most two steps." in turned.content
    assert b"Max Member" in turned.content
    assert b"Take my name away" in member.get(page).content
    assert b"Max Member" not in member.post(f"{page}unname/", follow=True).content.split(b"<main")[1]


def test_what_may_be_done_next_is_offered(house: Any) -> None:
    told = {"state": CanvassState.DRAFT, "how": ""}
    assert allowed(house.viewer("works council"), **told, may_edit=False) == (AGREE,)
    assert allowed(house.viewer("admin"), **told, may_edit=True) == (WAIVE, DROP)
    assert allowed(house.viewer("lead"), **told, may_edit=True) == (DROP,)
