"""Nobody, nor all together over three weeks, can work out a figure of fewer than five people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.db import transaction

from takehold.people.facts import ReportingUnit
from tests.security import small_worlds

pytestmark = pytest.mark.django_db
WORLDS = range(10)
OPEN = (2, 4, 5, 7, 9)
"""Worlds in which a name moved between teams, or a team joined another, and a figure of the days before still lets a
small team be worked out. A gap that is known and not mended yet: see CHANGELOG, known limits."""
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


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(
            seed, marks=pytest.mark.xfail(reason="names that move between small teams", strict=False)
        )
        if seed in OPEN
        else seed
        for seed in WORLDS
    ],
)
def test_nothing_is_told_of_fewer_than_five_people(seed: int) -> None:
    assert list(told([seed])) == [[]]


@pytest.mark.long
def test_nothing_is_told_in_many_worlds() -> None:
    """Fails until the gap of ``OPEN`` is closed."""
    assert [found for found in told(MANY_WORLDS) if found] == []


def alone(teams, *, floor: int) -> list[list]:
    return [[team] for team in teams if team.people]


def untied(plan: Callable) -> Callable:
    from dataclasses import replace

    return lambda teams, *, floor: plan([replace(team, tied_to=None) for team in teams], floor=floor)


@pytest.fixture(params=["no folding", "cut anew each day", "part of a unit", "names rewrite the past"])
def switched_off(request, monkeypatch) -> str:
    """One rule of the house, off."""
    from takehold.people.operations import labels as moving
    from takehold.people.queries import labels, partition

    if request.param == "no folding":
        monkeypatch.setattr(partition, "groups", alone)
        monkeypatch.setattr(labels, "_told", lambda _source, units, *_rest: names_of(units))
    elif request.param == "cut anew each day":
        monkeypatch.setattr(partition, "groups", untied(partition.groups))
    elif request.param == "part of a unit":
        monkeypatch.setattr(labels, "_told", lambda _source, units, *_rest: names_of(units))
    else:
        monkeypatch.setattr(moving, "told_together", lambda _source, _on: frozenset())
    return request.param


def names_of(units: Iterable[ReportingUnit]) -> frozenset[str]:
    return frozenset(unit.name for unit in units)


def test_each_rule_is_needed(switched_off: str) -> None:
    assert any(told(SOON)), f"{switched_off}: nothing was noticed"
