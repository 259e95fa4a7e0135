"""At the close of a round its result is kept once and for all, and no vote leads to a person any more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from conftest import NOW
from takehold.cocreation import jobs, models
from takehold.cocreation.operations import closing, freezing
from takehold.cocreation.operations.freezing import freeze
from takehold.cocreation.queries.results import results
from takehold.cocreation.tests.closed import closed, open_round
from takehold.gather.facts.disclosure import NotYet
from takehold.people.facts import NotYours


@pytest.fixture
def row(house: Any, change: Any) -> models.Round:
    return open_round(house, change, a_ward=7, by_link=2)


def test_nothing_leads_from_a_vote_to_a_person_to_a_browser_or_to_what_was_written(row: models.Round) -> None:
    closed(row)
    voters = models.Voter.objects.filter(round=row)
    assert voters.count() == 30
    assert not voters.exclude(person=None, door=None, pseudonym="").exists()
    assert not models.Contribution.objects.filter(round=row, author__isnull=False).exists()
    assert models.Contribution.objects.filter(round=row, by__isnull=False).count() == 1


def test_a_kill_between_closing_and_working_out_leaves_the_rest_to_the_clock(
    house: Any, row: models.Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, depth = [], len(connection.savepoint_ids)

    def killed(**_said: Any) -> None:
        inside.append(len(connection.savepoint_ids))
        raise KeyboardInterrupt

    monkeypatch.setattr(freezing, "freeze", killed)
    with pytest.raises(KeyboardInterrupt):
        closing.close(viewer=house.viewer("lead"), round_id=row.pk, version=row.version, now=NOW)
    monkeypatch.undo()
    assert inside == [depth], "it is worked out after the commit"
    assert not models.Voter.objects.filter(round=row).exclude(person=None, door=None).exists()
    with pytest.raises(NotYet, match="being worked out"):
        results(viewer=house.viewer("lead"), round_id=row.pk)
    job = f"{jobs.FREEZE}{row.pk}"
    assert job in jobs.due(NOW)
    jobs.run(job, now=NOW, home=Path())
    assert job not in jobs.due(NOW)
    assert results(viewer=house.viewer("lead"), round_id=row.pk).n


def test_an_open_round_is_not_worked_out(row: models.Round) -> None:
    freeze(round_id=row.pk, now=NOW)
    assert (models.RoundResult.objects.count(), freezing.waiting()) == (0, ())


def test_before_the_close_there_is_no_result(house: Any, row: models.Round) -> None:
    with pytest.raises(NotYet):
        results(viewer=house.viewer("lead"), round_id=row.pk)
    with pytest.raises(NotYours):
        results(viewer=house.viewer("stranger"), round_id=closed(row).pk)


def test_a_closed_round_never_tells_anything_else(house: Any, row: models.Round) -> None:
    """P5 of the promise: whatever becomes of votes, people and teams."""
    closed(row)
    before = [results(viewer=house.viewer(role), round_id=row.pk) for role in ("lead", "member", "other")]
    models.Vote.objects.all().update(choice=-1)
    models.Voter.objects.filter(round=row).order_by("id").first().delete()  # type: ignore[union-attr]
    freeze(round_id=row.pk, now=NOW)
    assert before == [
        results(viewer=house.viewer(role), round_id=row.pk) for role in ("lead", "member", "other")
    ]
    assert models.RoundResult.objects.count() == 1


def test_how_many_took_part_is_told_in_steps_of_five_and_few_by_the_link_not_at_all(
    house: Any, row: models.Round
) -> None:
    found = results(viewer=house.viewer("lead"), round_id=closed(row).pk)
    assert [(each.name, each.people, each.voted) for each in found.turnout] == [
        (f"Ward {n}", 10, (5, 10)) for n in range(1, 5)
    ]
    assert found.invited == (20, 40, 40)
    assert found.without_team == ""
    assert found.n == "20-49"


def test_groups_of_teams_are_read_by_those_over_everything_and_the_own_by_its_people(
    house: Any, row: models.Round
) -> None:
    closed(row)
    every = results(viewer=house.viewer("council"), round_id=row.pk)
    assert {"Ward 2", "Ward 3", "Ward 4"} < {each.name for each in every.teams}
    mine = results(viewer=house.viewer("member"), round_id=row.pk)
    assert [each.name for each in mine.teams] == ["Ward 1 + Without a team"], (
        "two by the link are told of with others"
    )
    assert [each.name for each in mine.turnout] == ["Ward 1"]
    assert mine.statements == every.statements
