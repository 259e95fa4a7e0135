"""Everybody a directive is for is told once; who acknowledged is told to nobody but oneself, others read bands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW, House
from takehold.audit.models import Line
from takehold.governance import models
from takehold.governance.facts.directives import Own
from takehold.governance.operations import directives_told as operations
from takehold.governance.queries import directives_told as queries
from takehold.governance.queries.directives import told_of
from takehold.governance.tests.ordered import TODAY, WEEKS, issued, on
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, RoleFact, RoleKind, Viewer
from takehold.people.models import Membership, Person

pytestmark = pytest.mark.django_db


def test_all_of_the_teams_below_are_told_once(house: House) -> None:
    made = issued(house)
    assert models.DirectiveTold.objects.filter(directive=made).count() == 14 + 8 + 3
    assert operations.due(NOW) == ()
    joined = Person.objects.create(key="new", name="Nia New")
    Membership.objects.create(person=joined, team_id=house.teams["ward-4"], valid_from=TODAY)
    tomorrow = NOW + timedelta(days=1)
    assert operations.due(tomorrow) == (made,)
    assert operations.tell_who_joined(directive_id=made, now=tomorrow) == 1
    assert operations.due(tomorrow) == ()
    assert operations.tell_who_joined(directive_id=made, now=tomorrow) == 0
    assert operations.due(NOW + timedelta(days=90)) == ()


def test_one_acknowledges_once_and_reads_it_on_the_own_page(house: House) -> None:
    made, other = issued(house), house.viewer("other")
    (line,) = told_of(viewer=other)
    assert (line.id, line.acknowledged_on) == (made, None)
    assert operations.acknowledge(viewer=other, directive_id=made, now=NOW) == TODAY
    assert operations.acknowledge(viewer=on(other, 3), directive_id=made, now=NOW) == TODAY
    assert told_of(viewer=other)[0].acknowledged_on == TODAY
    assert queries.own(viewer=other, directive_id=made).acknowledged_on == TODAY
    with pytest.raises(NotYours):  # of medicine, not told
        operations.acknowledge(viewer=house.viewer("member"), directive_id=made, now=NOW)
    assert told_of(viewer=house.viewer("member")) == ()
    late = on(house.viewer("small"), (WEEKS - TODAY).days + 1)
    with pytest.raises(Invalid, match="does not hold"):
        operations.acknowledge(viewer=late, directive_id=made, now=NOW)
    assert told_of(viewer=late) == ()


def test_others_read_bands_of_units_and_nobody_a_list(house: House) -> None:
    made = issued(house)
    ward = list(
        models.DirectiveTold.objects.filter(directive=made, team=house.teams["ward-3"]).order_by("id")
    )
    models.DirectiveTold.objects.filter(id__in=[each.pk for each in ward[:6]]).update(acknowledged_on=TODAY)
    found = queries.reached(viewer=house.viewer("council"), directive_id=made)
    assert found.told == 25
    assert found.whole is not None
    assert (found.whole.low, found.whole.high) == (5, 9)
    told = {each.unit: (each.told, each.low, each.high) for each in found.units}
    assert told["Ward 3"] == (14, 5, 9)
    assert all(each.told >= 5 for each in found.units)  # the night desk of three stands in no unit of its own
    assert sum(each.told for each in found.units) == 25
    only = queries.reached(viewer=house.viewer("member"), directive_id=made)
    assert only.units == ()
    models.DirectiveTold.objects.filter(directive=made).update(acknowledged_on=TODAY)
    for unit in queries.reached(viewer=house.viewer("council"), directive_id=made).units:
        assert unit.low < unit.high  # that all did would say of each that they did


def test_a_leader_counts_a_shift_and_says_it_again(house: House) -> None:
    made, other = issued(house), house.viewer("other")
    told: dict[str, Any] = {
        "directive_id": made,
        "team_id": house.teams["ward-3"],
        "shift": "night",
        "now": NOW,
    }
    operations.count_shift(viewer=other, on=TODAY, people_=4, **told)
    operations.count_shift(viewer=other, on=TODAY, people_=6, **told)
    row = models.DirectiveShift.objects.get()
    assert (row.people, row.leader_id) == (6, house.people["other"])
    found = queries.reached(viewer=house.viewer("council"), directive_id=made)
    assert (found.shifts, found.counted) == (1, 6)
    assert {each.unit: each.shifts for each in found.units}["Ward 3"] == 1
    assert queries.own(viewer=other, directive_id=made) == Own(
        True, None, ((house.teams["ward-3"], "Ward 3"),)
    )
    for wrong, field in (({"people_": 0}, "people"), ({"people_": 501}, "people"), ({"on": TODAY + timedelta(days=1)}, "on"),
                         ({"on": TODAY - timedelta(days=1)}, "on"), ({"shift": "noon"}, "shift"),
                         ({"team_id": house.teams["ward-4"]}, "team")):  # fmt: skip
        with pytest.raises(Invalid) as error:
            operations.count_shift(viewer=other, **{**told, "on": TODAY, "people_": 4, **wrong})
        assert error.value.field == field
    for role in ("member", "manager", "council"):  # ward 1 is not meant; the council leads no shift
        with pytest.raises(NotAllowed):
            operations.count_shift(viewer=house.viewer(role), on=TODAY, people_=4, **told)


def test_two_thousand_are_told_at_once_and_what_they_acknowledge_is_counted_once(house: House) -> None:
    Person.objects.bulk_create([Person(key=f"many-{n}", name=f"Somebody {n}") for n in range(2000)])
    people = list(Person.objects.filter(key__startswith="many-").order_by("id"))
    Membership.objects.bulk_create(
        [Membership(person=each, team_id=house.teams["ward-4"], valid_from=TODAY) for each in people]
    )
    with CaptureQueriesContext(connection) as asked:
        made = issued(house)
    assert len(asked) < 60
    rows = models.DirectiveTold.objects.filter(directive=made)
    assert rows.count() == rows.order_by().values("person").distinct().count() == 2025
    for person in [*people[:20], *people[:20]]:
        viewer = Viewer(person.pk, person.name, (RoleFact(RoleKind.EMPLOYEE, house.teams["ward-4"]),), TODAY)
        operations.acknowledge(viewer=viewer, directive_id=made, now=NOW)
    assert rows.exclude(acknowledged_on=None).count() == 20
    assert Line.objects.filter(action="directive acknowledged").count() == 20
