"""Due work is found again whatever was killed. More in ``test_refresh``."""

from __future__ import annotations

from datetime import timedelta

from takehold.initiatives import jobs, models


def test_a_behaviour_whose_worker_was_killed_is_due_again_when_its_lease_runs_out(house, change) -> None:
    rows = models.DesiredBehaviour.objects.filter(id=change.behaviour_id)
    rows.update(lease_until=house.now + timedelta(minutes=10))  # what a killed worker leaves behind
    assert jobs.due(house.now) == ()
    later = house.now + timedelta(minutes=11)
    (job,) = jobs.due(later)
    jobs.run(job, now=later, home=None)
    assert jobs.due(later) == ()


def test_a_clock_that_takes_over_waits_for_no_lease_of_the_one_that_was_killed(house, change) -> None:
    rows = models.DesiredBehaviour.objects.filter(id=change.behaviour_id)
    rows.update(lease_until=house.now + timedelta(minutes=10))
    jobs.take_over()
    assert jobs.due(house.now) == (change.behaviour_id,)


def test_an_ended_change_is_not_looked_at(house, change) -> None:
    models.Initiative.objects.update(ended_on=house.on)
    assert jobs.due(house.now) == ()
