"""Old paths: who decided, what is excepted, nobody overwritten; a downtime's use is not the old way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from conftest import NOW
from takehold.analysis.facts import DailyCounts
from takehold.bridge import jobs, models
from takehold.bridge.facts.paths import PathInput, PathState
from takehold.bridge.operations import paths as operations
from takehold.bridge.queries.paths import register
from takehold.bridge.queries.words import PATHS
from takehold.bridge.tests.conftest import TODAY
from takehold.bridge.views import paths as pages
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.models import Initiative
from takehold.people.facts import NotAllowed, NotYours

DRAWER = PathInput("The printed form in the drawer", PathState.OPEN, TODAY)
CLOSED = PathInput(
    "The printed form in the drawer", PathState.CLOSED, TODAY, "The ward council", "In a declared downtime."
)


def told(house: Any, change: Any, role: str = "lead") -> dict[str, Any]:
    return {"viewer": house.viewer(role), "slug": change.slug, "now": NOW}


def test_a_path_is_closed_with_who_decided_and_what_is_excepted(house: Any, change: Any) -> None:
    on = told(house, change)
    made = operations.write_down(said=DRAWER, **on)
    for lacking, field in ((PathInput(DRAWER.name, PathState.CLOSED, TODAY, "", "x"), "body"),
                           (PathInput(DRAWER.name, PathState.CLOSED, TODAY, "x", ""), "exception"),
                           (PathInput(DRAWER.name, PathState.OPEN, TODAY + timedelta(days=1)), "since")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            operations.move(path_id=made, said=lacking, version=1, **on)
        assert refused.value.field == field
    operations.move(path_id=made, said=CLOSED, version=1, **on)
    with pytest.raises(Conflict):
        operations.move(path_id=made, said=DRAWER, version=1, **on)
    with pytest.raises(Conflict):
        operations.write_down(said=DRAWER, **on)
    with pytest.raises(NotYours):
        operations.move(path_id=999_999, said=CLOSED, version=1, **on)
    (found,) = register(viewer=house.viewer("member"), slug=change.slug).paths
    assert found.said == CLOSED
    assert [(each[1], each[2], each[3]) for each in found.turns] == [
        (PathState.OPEN, PathState.CLOSED, "The ward council")
    ]
    with pytest.raises(NotAllowed):
        operations.write_down(said=DRAWER, **told(house, change, "manager"))


def test_nobody_is_named_and_no_measure_on_a_person_is_kept(house: Any, change: Any) -> None:
    for name in ("Written warning for paper", "Abmahnung"):
        with pytest.raises(Invalid):
            operations.write_down(said=PathInput(name, PathState.OPEN, TODAY), **told(house, change))


def test_use_in_a_declared_downtime_is_not_the_old_way(
    house: Any, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten chances a day, two of them the old way; on three days all ten, for the record was down."""
    days = 100
    start = TODAY - timedelta(days=days - 1)
    old = np.full(days, 2)
    down = (TODAY - timedelta(days=20), TODAY - timedelta(days=18))
    old[(down[0] - start).days : (down[1] - start).days + 1] = 10
    chances = np.full(days, 10)
    daily = DailyCounts(start, chances, chances - old, old)
    monkeypatch.setattr(operations, "counts", lambda **_: SimpleNamespace(whole=SimpleNamespace(daily=daily)))
    on = told(house, change)
    operations.write_down(said=DRAWER, **on)
    (job,) = [each for each in jobs.due(NOW) if each.startswith(jobs.OLD_WAY)]
    jobs.run(job, now=NOW, home=Path())
    (use,) = register(viewer=house.viewer("lead"), slug=change.slug).uses
    assert (use.chances, use.old_way, use.days_out) == (560, 53 * 2 + 3 * 10, 0)
    assert jobs.due(NOW) == ()
    operations.declare(first=down[0], last=down[1], reason="The record was down", **on)
    (job,) = jobs.due(NOW)
    jobs.run(job, now=NOW, home=Path())
    (use,) = register(viewer=house.viewer("lead"), slug=change.slug).uses
    assert (use.chances, use.old_way, use.days_out) == (530, 106, 3)
    assert use.rate == pytest.approx(0.2)
    page = house.client("member").get(f"/changes/{change.slug}/old-paths/").content.decode()
    assert "3 days of downtime are left out" in page
    assert jobs.due(NOW + timedelta(days=1)) != ()
    with pytest.raises(Invalid):
        operations.declare(first=down[1], last=down[0], reason="x", **on)


def test_where_the_old_way_cannot_be_seen_it_says_so(house: Any, change: Any) -> None:
    operations.write_down(said=DRAWER, **told(house, change))
    operations.count(initiative_id=Initiative.objects.get(slug=change.slug).pk, now=NOW)
    (use,) = register(viewer=house.viewer("lead"), slug=change.slug).uses
    assert use.rate is None
    page = house.client("lead").get(f"/changes/{change.slug}/old-paths/").content.decode()
    assert "cannot be seen in the data" in page


def test_the_page_from_writing_down_to_closing(house: Any, change: Any) -> None:
    lead, at = house.client("lead"), f"/changes/{change.slug}/old-paths/"
    assert "No old path is written down." in lead.get(at).content.decode()
    sent = {"name": DRAWER.name, "state": "open", "since": str(TODAY)}
    assert lead.post(at, sent)["Location"] == at
    twice = lead.post(at, sent)
    assert (twice.status_code, "stands there already" in twice.content.decode()) == (422, True)
    one = f"{at}{models.OldPath.objects.get().pk}/"
    refused = lead.post(one, {**sent, "state": "closed", "version": "1"})
    assert "Say which body or role decided it." in refused.content.decode()
    closed = {
        **sent,
        "state": "closed",
        "body": "The ward council",
        "exception": "Downtimes.",
        "version": "1",
    }
    assert lead.post(one, closed)["Location"] == at
    assert "0 old paths are open, 0 made harder, 1 closed." in lead.get(at).content.decode()
    assert "open → closed (The ward council)" in house.client("member").get(one).content.decode()
    down = {"first": str(TODAY), "last": str(TODAY), "reason": "The record"}
    assert lead.post(f"{at}downtime/", {**down, "reason": ""}).status_code == 422
    assert lead.post(f"{at}downtime/", down)["Location"] == at
    api = lead.get(f"/api/v1/changes/{change.slug}/old-paths").json()
    assert (api["paths"][0]["state"], api["downtimes"][0]["reason"]) == ("closed", "The record")
    assert set(PATHS) == set(PathState)
    assert pages.answer(register(viewer=house.viewer("lead"), slug=change.slug)).startswith("0 old paths")
