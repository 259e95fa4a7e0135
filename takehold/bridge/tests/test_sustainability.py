"""Will it last: once a quarter and a person, nothing of an open round, nothing of one rater, the same figures as by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from conftest import NOW
from takehold.analysis.sustainability import FACTORS, LEVELS
from takehold.bridge import models
from takehold.bridge.operations import sustainability as operations
from takehold.bridge.queries import kept, lasting_words
from takehold.bridge.queries.sustainability import last_day, quarter, sustainability
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, RoleFact, RoleKind, Viewer
from takehold.people.queries.kept import kept as kept_of

RATERS = ("lead", "sponsor", "manager", "member", "other")
SAID = (
    {"believed": 1, "daily": 4, "means": 3},
    {"believed": 2, "daily": 1, "means": 3},
    {"believed": 2, "daily": 4, "means": 3},
    {"believed": 1, "daily": 1, "means": 4},
    {"believed": 2, "daily": 4, "adapts": 1},
)
"""Believed: middle 2, half the pairs a level apart. Daily: middle 4, 6 of 10 pairs three apart, 1.8. Means: four answered."""


def told(house: Any, change: Any, role: str) -> dict[str, Any]:
    return {"viewer": house.viewer(role), "slug": change.slug, "now": NOW}


def read(house: Any, change: Any, role: str = "member") -> Any:
    return sustainability(viewer=house.viewer(role), slug=change.slug)


@pytest.fixture
def rated(house: Any, change: Any) -> None:
    for role, levels in zip(RATERS, SAID, strict=True):
        operations.rate(levels=levels, **told(house, change, role))


@pytest.mark.usefixtures("rated")
def test_what_five_say_is_told_once_the_round_is_closed(house: Any, change: Any) -> None:
    assert (read(house, change).told, read(house, change).raters) == (None, 5)
    operations.close(**told(house, change, "lead"))
    found = read(house, change).told
    assert (found.raters, found.until, found.weak, found.talk) == (5, NOW.date(), ("believed",), ("daily",))
    seen = {each.factor: (each.middle, each.spread) for each in found.factors}
    assert (seen["believed"], seen["daily"]) == ((2.0, "alike"), (4.0, "far apart"))
    assert {factor for factor, shown in seen.items() if shown == (None, "")} == set(FACTORS) - {
        "believed",
        "daily",
    }
    with pytest.raises(Conflict):
        operations.rate(levels={"daily": 1}, **told(house, change, "small"))
    with pytest.raises(Conflict):
        operations.close(**told(house, change, "lead"))


@pytest.mark.usefixtures("rated")
def test_who_rated_is_kept_and_what_they_chose_is_not(house: Any, change: Any) -> None:
    assert len(read(house, change, "lead").names) == 5
    assert read(house, change, "manager").names == ()
    assert not {each.name for each in models.SustainabilityTally._meta.fields} & {"person", "rater"}
    by_factor = (
        models.SustainabilityTally.objects.values_list("factor").annotate(n=Sum("answers")).filter(n__gt=0)
    )
    assert dict(by_factor) == {"believed": 5, "daily": 5, "means": 4, "adapts": 1}
    (mine,) = [
        each
        for each in kept_of(kept.tables(), house.people["member"])
        if each.words.startswith("That you rated")
    ]
    assert [dict(row) for row in mine.rows] == [
        {"change": "Handover in the record", "quarter from": "2026-01-01"}
    ]
    with pytest.raises(Conflict):
        operations.rate(levels={"daily": 4}, **told(house, change, "member"))
    assert dict(by_factor.all())["daily"] == 5


def test_no_row_and_no_order_of_rows_tells_what_the_first_chose(house: Any, change: Any) -> None:
    def rows() -> list[tuple[str, int]]:
        return list(models.SustainabilityTally.objects.order_by("id").values_list("factor", "level"))

    operations.rate(levels={"means": 3, "believed": 1}, **told(house, change, "lead"))
    first = rows()
    assert len(first) == len(FACTORS) * len(LEVELS)
    models.SustainabilityRound.objects.all().delete()
    operations.rate(levels={"daily": 4}, **told(house, change, "lead"))
    assert rows() == first


def test_four_are_told_nothing_not_even_when_the_quarter_is_over(house: Any, change: Any) -> None:
    for role, levels in zip(RATERS[:4], SAID, strict=False):
        operations.rate(levels=levels, **told(house, change, role))
    with pytest.raises(Invalid):
        operations.close(**told(house, change, "lead"))
    later = replace(house.viewer("member"), on=date(2026, 4, 1), seen={})
    found = sustainability(viewer=later, slug=change.slug)
    assert (found.told, found.raters, found.may_rate, found.ends) == (None, 0, True, date(2026, 6, 30))


@pytest.mark.usefixtures("rated")
def test_a_round_closes_by_itself_with_its_quarter(house: Any, change: Any) -> None:
    for on, until in ((date(2026, 3, 31), None), (date(2026, 4, 1), date(2026, 3, 31))):
        viewer = replace(house.viewer("member"), on=on, seen={})
        found = sustainability(viewer=viewer, slug=change.slug).told
        assert (found.until if found is not None else None) == until


def test_only_those_who_are_of_the_change_rate_it(house: Any, change: Any) -> None:
    for role in ("steward", "auditor", "admin"):
        with pytest.raises(NotAllowed):
            operations.rate(levels={"daily": 1}, **told(house, change, role))
    elsewhere = Viewer(
        house.people["council"], "x", (RoleFact(RoleKind.LEAD, initiative_id=999), RoleFact(RoleKind.COUNCIL)),
        NOW.date(),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        operations.rate(viewer=elsewhere, slug=change.slug, levels={"daily": 1}, now=NOW)
    for levels in ({}, {"daily": 5}, {"mood": 1}):
        with pytest.raises(Invalid):
            operations.rate(levels=levels, **told(house, change, "member"))
    assert not models.SustainabilityRound.objects.exists()


def test_quarters_are_whole() -> None:
    day = date(2023, 1, 1)
    for n in range(1500):
        one = day + timedelta(days=n)
        assert quarter(one) <= one <= last_day(quarter(one))
        assert quarter(last_day(quarter(one)) + timedelta(days=1)) == last_day(quarter(one)) + timedelta(
            days=1
        )
    assert (last_day(date(2024, 1, 1)), last_day(date(2026, 10, 1))) == (
        date(2024, 3, 31),
        date(2026, 12, 31),
    )


def test_the_page_from_rating_to_what_they_say(house: Any, change: Any) -> None:
    at = f"/changes/{change.slug}/sustainability/"
    assert at in house.client("member").get(f"/changes/{change.slug}/rhythm/").content.decode()
    assert "Nobody has rated it this quarter" in house.client("member").get(at).content.decode()
    blank = house.client("member").post(at, dict.fromkeys(FACTORS, "0"))
    assert (blank.status_code, "at least one of them" in blank.content.decode()) == (422, True)
    short = house.client("member").post(at, {"believed": "1"})
    assert (short.status_code, short.content.decode().count("field--wrong")) == (422, 9)
    for role, levels in zip(RATERS, SAID, strict=True):
        sent = {each: str(levels.get(each, 0)) for each in FACTORS}
        assert house.client(role).post(at, sent)["Location"] == at
    again = house.client("lead").post(at, {**dict.fromkeys(FACTORS, "0"), "daily": "1"})
    assert (again.status_code, "this quarter already" in again.content.decode()) == (422, True)
    assert "Enough people have rated it." in house.client("member").get(at).content.decode()
    assert house.client("member").post(f"{at}close/").status_code == 403
    assert house.client("lead").post(f"{at}close/")["Location"] == at
    page = house.client("member").get(at).content.decode()
    assert "What could make it fade: whether people believe in it." in page
    assert "Talk first about what they see very differently: whether it is everyday work." in page
    assert house.client("lead").post(f"{at}close/").status_code == 422
    api = house.client("member").get(f"/api/v1{at[:-1]}").json()
    assert (api["names"], api["told"]["weak"], api["told"]["talk"]) == (None, ["believed"], ["daily"])


def test_every_factor_level_and_spread_has_words() -> None:
    assert (tuple(lasting_words.FACTORS), tuple(lasting_words.LEVELS)) == (FACTORS, LEVELS)
    assert [lasting_words.level(each) for each in (None, 1.0, 2.5)] == [
        "cannot be told",
        "not at all",
        "between a little and mostly",
    ]
