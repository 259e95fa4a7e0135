"""Performance reports beside a change: pooled by n, told for whole units only, and for those who may read them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from takehold.evidence.recipe import parse
from takehold.initiatives import jobs, operations, queries
from takehold.initiatives.facts import InitiativeInput
from takehold.initiatives.models import PerformanceReport
from takehold.initiatives.queries.reports import ReportTold
from takehold.ledger import operations as ledger
from takehold.people.facts import NotAllowed, NotYours

RECIPE = """
[source]
format = "csv"
shape = "values"
[columns]
team = "ward"
period = "week"
mean = "minutes"
n = "n"
[[behaviour]]
key = "minutes"
name = "Minutes to the list"
unit = "minutes"
better = "lower"
"""
MONDAY = date(2025, 9, 1)


@pytest.fixture
def slug(house: Any) -> str:
    said = InitiativeInput(name="The list in time", reasons=("Nobody waits.",))
    return operations.create(viewer=house.viewer("admin"), said=said, now=house.now)


def bring(house: Any, slug: str, rows: list[tuple[str, date, float, object]]) -> int:
    source = ledger.register_source(key="reports", name="Reports", kind="upload", now=house.now)
    figure = parse(RECIPE).behaviours[0]
    measure = ledger.register_measure(source_id=source.id, behaviour=figure, recipe_sha256="", now=house.now)
    operations.connect_report(
        viewer=house.viewer("steward"), slug=slug, measure_id=measure.id, name=figure.name, now=house.now
    )
    text = "ward,week,minutes,n\n" + "".join(f"{w},{d},{m},{n}\n" for w, d, m, n in rows)
    brought = ledger.accept_upload(
        source_id=source.id, filename="r.csv", chunks=[text.encode()], recipe_text=RECIPE, uploaded_by="x", now=house.now
    )  # fmt: skip
    fact = ledger.run_import(import_id=brought.id, now=house.now, home=Path(settings.HOME))
    assert fact.state == "done", fact.reason
    return source.id


def settle(house: Any) -> None:
    for job in jobs.due(house.now):
        jobs.run(job, now=house.now)
    assert jobs.due(house.now) == ()


def told(house: Any, slug: str, key: str = "lead") -> ReportTold:
    (found,) = queries.reports(viewer=house.viewer(key), slug=slug)
    return found


def week(i: int) -> date:
    return MONDAY + timedelta(days=7 * i)


def test_teams_are_put_together_by_n_and_a_correction_is_seen(house: Any, slug: str) -> None:
    rows = [("Ward 1", week(i), 60 - 20 * (i > 11), 10) for i in range(24)]
    rows += [("ward-2", week(i), 50.0, 30) for i in range(24)]
    bring(house, slug, rows)
    assert told(house, slug).waiting
    settle(house)
    found = told(house, slug)
    assert (found.waiting, found.unit, found.better, found.unmatched) == (False, "minutes", "lower", 0)
    assert [p.value.mean for p in found.whole.points[11:13]] == [52.5, 47.5]
    assert found.whole.points[0].value.n == 40
    ward = next(each for each in found.units if each.unit == "Ward 1")
    (shift,) = ward.shifts
    assert (shift.on, shift.before, shift.after) == (week(12), 60.0, 40.0)
    bring(house, slug, [("Ward 1", week(0), 100.0, 10)])
    settle(house)
    assert told(house, slug).whole.points[0].value.mean == pytest.approx((100 * 10 + 50 * 30) / 40)


def test_a_small_team_is_told_only_together_with_others_that_reported(house: Any, slug: str) -> None:
    rows = [("Night desk", week(i), 10.0, 5) for i in range(20)]
    rows += [("Ward 4", week(i), 40.0, 15) for i in range(10)]
    rows += [("Ward 3", week(i), 30.0, 20) for i in range(20)]
    bring(house, slug, rows)
    settle(house)
    found = told(house, slug)
    names = {each.unit: each for each in found.units}
    assert "Night desk" not in names
    (folded,) = [each for name, each in names.items() if "Night desk" in name or "Ward 4" in name]
    assert [p.start for p in folded.points] == [week(i) for i in range(10)]
    assert {p.value.mean for p in folded.points} == {(10 * 5 + 40 * 15) / 20}
    later = [p.value for p in found.whole.points if p.start > week(9)]
    assert {(value.mean, value.n) for value in later} == {(30.0, 20)}


def test_without_n_several_teams_are_not_put_together(house: Any, slug: str) -> None:
    bring(
        house,
        slug,
        [("Ward 1", week(0), 5.0, ""), ("ward-2", week(0), 7.0, ""), ("Elsewhere", week(0), 1.0, 3)],
    )
    settle(house)
    found = told(house, slug)
    assert (found.whole.why_not, found.unmatched) == ("no_n", 1)
    assert [(each.unit, each.points[0].value.mean) for each in found.units] == [
        ("Ward 1", 5.0),
        ("Ward 2", 7.0),
    ]


def test_everybody_reads_the_whole_and_their_own_units(house: Any, slug: str) -> None:
    bring(house, slug, [(w, week(0), 5.0, 4) for w in ("Ward 1", "Ward 3")])
    settle(house)
    assert [each.unit for each in told(house, slug, "member").units] == ["Ward 1"]
    assert told(house, slug, "member").whole.points[0].value.n == 8
    with pytest.raises(NotYours):
        told(house, slug, "stranger")
    client = house.client("member")
    (answer,) = client.get(f"/api/v1/changes/{slug}/reports").json()
    assert (answer["last"]["value"], [team["team"] for team in answer["teams"]]) == (5.0, ["Ward 1"])
    assert house.client("stranger").get(f"/api/v1/changes/{slug}/reports").status_code == 404


def test_only_who_leads_or_looks_after_data_connects_one(house: Any, slug: str) -> None:
    source = bring(house, slug, [("Ward 1", week(0), 5.0, 4)])
    row = PerformanceReport.objects.get()
    assert row.source_id == source
    for key, error in (("member", NotAllowed), ("stranger", NotYours)):
        with pytest.raises(error):
            operations.connect_report(
                viewer=house.viewer(key), slug=slug, measure_id=row.measure_id, name="x", now=house.now
            )
    settle(house)
    operations.connect_report(
        viewer=house.viewer("lead"), slug=slug, measure_id=row.measure_id, name=row.name, now=house.now
    )
    assert jobs.due(house.now) == ()
    assert operations.refresh_source(source_id=source, now=house.now) == 0
    assert jobs.due(house.now) == (f"report {row.pk}",)
    jobs.run(f"report {row.pk + 1}", now=house.now)
