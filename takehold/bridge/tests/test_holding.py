"""How long it holds after an action ended: watched by itself, told with its range, and the next one's day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from conftest import NOW
from takehold.analysis.facts import Shift
from takehold.bridge import jobs, models
from takehold.bridge.facts import ActionState
from takehold.bridge.operations import holding as operations
from takehold.bridge.queries import actions, holding
from takehold.bridge.tests.conftest import TODAY
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as standings

OVER = TODAY - timedelta(days=100)


def line(house: Any, change: Any, action: int) -> Any:
    return actions.action(viewer=house.viewer("lead"), slug=change.slug, action_id=action).line


@pytest.fixture
def over(action: int) -> int:
    """Done a hundred days ago, after three months."""
    models.Action.objects.filter(id=action).update(
        state=ActionState.DONE, began_on=OVER - timedelta(days=90), over_on=OVER, practice="two-minute-huddle"
    )
    return action


def held(action: int, *spells: tuple[int, bool]) -> None:
    models.Held.objects.update_or_create(
        action_id=action, defaults={"as_of": TODAY, "spells": [list(each) for each in spells]}
    )


def test_it_is_watched_each_week_for_a_year_once_it_is_over(house: Any, change: Any, over: int) -> None:
    assert jobs.due(NOW) == (f"{jobs.HOLDS}{over}",)
    held(over)
    assert operations.due(NOW) == ()
    assert operations.due(NOW + timedelta(days=7)) == (over,)
    assert operations.due(NOW + timedelta(days=400)) == ()
    models.Held.objects.all().delete()
    models.Action.objects.filter(id=over).update(state=ActionState.DOING, over_on=None)
    assert operations.due(NOW) == ()


def test_groups_that_had_gained_are_watched_without_names(
    house: Any, change: Any, over: int, tmp_path: Any
) -> None:
    initiatives.refresh(change.behaviour_id, NOW)
    up = Shift(OVER - timedelta(days=40), 0.5, 0.8, OVER - timedelta(days=44), OVER - timedelta(days=36))
    down = Shift(OVER + timedelta(days=30), 0.8, 0.5, OVER + timedelta(days=27), OVER + timedelta(days=33))
    real = standings.with_series

    def moved(**given: Any) -> Any:
        (found,) = real(**given)
        units = tuple(replace(each, verdict=replace(each.verdict, shifts=(up, down))) for each in found.units)
        return (replace(found, units=units),)

    with mock.patch("takehold.bridge.operations.holding.initiatives.with_series", moved):
        jobs.run(f"{jobs.HOLDS}{over}", now=NOW, home=tmp_path)
    row = models.Held.objects.get()
    assert row.spells == [[30, True]], "of ward 1 alone, which the action is for"
    assert row.as_of == TODAY
    jobs.run(f"{jobs.HOLDS}{over}", now=NOW, home=tmp_path)
    assert models.Held.objects.get().spells == [], "in these data nothing was gained by it"


def test_few_groups_tell_nothing(house: Any, change: Any, over: int) -> None:
    assert holding.told(holding.holding(line(house, change, over)), line(house, change, over)) == {}
    held(over, (30, True), (40, True))
    found = holding.told(holding.holding(line(house, change, over)), line(house, change, over))
    assert found["answer"].startswith("How long it holds cannot be told yet: 2 groups were watched")
    assert found["next_on"] is None


def test_half_are_back_within_weeks_and_the_next_one_has_its_day(house: Any, change: Any, over: int) -> None:
    """The children of Freireich and others (1963) who got no treatment, as in ``tests/references``: half at 8, 4 to 11."""
    weeks = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    held(over, *((7 * each, True) for each in weeks))
    found = holding.told(holding.holding(line(house, change, over)), line(house, change, over))
    assert found["answer"] == "After it ends, half of the groups are back within 8 weeks."
    assert found["range"] == "It may be between 4 and 11 weeks."
    assert found["next_on"] == OVER + timedelta(weeks=4), "before a quarter is back"
    assert found["groups"] == 21
    page = house.client("lead").get(f"/changes/{change.slug}/actions/{over}/").content.decode()
    assert found["answer"] in page
    assert "The next one was due by" in page
    models.Action.objects.filter(id=over).update(over_on=TODAY - timedelta(days=8))
    page = house.client("lead").get(f"/changes/{change.slug}/actions/{over}/").content.decode()
    assert "The next one is due by" in page
    models.Action.objects.filter(id=over).update(over_on=OVER)
    api = house.client("lead").get(f"/api/v1/changes/{change.slug}/actions/{over}").json()["holding"]
    assert api["next_on"] == (OVER + timedelta(weeks=4)).isoformat()
    path = f"/changes/{change.slug}/actions/new/?on={(TODAY + timedelta(days=40)).isoformat()}"
    assert (TODAY + timedelta(days=40)).isoformat() in house.client("lead").get(path).content.decode()


def test_what_holds_is_told_so(house: Any, change: Any, over: int) -> None:
    held(over, *((140, False),) * 5, (70, True))
    found = holding.told(holding.holding(line(house, change, over)), line(house, change, over))
    assert found["answer"] == (
        "It holds: within 20 weeks after it ended, fewer than a quarter of the groups went back."
    )
    assert found["next_on"] is None
