"""The inside first: a change waits until those who bring it agree, or until it is said what was changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from takehold.alignment import jobs
from takehold.alignment.facts.inside import InsideWord, Standing, Voice
from takehold.alignment.models import InsideCheck
from takehold.alignment.operations import inside as operations
from takehold.alignment.queries import inside as queries
from takehold.alignment.tests.conftest import AGAINST, FOR
from takehold.audit import queries as audit
from takehold.gather.models import Wave
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours

Asked = Callable[[Sequence[str]], UUID]


def standing(house: Any, change: Any, role: str = "lead") -> Standing:
    return queries.of_change(viewer=house.viewer(role), slug=change.slug).standing


def test_where_no_team_brings_changes_nothing_waits(house: Any, change: Any) -> None:
    assert standing(house, change) is Standing.OFF
    assert not queries.of_change(viewer=house.viewer("lead"), slug=change.slug).holds
    with pytest.raises(Invalid, match="which teams bring changes"):
        operations.ask(viewer=house.viewer("lead"), slug=change.slug, now=NOW)


def test_it_waits_from_the_choice_of_the_teams_until_they_agree(
    house: Any, change: Any, asked: Asked
) -> None:
    operations.choose_teams(viewer=house.viewer("admin"), team_ids={house.teams["ward-1"]}, now=NOW)
    assert standing(house, change) is Standing.NOT_ASKED
    asked([FOR] * 9)
    found = queries.of_change(viewer=house.viewer("lead"), slug=change.slug)
    assert (found.standing, found.holds) == (Standing.AGREED, False)
    (whole, *_groups) = queries.voices(viewer=house.viewer("lead"), found=found)
    assert (whole.whole, whole.agrees, whole.n) == (True, True, "5-9")


def test_a_disagreement_waits_until_it_is_said_what_was_changed(
    house: Any, change: Any, asked: Asked
) -> None:
    asked([AGAINST] * 7 + [FOR] * 2)
    lead = house.viewer("lead")
    assert standing(house, change) is Standing.DISSENT
    assert standing(house, change, "member") is Standing.DISSENT, "for everybody who reads the change"
    version = queries.of_change(viewer=lead, slug=change.slug).checks[0].version
    told = {"viewer": lead, "slug": change.slug, "version": version, "now": NOW}
    with pytest.raises(Invalid, match="few words"):
        operations.resolve(how=" ", **told)
    with pytest.raises(NotAllowed):
        operations.resolve(how="A second ward first.", **{**told, "viewer": house.viewer("member")})
    operations.resolve(how="A second ward first.", **told)
    assert standing(house, change) is Standing.RESOLVED
    with pytest.raises(Conflict):
        operations.resolve(how="Something else.", **told)
    assert queries.of_change(viewer=lead, slug=change.slug).checks[0].resolved_how == "A second ward first."
    assert "dissent inside resolved" in {each.action for each in audit.recent(limit=20)}


def test_who_disagreed_is_told_to_nobody(house: Any, change: Any, asked: Asked) -> None:
    """Seven of nine or five of nine against: the pages of everybody are the same, byte for byte."""
    asked([AGAINST] * 5 + [FOR] * 4)
    seen = {
        role: house.client(role).get(f"/changes/{change.slug}/inside/").content for role in ("lead", "member")
    }
    wave = Wave.objects.get()
    assert b"25\xe2\x80\x9349" in seen["lead"]
    assert str(wave.pk).encode() in seen["lead"]
    assert b"A second" not in seen["member"]


def test_under_five_answers_it_cannot_be_told(house: Any, change: Any, asked: Asked) -> None:
    asked([AGAINST] * 4)
    found = queries.of_change(viewer=house.viewer("lead"), slug=change.slug)
    assert (found.standing, found.holds) == (Standing.UNCLEAR, True)
    assert queries.voices(viewer=house.viewer("lead"), found=found) == ()
    page = house.client("lead").get(f"/changes/{change.slug}/inside/").content.decode()
    assert "too few answered" in page


def test_it_is_looked_at_once_by_the_clock(house: Any, change: Any, asked: Asked) -> None:
    wave = asked([FOR] * 6)
    assert jobs.due(NOW) == ()
    InsideCheck.objects.all().delete()
    (job,) = jobs.due(NOW)
    assert job.endswith(str(wave))
    for _twice in range(2):
        jobs.run(job, now=NOW, home=None)  # type: ignore[arg-type]  # this job reads no file
    assert InsideCheck.objects.count() == 1


def test_the_teams_are_chosen_by_those_who_lead_it(house: Any) -> None:
    chosen = {"team_ids": {house.teams["ward-1"]}, "now": NOW}
    with pytest.raises(NotAllowed):
        operations.choose_teams(viewer=house.viewer("lead"), **chosen)
    with pytest.raises(Invalid):
        operations.choose_teams(viewer=house.viewer("admin"), team_ids={10**9}, now=NOW)
    operations.choose_teams(viewer=house.viewer("admin"), **chosen)
    operations.choose_teams(viewer=house.viewer("admin"), team_ids=set(), now=NOW)
    assert queries.inside_teams() == frozenset()


def test_pages_from_the_choice_to_the_answer(house: Any, change: Any, asked: Asked) -> None:
    admin, lead = house.client("admin"), house.client("lead")
    assert "no team is named" in lead.get("/it/").content.decode()
    sent = admin.post("/it/teams/", {"teams": [house.teams["ward-1"]]})
    assert sent.status_code == 302
    assert "1 change waits" in lead.get("/it/").content.decode()
    at = f"/changes/{change.slug}/inside/"
    assert lead.post(f"{at}ask/").status_code == 302
    assert "They are being asked until" in lead.get(at).content.decode()
    assert lead.get("/it/teams/").status_code == 404
    Wave.objects.all().delete()
    asked([AGAINST] * 8)
    assert lead.post(at, {"how": "", "version": 1}).status_code == 422
    assert lead.post(at, {"how": "Two weeks later.", "version": 1}).status_code == 302
    told = lead.get(f"/api/v1/changes/{change.slug}/inside").json()
    assert (told["standing"], told["checks"][0]["resolved_how"]) == ("resolved", "Two weeks later.")


def test_a_change_of_others_does_not_exist(house: Any) -> None:
    with pytest.raises(NotYours):
        queries.of_change(viewer=house.viewer("member"), slug="no-such")


def voices() -> st.SearchStrategy[list[Voice]]:
    edges = st.sampled_from([(0, 24), (25, 49), (50, 74), (75, 100)])
    return st.lists(
        st.builds(lambda edge: Voice("a", "5-9", edge[0], edge[1], whole=False), edges), max_size=6
    )


@given(told=voices())
def test_one_group_that_does_not_agree_is_enough(told: list[Voice]) -> None:
    word = queries.word_of(told)
    assert (word is InsideWord.UNCLEAR) == (not told)
    assert (word is InsideWord.DISSENT) == any(each.high < 50 for each in told)
