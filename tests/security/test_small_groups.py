"""Nobody, nor all together over three weeks, can work out a figure of fewer than five people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction

from tests.security import small_worlds

pytestmark = pytest.mark.django_db
WORLDS = range(10)
MANY_WORLDS = range(10, 400)
SOON = range(40)
"""In this many worlds a rule that was switched off must have been noticed."""


def told(seeds: Iterable[int]) -> Iterator[list[str]]:
    """What each world lets out; nothing of a world stays."""
    for seed in seeds:
        for name in ("figures", "rows"):
            sys.modules[f"takehold.ledger.queries.{name}"]._kept.clear()
        with transaction.atomic():
            found = small_worlds.leaks(seed)
            transaction.set_rollback(True)
        yield found


@pytest.mark.parametrize("seed", WORLDS)
def test_nothing_is_told_of_fewer_than_five_people(seed: int) -> None:
    assert list(told([seed])) == [[]]


@pytest.mark.long
def test_nothing_is_told_in_many_worlds() -> None:
    assert [found for found in told(MANY_WORLDS) if found] == []


@pytest.fixture(
    params=[
        "what was told is remembered",
        "parts are of many",
        "counted as it was told",
        "counted as it is proposed",
        "counted on that day",
    ]
)
def switched_off(request, monkeypatch) -> str:
    """One rule of the house, off."""
    from takehold.people.operations import telling
    from takehold.people.queries import settling

    if request.param == "what was told is remembered":
        monkeypatch.setattr(telling, "told", lambda _telling: ())
    elif request.param == "parts are of many":
        monkeypatch.setattr(settling, "many", lambda _stretch, _labels: True)
    elif request.param == "counted as it was told":
        monkeypatch.setattr(settling, "_readings", lambda _stretch, _labels: ())
    elif request.param == "counted as it is proposed":
        monkeypatch.setattr(settling, "_as_proposed", lambda _stretch, _labels: [small_worlds.FEWEST])
    else:
        monkeypatch.setattr(settling.Census, "then", lambda census, team, _day: census.now(team))
    return request.param


def test_each_rule_is_needed(switched_off: str) -> None:
    assert any(told(SOON)), f"{switched_off}: nothing was noticed"
