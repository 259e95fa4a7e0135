"""Jobs across teams: how many people hold them and where, never who."""

from __future__ import annotations

import pytest

from takehold.people.models import Person
from takehold.people.queries.jobs import JobFact, jobs

pytestmark = pytest.mark.django_db


def test_a_job_tells_its_teams_and_how_many_hold_it(house):
    Person.objects.filter(key__in=["ward-1-1", "ward-1-2", "ward-3-1"]).update(job=" Nurse ")
    Person.objects.filter(key="stranger").update(job="Porter")  # belongs to no team
    found = jobs(viewer=house.viewer("lead"))
    assert found == (JobFact("Nurse", 3, frozenset({house.teams["ward-1"], house.teams["ward-3"]})),)


def test_without_a_role_there_is_nothing(house):
    Person.objects.filter(key="ward-1-1").update(job="Nurse")
    assert jobs(viewer=house.viewer("stranger")) == ()
