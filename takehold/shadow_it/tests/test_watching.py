"""What logs tell of the need: the old tool fades and the new one is used, or one of them does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import NOW
from takehold.shadow_it import jobs, models
from takehold.shadow_it.facts.finds import WeekUse
from takehold.shadow_it.facts.tools import Found, ToolState, Way
from takehold.shadow_it.operations import following, opening, telling
from takehold.shadow_it.queries.watching import Seen, judge
from takehold.shadow_it.queries.words import of_check

from .conftest import TODAY, agreed, offered, read, said, turn, understood

MONDAY = date(2026, 3, 2)


def weeks(*hits: int) -> tuple[WeekUse, ...]:
    """Calls of one week after the other."""
    return tuple(WeekUse(MONDAY + timedelta(weeks=n), 5, each) for n, each in enumerate(hits))


@pytest.mark.parametrize(
    ("before", "after", "new", "found"),
    [
        ((100, 100), (60, 20, 10, 5, 5), (40, 60, 80, 80, 80), Found.FADES),
        ((100, 100), (50, 50, 50, 50), (40, 40, 40, 40), Found.FADES),  # at most half of it is left
        ((100, 100), (51, 51, 51, 51), (40, 40, 40, 40), Found.STILL),
        ((100, 100), (0, 0, 0, 0), (40, 40, 40, 40, 10, 10, 10, 10), Found.HARDLY),
        ((100, 100), (0, 0, 0, 0), (0, 0, 0, 0), Found.HARDLY),
        ((100, 100), (0, 0, 0), (40, 40, 40), None),  # fewer than four whole weeks
        ((), (0, 0, 0, 0), (40, 40, 40, 40), None),
        ((0, 0), (0, 0, 0, 0), (40, 40, 40, 40), None),  # no log ever saw the old one there
    ],
)
def test_weeks_after_the_move_are_held_against_those_before(
    before: Sequence[int], after: Sequence[int], new: Sequence[int], found: Found | None
) -> None:
    seen = judge(weeks(*before), weeks(*after), weeks(*new), expects_new=True)
    assert (seen.found if seen else None) == found


def test_an_old_tool_that_fades_tells_nothing_where_the_new_one_cannot_be_seen() -> None:
    assert judge(weeks(100), weeks(0, 0, 0, 0), (), expects_new=False) is None
    still = judge(weeks(100), weeks(90, 90, 90, 90), (), expects_new=False)
    assert still == Seen(Found.STILL, {"was": 100, "now": 90})


def fed(house: Any, service: str, hits: Sequence[int], *, people: int = 9, first: date) -> None:
    """A log of ward 1: so many calls in each week from a Monday on."""
    feed, _new = models.LogFeed.objects.get_or_create(
        name="Proxy", kind="proxy", defaults={"created_at": NOW}
    )
    end = first + timedelta(weeks=len(hits)) - timedelta(days=1)
    log = models.LogImport.objects.create(
        feed=feed, filename="proxy.log", sha256=f"{service:0<64}"[:64], state="read", created_at=NOW, finished_at=NOW,
        first_at=datetime.combine(first, NOW.timetz()), last_at=datetime.combine(end, NOW.timetz()),
    )  # fmt: skip
    models.UseCell.objects.bulk_create(
        models.UseCell(
            log=log, service=service, week=first + timedelta(weeks=n), place="group", team_id=house.teams["ward-1"],
            people=people, hits=each,
        )
        for n, each in enumerate(hits)
        if each
    )  # fmt: skip


@pytest.fixture
def moved(house: Any, promise: int) -> int:
    """WeTransfer, which the catalogue knows, is left behind today for Nextcloud."""
    tool = telling.tell(viewer=house.viewer("member"), said=said(name="WeTransfer"), now=NOW)
    understood(house, tool)
    offered(house, tool, Way.OFFER, "Nextcloud")
    agreed(house, tool)
    turn(house, tool, "settle")
    return tool


def look(weeks_later: int = 5) -> None:
    """As the clock would."""
    now = NOW + timedelta(weeks=weeks_later)
    for job in jobs.due(now):
        jobs.run(job, now=now, home=Path())


@pytest.mark.django_db
def test_logs_tell_that_the_need_is_met_and_nobody_is_asked(house: Any, moved: int) -> None:
    fed(house, "wetransfer", [120] * 8 + [120] + [40, 20, 10, 10], first=MONDAY - timedelta(weeks=8))
    fed(house, "nextcloud", [0] * 9 + [60, 90, 90, 90], first=MONDAY - timedelta(weeks=8))
    look()
    found = read(house, moved)
    assert of_check(found.checks[0]) == (
        "The old tool fades (20 calls a week, 120 before the move), and the new one is used (82 a week)."
    )
    assert found.line.state is ToolState.SETTLED
    assert not found.line.asked


@pytest.mark.django_db
def test_the_inquiry_opens_again_by_itself_where_the_old_tool_stays(house: Any, moved: int) -> None:
    turn(house, moved, "retire")
    fed(house, "wetransfer", [120] * 8 + [120] + [110, 100, 100, 90], first=MONDAY - timedelta(weeks=8))
    fed(house, "nextcloud", [0] * 9 + [60, 90, 90, 90], first=MONDAY - timedelta(weeks=8))
    look()
    found = read(house, moved)
    assert found.line.state is ToolState.REOPENED
    assert of_check(found.turns[-1].seen) == (
        "The old tool is still used: 100 calls a week in the last four weeks, 120 before the move."
    )
    assert following.due(NOW + timedelta(weeks=20)) == ()


@pytest.mark.django_db
def test_without_logs_of_these_weeks_the_department_is_asked(house: Any, moved: int) -> None:
    fed(house, "wetransfer", [120] * 8, first=MONDAY - timedelta(weeks=8))
    look()
    assert read(house, moved).line.asked


@pytest.mark.django_db
def test_a_find_opens_one_inquiry_of_the_departments_that_logs_name(house: Any) -> None:
    from takehold.people.facts import NotAllowed, NotYours

    fed(house, "dropbox", [30, 40, 50, 60], first=MONDAY - timedelta(weeks=4))
    lead = house.viewer("it lead")
    made = opening.from_find(viewer=lead, service="dropbox", now=NOW)
    found = read(house, made)
    assert (found.line.name, found.line.where, found.under) == ("Dropbox", ("Ward 1",), None)
    assert opening.from_find(viewer=lead, service="dropbox", now=NOW) == made
    assert found.line.known_on == TODAY
    with pytest.raises(NotYours):
        opening.from_find(viewer=lead, service="no-such", now=NOW)
    with pytest.raises(NotAllowed):
        opening.from_find(viewer=house.viewer("steward"), service="dropbox", now=NOW)
    with pytest.raises(NotYours):
        opening.from_find(viewer=house.viewer("member"), service="dropbox", now=NOW)
