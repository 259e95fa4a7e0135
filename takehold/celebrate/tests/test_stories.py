"""How a team crossed: told by somebody of the team, published by those who lead, signed only by whoever wants it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.celebrate import jobs, models
from takehold.celebrate.facts import NamingState, StoryFact, StoryInput, WinInput
from takehold.celebrate.operations import expiry, names, wins
from takehold.celebrate.operations import stories as operations
from takehold.celebrate.queries import stories as queries
from takehold.gather.facts.retention import NAME_DAYS, QUESTION_DAYS, TOLD_DAYS
from takehold.initiatives.facts import Invalid
from takehold.overview.operations import erasing
from takehold.people.facts import NotAllowed, NotYours

ANSWERS = ("A sheet in every pocket.", "The login at seven.", "Two evenings with a coach.")


def write(house: Any, change: Any, who: str = "member", team: str = "ward-1", signed: bool = True) -> int:
    said = StoryInput(house.teams[team], *ANSWERS, signed)
    return operations.write(viewer=house.viewer(who), slug=change.slug, said=said, now=NOW)


def read(house: Any, change: Any, who: str) -> tuple[StoryFact, ...]:
    return queries.stories(viewer=house.viewer(who), slug=change.slug)


def turn(house: Any, change: Any, story: int, who: str, act: Any = operations.publish) -> None:
    act(viewer=house.viewer(who), slug=change.slug, story_id=story, now=NOW)


def test_it_is_told_by_the_team_and_published_by_those_who_lead(house: Any, change: Any) -> None:
    story = write(house, change)
    assert {who: len(read(house, change, who)) for who in ("member", "manager", "lead", "other", "sponsor")} == {
        "member": 1, "manager": 1, "lead": 1, "other": 0, "sponsor": 0,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        turn(house, change, story, "member")
    with pytest.raises(NotYours):
        turn(house, change, story, "other")
    turn(house, change, story, "manager")
    (told,) = read(house, change, "other")
    assert (told.before, told.hard, told.helped, told.by) == (*ANSWERS, "Max Member")
    turn(house, change, story, "member", operations.withdraw)
    assert read(house, change, "other") == ()
    with pytest.raises(Invalid):
        turn(house, change, story, "member", operations.withdraw)


def test_nobody_tells_the_story_of_another_team_or_names_somebody(house: Any, change: Any) -> None:
    with pytest.raises(Invalid, match="somebody of the team"):
        write(house, change, team="ward-3")
    with pytest.raises(Invalid, match="somebody of the team"):
        write(house, change, who="lead")
    said = StoryInput(house.teams["ward-1"], "Olga Other printed.", *ANSWERS[1:])
    with pytest.raises(Invalid, match="Olga") as refused:
        operations.write(viewer=house.viewer("member"), slug=change.slug, said=said, now=NOW)
    assert refused.value.field == "before"


def test_a_name_stands_under_it_only_where_the_writer_wants_it_and_goes_with_the_writer(
    house: Any, change: Any
) -> None:
    turn(house, change, write(house, change, signed=False), "lead")
    assert [each.by for each in read(house, change, "other")] == [""]
    turn(house, change, write(house, change), "lead")
    assert {each.by for each in read(house, change, "other")} == {"", "Max Member"}
    erasing.erase(viewer=house.viewer("admin"), person_id=house.people["member"], now=NOW)
    assert [each.by for each in read(house, change, "other")] == ["", ""]


def test_the_pages_and_the_api(house: Any, change: Any) -> None:
    member, lead = house.client("member"), house.client("lead")
    at = f"/changes/{change.slug}/stories/new/"
    assert lead.get(at).status_code == 403
    assert member.post(at, {"group": house.teams["ward-1"], "before": ""}).status_code == 422
    form = dict(zip(("before", "hard", "helped"), ANSWERS, strict=True))
    assert (
        member.post(at, {"group": house.teams["ward-1"], **form})["Location"]
        == f"/changes/{change.slug}/wins/"
    )
    story = models.Story.objects.get().pk
    assert "not published" in lead.get(f"/changes/{change.slug}/wins/").content.decode()
    lead.post(f"/changes/{change.slug}/stories/{story}/publish/")
    assert ANSWERS[2] in house.client("other").get(f"/changes/{change.slug}/wins/").content.decode()
    assert lead.post(f"/changes/{change.slug}/stories/{story}/publish/").status_code == 302
    api = f"/api/v1/changes/{change.slug}/stories"
    body = json.dumps({"group": house.teams["ward-1"], **form})
    made = member.post(api, body, content_type="application/json")
    assert made.status_code == 201
    here = f"{api}/{made.json()['id']}"
    assert {each["state"] for each in lead.post(f"{here}/publish").json()["items"]} == {"published"}
    assert "withdrawn" in {each["state"] for each in member.post(f"{here}/withdraw").json()["items"]}
    assert len(house.client("other").get(api).json()["items"]) == 1


def test_what_is_about_persons_goes_with_time(house: Any, change: Any, settings: Any) -> None:
    on = {"viewer": house.viewer("lead"), "slug": change.slug, "now": NOW}
    win = wins.tell(said=WinInput("All wards at once."), **on)
    wins.publish(win_id=win, text="", **on)
    waiting = wins.tell(said=WinInput("Never published."), **on)
    asked = names.ask(win_id=win, person_id=house.people["member"], deed="began it", **on)
    names.ask(win_id=win, person_id=house.people["manager"], deed="led it", **on)
    names.answer(viewer=house.viewer("member"), naming_id=asked, state=NamingState.NAMED, now=NOW)
    write(house, change)

    def left(days: int) -> tuple[int, int, int]:
        at = NOW + timedelta(days=days)
        if jobs.CLEAR in jobs.due(at):
            jobs.run(jobs.CLEAR, now=at, home=settings.HOME)
            assert not expiry.due(at)
        return models.Naming.objects.count(), models.Win.objects.count(), models.Story.objects.count()

    assert left(QUESTION_DAYS) == (2, 2, 1)
    assert left(QUESTION_DAYS + 1) == (1, 2, 1)
    assert left(TOLD_DAYS + 1) == (1, 1, 0)
    assert not models.Win.objects.filter(pk=waiting).exists()
    assert left(NAME_DAYS + 1) == (0, 1, 0)
