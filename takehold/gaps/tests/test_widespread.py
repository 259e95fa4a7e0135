"""Few people or many: set by the figures where people are counted, told to be open where they are not, and never who."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.analysis.spread import Spread as Seen
from takehold.analysis.spread import SpreadVerdict, Sureness
from takehold.gaps import models
from takehold.gaps.facts import Spread
from takehold.gaps.facts.candidates import Look
from takehold.gaps.facts.widespread import SpreadTold, Why
from takehold.gaps.operations import gaps as operations
from takehold.gaps.operations import proposing
from takehold.gaps.queries import candidates, gaps, widespread
from takehold.gaps.queries.rights import led
from takehold.initiatives import operations as initiatives


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (SpreadVerdict(Seen.FEW, Sureness.PLAIN, 14, 30, 1, 0.999, 0), SpreadTold(Spread.FEW, NOW.date(), 99, True)),
        (SpreadVerdict(Seen.WIDE, Sureness.PROBABLY, 14, 12, 1, 0, 0.91), SpreadTold(Spread.WIDE, NOW.date(), 91)),
        (SpreadVerdict(Seen.NO_EXCESS, Sureness.PLAIN, 14, 30, 0.5), Why.NO_EXCESS),
        (SpreadVerdict(Seen.CANNOT_TELL, Sureness.NOTHING, 14, 30, 1, 0.5, 0.5), Why.BETWEEN),
        (SpreadVerdict(Seen.CANNOT_TELL, Sureness.NOTHING, 9, 30, because="people"), Why.PEOPLE),
        (SpreadVerdict(Seen.CANNOT_TELL, Sureness.NOTHING, 14, 9, because="chances"), Why.CHANCES),
        (None, Why.NOBODY_COUNTED),
    ],
)  # fmt: skip
def test_what_is_told_is_kept_and_read_again(seen: SpreadVerdict | None, told: SpreadTold | Why) -> None:
    found = widespread.told(seen, NOW.date())
    assert found == (
        told if isinstance(told, SpreadTold) else SpreadTold(Spread.CANNOT_TELL, NOW.date(), why=told)
    )
    assert widespread.read(widespread.kept(found)) == found
    line = widespread.said(found)
    assert ("Who they are is not looked at" in line) == (found.spread is Spread.FEW)
    assert line.startswith(("Probably", "It is probably")) == (found.sure is not None and not found.plain)
    assert "14" not in line  # how many people there are is told as a band elsewhere, never to the number


@pytest.fixture
def slide(house: Any, change: Any) -> Any:
    """Ward 1 slides; the lead may read it."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    viewer = replace(house.viewer("lead"), on=house.on + timedelta(days=10), seen={})
    found = candidates.candidates(viewer=viewer, change=led(viewer, change.slug), look=Look.TEAMS)
    return viewer, next(each for each in found if each.origin.startswith("figure/"))


@pytest.mark.django_db
def test_without_persons_it_says_that_nobody_is_looked_at(house: Any, change: Any, slide: Any) -> None:
    viewer, proposed = slide
    assert proposed.spread == SpreadTold(Spread.CANNOT_TELL, proposed.source.on, why=Why.NOBODY_COUNTED)
    gap = proposing.open_proposed(
        viewer=viewer, slug=change.slug, look=Look.TEAMS, origin=proposed.origin, now=NOW
    )
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/{gap}/").content.decode()
    assert "Cannot tell, because we do not look at people." in page
    found = gaps.gap(viewer=viewer, slug=change.slug, gap_id=gap)
    assert (
        any("a few people or is it widespread" in each for each in found.questions)
        or len(found.questions) == 3
    )


@pytest.mark.django_db
def test_with_persons_the_figures_set_it_and_a_person_s_word_stands_beside(
    house: Any, change: Any, slide: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer, proposed = slide
    asked: list[Any] = []

    def counted(**about: Any) -> dict[str, SpreadVerdict]:
        asked.append(about)
        return {name: SpreadVerdict(Seen.FEW, Sureness.PLAIN, 12, 30, 1, 0.97, 0) for name in about["usual"]}

    monkeypatch.setattr("takehold.ledger.queries.spread", counted)
    monkeypatch.setattr(candidates, "with_persons", lambda: frozenset(range(1000)))
    viewer = replace(viewer, seen={})
    gap = proposing.open_proposed(
        viewer=viewer, slug=change.slug, look=Look.TEAMS, origin=proposed.origin, now=NOW
    )
    assert {span.teams for about in asked for span in about["spans"]} >= {frozenset({house.teams["ward-1"]})}
    assert all(0 < share < 0.5 for about in asked for share in about["usual"].values())
    row = models.Gap.objects.get(id=gap)
    assert row.spread_told["spread"] == "few"
    said, _teams = gaps.shortly(viewer=viewer, slug=change.slug, gap_id=gap)
    operations.edit_gap(
        viewer=viewer, slug=change.slug, gap_id=gap, said=replace(said, spread=Spread.WIDE), now=NOW
    )
    line = gaps.gap(viewer=viewer, slug=change.slug, gap_id=gap).line
    assert (line.as_told, line.spread) == (Spread.FEW, Spread.WIDE)
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/{gap}/").content.decode()
    assert "A few people hold most of it, 97 % sure." in page
    assert "As those judge it who lead the change: widespread." in page
    api = house.client("lead").get(f"/api/v1/changes/{change.slug}/gaps/{gap}").json()
    assert (api["spread"], api["spread_told"]["spread"], api["spread_told"]["sure"]) == (
        "widespread",
        "few",
        97,
    )


@pytest.mark.django_db
def test_a_gap_opened_by_hand_has_a_person_s_word_alone(house: Any, change: Any, gap: int) -> None:
    found = gaps.gap(viewer=house.viewer("lead"), slug=change.slug, gap_id=gap)
    assert found.line.told is None
    assert found.line.as_told is Spread.CANNOT_TELL
