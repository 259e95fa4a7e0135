"""How long things are kept: defaults, an administrator's choice within bounds, and who may not."""

from __future__ import annotations

import pytest

from takehold.audit.queries import recent
from takehold.gather.facts.retention import DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS, Kept
from takehold.gather.operations.retention import set_retention
from takehold.gather.queries.retention import clocks, days
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed

pytestmark = pytest.mark.django_db


def test_defaults_stand_until_somebody_chooses(house):
    assert days("says") == 365
    assert days(Kept.HEARSAY) == 56
    assert {clock.kind: clock.days for clock in clocks()} == DEFAULT_DAYS
    assert all(FEWEST_DAYS <= DEFAULT_DAYS[kind] <= MOST_DAYS[kind] for kind in Kept)


def test_an_unknown_kind_is_a_mistake_of_the_programmer():
    with pytest.raises(ValueError, match="everything"):
        days("everything")


def test_an_administrator_sets_a_clock_and_it_is_on_record(house):
    set_retention(viewer=house.viewer("admin"), kind="notes", days=90, now=house.now)
    assert days("notes") == 90
    (clock,) = [each for each in clocks() if each.kind is Kept.NOTES]
    assert clock.set_by
    assert clock.default == 365
    assert recent(1)[0].details == {"days": 90}


def test_the_same_again_is_nothing(house):
    set_retention(viewer=house.viewer("admin"), kind="notes", days=365, now=house.now)
    assert not [entry for entry in recent(50) if entry.action == "retention set"]


@pytest.mark.parametrize("role", ["lead", "works council", "steward", "manager"])
def test_nobody_else_sets_it(house, role):
    with pytest.raises(NotAllowed):
        set_retention(viewer=house.viewer(role), kind="notes", days=90, now=house.now)


@pytest.mark.parametrize(("kind", "wanted"), [("notes", 6), ("notes", 5000), ("uploads", 31), ("mood", 30)])
def test_out_of_bounds_is_refused_with_a_sentence(house, kind, wanted):
    with pytest.raises(Invalid):
        set_retention(viewer=house.viewer("admin"), kind=kind, days=wanted, now=house.now)
