"""What calendars outside are told of oneself: what one leads, asked and keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW
from takehold.influence.facts.early import Stage
from takehold.influence.facts.soundings import Form, SoundingInput
from takehold.influence.operations import advocacy, early, soundings
from takehold.influence.queries.dates import dates
from takehold.influence.tests.conftest import TODAY, planned, told
from takehold.influence.tests.test_early import DIALYSIS

SPAN = {"first": TODAY, "last": TODAY + timedelta(days=100)}


def test_each_is_told_what_is_theirs(house: Any, change: Any, nights: int) -> None:
    lead = house.viewer("lead")
    advocacy.plan(said=planned(nights), **told(house, change))
    early.begin(viewer=lead, said=DIALYSIS, stage=Stage.IDEA, on=TODAY, now=NOW)
    soundings.ask(viewer=lead, said=SoundingInput("The record", Form.NAMED, ("member",)), now=NOW)
    assert dates(viewer=lead, slug=change.slug, **SPAN) == ()
    mine = dates(viewer=lead, **SPAN)
    assert [each.key.split("-")[0] for each in mine] == ["advocacy", "conversation", "sounding"]
    assert (mine[0].title, mine[0].on) == ("To be told: Night shifts", TODAY + timedelta(days=7))
    assert mine[0].path.startswith(f"/changes/{change.slug}/advocacy/")
    assert dates(viewer=house.viewer("member"), **SPAN) == ()
    assert [each.key.split("-")[0] for each in dates(viewer=house.viewer("council"), **SPAN)] == [
        "conversation"
    ]
    assert dates(viewer=lead, first=TODAY + timedelta(days=200), last=TODAY + timedelta(days=300)) == ()
