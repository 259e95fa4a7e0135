"""The figure that shows a goal is laid beside what people do: for who reads both, over the periods that both have."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from scipy.stats import spearmanr

from conftest import NOW
from takehold.alignment.facts.figures import FigureKind
from takehold.alignment.facts.goals import GoalInput, GoalKind, Pull, Side
from takehold.alignment.models import Goal, GoalConflict
from takehold.alignment.operations import goals as operations
from takehold.alignment.queries import figures, goals
from takehold.analysis.joint import FEWEST, Moved
from takehold.analysis.series import monday
from takehold.initiatives.models import Initiative, PerformanceReport
from takehold.initiatives.operations import refresh
from takehold.initiatives.queries.whole import whole
from takehold.initiatives.tests.test_reports import bring, settle
from takehold.ledger.models import ReportedValue
from takehold.people.facts import NotAllowed, NotYours
from tests.again import again

MINUTES = GoalInput(Side.OPERATIONS, GoalKind.MEASURE, "Lists within 45 minutes", "Medicines board")
SCREENS = GoalInput(Side.IT, GoalKind.GOAL, "No more screens than last year", "Infrastructure board")


def weekly(change: Any) -> dict[date, float]:
    """The share of the behaviour, week by week, from what is told of each day or week."""
    found = whole(behaviour_id=change.behaviour_id)
    assert found is not None
    sums: dict[date, list[int]] = {}
    for day, new, chances, used in zip(
        found.trend.starts, found.trend.new_way, found.trend.chances, found.trend.used, strict=True
    ):
        if used and chances:
            one = sums.setdefault(monday(day), [0, 0])
            one[0], one[1] = one[0] + new, one[1] + chances
    return {day: new / chances for day, (new, chances) in sums.items()}


def build(house: Any, change: Any) -> dict[date, float]:
    """A report of one ward that falls in weeks in which the share rises, its values; it shows the one of two goals that
    pulls for the behaviour, the other pulls against it."""
    refresh(behaviour_id=change.behaviour_id, now=NOW)
    rng = random.Random(3)
    values = {
        day: round(60 - 80 * share + rng.gauss(0, 0.5), 1) for day, share in sorted(weekly(change).items())
    }
    bring(house, change.slug, [("Ward 1", day, value, 10) for day, value in values.items()])
    settle(house)
    lead = house.viewer("lead")
    key = goals.behaviours(viewer=lead)[0][0].partition("/")[2]
    for said, pull in ((MINUTES, Pull.FOR), (SCREENS, Pull.AGAINST)):
        made = operations.write(viewer=lead, said=said, now=NOW)
        told = {"evidence": "It was counted.", "now": NOW}
        operations.pull(viewer=lead, goal_id=made, slug=change.slug, key=key, pull=pull, **told)
    operations.show(viewer=lead, goal_id=goal(MINUTES), code=report(house), now=NOW)
    return values


@pytest.fixture
def minutes(house: Any, change: Any) -> dict[date, float]:
    """The values of ``build``."""
    return again(build, house, change)


@pytest.fixture
def conflict(minutes: dict[date, float]) -> int:
    """The conflict between its two goals."""
    return int(GoalConflict.objects.get().pk)


def goal(said: GoalInput) -> int:
    return int(Goal.objects.get(text=said.text).pk)


def report(house: Any) -> str:
    found = figures.choices(viewer=house.viewer("lead"))
    return next(each.code for each, _change in found if each.kind is FigureKind.REPORT)


def test_the_report_and_the_behaviour_are_compared_as_scipy_does(
    house: Any, change: Any, minutes: dict[date, float], conflict: int
) -> None:
    told = house.client("lead").get(f"/api/v1/incentives/conflicts/{conflict}/movement").json()
    shares = weekly(change)
    days = sorted(minutes)
    expected = spearmanr(
        [shares[b] - shares[a] for a, b in pairwise(days)],
        [minutes[b] - minutes[a] for a, b in pairwise(days)],
    ).statistic
    (pairing,) = told["pairings"]
    assert pairing["together"] == pytest.approx(expected)
    assert (pairing["moved"], pairing["changes"]) == ("opposite", len(days) - 1)
    report_told, behaviour = told["figures"]
    assert {row["from"]: row["value"] for row in report_told["values"]} == {
        day.isoformat(): value for day, value in minutes.items()
    }
    assert [row["value"] for row in behaviour["values"]] == pytest.approx([shares[day] for day in days])


def test_the_pages_draw_both_and_say_that_it_is_an_association(
    house: Any, minutes: dict[date, float], conflict: int
) -> None:
    for at in (f"/incentives/conflicts/{conflict}/", f"/incentives/{goal(MINUTES)}/"):
        page = house.client("lead").get(at).content.decode()
        assert "moved in opposite ways" in page
        assert f"Over {len(minutes) - 1} changes from week to week" in page
        assert "it does not say that one causes the other" in page
        assert page.count('<div class="chart__wide"><svg') == 2
        assert page.count("<tr>") == len(minutes) + 1


def test_one_figure_alone_is_beside_nothing_and_none_is_beside_itself(house: Any, conflict: int) -> None:
    operations.show(viewer=house.viewer("lead"), goal_id=goal(MINUTES), code="", now=NOW)
    page = house.client("lead").get(f"/incentives/conflicts/{conflict}/").content.decode()
    assert "How the figures move" not in page
    told = house.client("lead").get(f"/api/v1/incentives/{goal(MINUTES)}/movement").json()
    assert told == {"period": None, "figures": [], "pairings": []}

    lead = house.viewer("lead")
    operations.show(viewer=lead, goal_id=goal(MINUTES), code=report(house), now=NOW)
    code = next(
        each.code for each, _change in figures.choices(viewer=lead) if each.kind is FigureKind.BEHAVIOUR
    )
    operations.show(viewer=lead, goal_id=goal(SCREENS), code=code, now=NOW)
    beside = figures.of_conflict(viewer=lead, conflict=goals.conflict(viewer=lead, conflict_id=conflict))
    assert beside is not None
    assert [(each.kind, len(beside.pairings)) for each in beside.figures] == [
        (FigureKind.REPORT, 1),
        (FigureKind.BEHAVIOUR, 1),
    ]


def test_too_few_changes_are_counted_and_nothing_is_told(house: Any, change: Any, conflict: int) -> None:
    lead = house.viewer("lead")
    days = sorted(weekly(change))
    row = PerformanceReport.objects.get()
    ReportedValue.objects.filter(measure_id=row.measure_id, day__gt=days[FEWEST - 1]).delete()
    beside = figures.of_conflict(viewer=lead, conflict=goals.conflict(viewer=lead, conflict_id=conflict))
    assert beside is not None
    (pairing,) = beside.pairings
    assert (pairing.movement.moved, pairing.movement.changes) == (Moved.TOO_FEW, FEWEST - 1)
    page = house.client("lead").get(f"/incentives/conflicts/{conflict}/").content.decode()
    assert f"Both are known for {FEWEST - 1} changes from week to week; {FEWEST} are needed." in page
    assert "causes the other" not in page


def test_who_names_a_figure_and_who_reads_it(house: Any, change: Any, conflict: int) -> None:
    with pytest.raises(NotYours):
        operations.show(viewer=house.viewer("member"), goal_id=goal(MINUTES), code="", now=NOW)
    with pytest.raises(NotAllowed):
        operations.show(viewer=house.viewer("manager"), goal_id=goal(MINUTES), code="", now=NOW)
    page = house.client("lead").post(
        f"/incentives/{goal(MINUTES)}/", {"do": "show", "figure": "report/elsewhere/one"}
    )
    assert page.status_code == 422
    kept = f"/incentives/{goal(MINUTES)}/"
    assert house.client("lead").post(kept, {"do": "show", "figure": report(house)}).status_code == 302
    assert Goal.objects.get(pk=goal(MINUTES)).figure_report_id == PerformanceReport.objects.get().pk


def test_a_figure_of_a_change_that_is_not_read_is_not_shown(house: Any, change: Any, conflict: int) -> None:
    hidden = Initiative.objects.create(name="Elsewhere", slug="elsewhere", created_at=NOW)
    hidden.audience.create(team_id=house.teams["ward-2"])
    PerformanceReport.objects.update(initiative=hidden)
    seen = {
        role: goals.goal(viewer=house.viewer(role), goal_id=goal(MINUTES)).figure
        for role in ("lead", "manager")
    }
    assert seen["lead"] is not None
    assert seen["manager"] is None
