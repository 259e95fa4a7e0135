"""Facts of changes for those who may read them, with the same number of queries whatever the size."""

from __future__ import annotations

from datetime import timedelta

import pytest

from conftest import NOW
from takehold.initiatives import operations, queries
from takehold.initiatives.facts import InitiativeInput
from takehold.initiatives.models import Initiative, Outlook
from takehold.initiatives.queries import names, payload, remembered
from takehold.initiatives.queries.lines import _behaviours
from takehold.initiatives.queries.standings import band
from takehold.people.facts import NotFound, NotYours


def test_bands_of_people() -> None:
    assert [band(n) for n in (5, 9, 10, 19, 20, 49, 50, 999, 1000, 5000)] == [
        "5-9", "5-9", "10-19", "10-19", "20-49", "20-49", "50-99", "500-999", "1000+", "1000+",
    ]  # fmt: skip


@pytest.fixture
def surgery(house) -> str:
    said = InitiativeInput(
        name="Checklist", reasons=("Safety.",), team_ids=frozenset({house.teams["surgery"]}), co_owner_id=None
    )
    return operations.create(viewer=house.viewer("it lead"), said=said, now=house.now)


def test_a_change_for_others_is_not_there(house, surgery) -> None:
    for key in ("member", "manager", "stranger"):
        with pytest.raises(NotYours):
            queries.initiative(viewer=house.viewer(key), slug=surgery)
        assert queries.lines(viewer=house.viewer(key)) == ()
    for key in ("other", "small", "sponsor", "works council"):
        assert queries.initiative(viewer=house.viewer(key), slug=surgery).name == "Checklist"
    with pytest.raises(NotYours):
        queries.initiative(viewer=house.viewer("admin"), slug="no-such")
    with pytest.raises(NotFound):
        queries.standing(viewer=house.viewer("admin"), slug=surgery, key="no-such")


def test_filters_are_words(house, change, surgery) -> None:
    def slugs(key: str, which: str) -> set[str]:
        return {line.initiative.slug for line in queries.lines(viewer=house.viewer(key), filter=which)}

    assert slugs("lead", "all") == {change.slug, surgery}
    assert slugs("lead", "mine") == {change.slug}
    assert slugs("lead", "needs me") == {change.slug}  # it has no co-owner yet
    assert slugs("other", "mine") == {change.slug, surgery}
    assert slugs("member", "mine") == {change.slug}
    assert slugs("council", "mine") == set()
    assert slugs("lead", "ended") == set()
    assert slugs("lead", "no such word") == {change.slug, surgery}


def test_the_team_is_asked_the_lead_when_it_is_visible(house, change) -> None:
    operations.refresh(change.behaviour_id, house.now)
    said = queries.lines(viewer=house.viewer("manager"), filter="needs-me")
    assert [line.initiative.slug for line in said] == [change.slug]
    assert queries.lines(viewer=house.viewer("other"), filter="needs-me") == ()


def test_queries_do_not_grow_with_what_is_there(house, change, django_assert_max_num_queries) -> None:
    operations.refresh(change.behaviour_id, house.now)
    with django_assert_max_num_queries(10):
        queries.lines(viewer=house.viewer("lead"))
    with django_assert_max_num_queries(13):
        viewer = house.viewer("lead")
        queries.initiative(viewer=viewer, slug=change.slug)
        queries.standings(viewer=viewer, slug=change.slug)
    lead = house.viewer("lead")
    for n in range(4):
        more = operations.create(
            viewer=lead, said=InitiativeInput(name=f"More {n}", reasons=("r",)), now=house.now
        )
        fact = operations.add_behaviour(viewer=lead, slug=more, key="k", name="K", now=house.now)
        operations.connect(viewer=lead, behaviour_id=fact.id, measure_id=change.measure_id, now=house.now)
        operations.refresh(fact.id, house.now)
    with django_assert_max_num_queries(10):
        assert len(queries.lines(viewer=house.viewer("lead"))) == 5


def test_series_come_for_the_units_that_are_shown(house, change, django_assert_num_queries) -> None:
    operations.refresh(change.behaviour_id, house.now)
    viewer = house.viewer("admin")
    (brief,) = queries.standings(viewer=viewer, slug=change.slug)
    assert {len(unit.verdict.trend.starts) for unit in brief.units if not unit.held_back} == {0}
    assert brief.verdict.whole.trend.starts
    with django_assert_num_queries(1):
        (some,) = queries.with_series(viewer=viewer, standings=(brief,), names={"handover": {"Ward 2"}})
    told = {unit.unit: bool(unit.verdict.trend.starts) for unit in some.units if not unit.held_back}
    assert told == {name: name == "Ward 2" for name in told}
    (every,) = queries.with_series(viewer=viewer, standings=(brief,))
    assert all(unit.verdict.trend.starts and unit.verdict.history for unit in every.units)
    assert every.verdict.units == tuple(unit.verdict for unit in every.units)
    with django_assert_num_queries(0):
        assert queries.with_series(viewer=viewer, standings=(brief,), names={}) == (brief,)


def test_a_slip_that_came_between_two_looks_is_not_told_by_its_series(house, change) -> None:
    operations.refresh(change.behaviour_id, house.now - timedelta(weeks=9))
    sponsor = house.viewer("sponsor")
    (brief,) = queries.standings(viewer=sponsor, slug=change.slug)
    operations.refresh(change.behaviour_id, house.now)
    (after,) = queries.with_series(viewer=sponsor, standings=(brief,))
    ward = next(unit for unit in after.units if unit.unit == "Ward 1")
    assert (str(ward.verdict.verdict), ward.verdict.trend.starts) == ("holding", ())
    (now,) = queries.standings(viewer=sponsor, slug=change.slug)
    held = next(unit for unit in now.units if unit.unit == "Ward 1")
    assert held.held_back
    (told,) = queries.with_series(viewer=sponsor, standings=(now,))
    assert next(unit for unit in told.units if unit.unit == "Ward 1") == held


def test_a_verdict_is_read_once_and_again_after_a_refresh(house, change, monkeypatch) -> None:
    operations.refresh(change.behaviour_id, NOW)
    outlook = Outlook.objects.get()
    first = remembered.verdict_of(outlook, "Ward 1")
    assert first == payload.read(outlook.short["Ward 1"])
    assert remembered.verdict_of(Outlook.objects.get(), "Ward 1") is first
    outlook.refreshed_at += timedelta(days=1)
    assert remembered.verdict_of(outlook, "Ward 1") is not first
    monkeypatch.setattr(remembered, "MOST", 1)
    outlook.refreshed_at += timedelta(days=1)
    remembered.verdict_of(outlook, "Ward 1")
    assert len(remembered._read) == 1


def test_rows_of_the_list_hold_no_circles(house, change) -> None:
    operations.refresh(change.behaviour_id, NOW)
    number = Initiative.objects.get().pk
    (row,) = _behaviours([number])[number]
    assert "behaviour" not in row.outlook._state.fields_cache


def test_the_reasons_of_a_change_are_read_with_it_and_by_nobody_who_may_not_read_it(
    house, surgery, django_assert_num_queries
) -> None:
    said = InitiativeInput(
        name="Three reasons", reasons=("First.", "Second.", "Third."), team_ids=frozenset({house.teams["surgery"]})
    )  # fmt: skip
    slug = operations.create(viewer=house.viewer("lead"), said=said, now=NOW)
    by_name, whole, stranger = house.viewer("lead"), house.viewer("lead"), house.viewer("member")
    names.names(viewer=by_name)
    queries.initiative(viewer=whole, slug=slug)
    with django_assert_num_queries(0):
        assert names.why(viewer=by_name, slug=slug) == ("First.", "Second.", "Third.")
        assert names.why(viewer=whole, slug=slug) == ("First.", "Second.", "Third.")
    assert names.why(viewer=house.viewer("lead"), slug=slug) == ("First.", "Second.", "Third.")
    assert names.why(viewer=stranger, slug=slug) == ()
