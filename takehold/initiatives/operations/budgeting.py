"""The false-alert budget: so many a year over all streams of the organisation, on record, reckoned each quarter."""

from __future__ import annotations

from datetime import date, datetime

from takehold.initiatives import models
from takehold.initiatives.facts import Budget
from takehold.people import queries as people

PER_YEAR = 12.0
GROWN = 1.1
"""More streams than this share of those recorded: a new record at once, not only at the next quarter."""


def in_force(on: date, now: datetime) -> Budget:
    """The budget of a day. Recorded anew in each quarter, and when the streams have grown by a tenth."""
    row = models.AlertBudget.objects.filter(start__lte=on).order_by("-start").first()
    quarter = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    streams = count_streams(on)
    if row is None or row.start < quarter or streams > GROWN * row.streams:
        start = quarter if row is None or row.start < quarter else on
        row, _made = models.AlertBudget.objects.update_or_create(
            start=start,
            defaults={
                "per_year": row.per_year if row is not None else PER_YEAR,
                "streams": max(streams, 1),
                "recorded_at": now,
            },
        )
    return Budget(row.start, row.per_year, row.streams)


def count_streams(on: date) -> int:
    """Units times measured behaviours of running changes, and one pooled level for each behaviour."""
    sight = people.sight(viewer=people.system_viewer(on=on))
    measured = models.DesiredBehaviour.objects.filter(measure__isnull=False).select_related("initiative")
    streams = 0
    for row in measured.prefetch_related("initiative__audience"):
        if row.initiative.ended_on is not None and row.initiative.ended_on <= on:
            continue
        ticked = {each.team_id for each in row.initiative.audience.all()}
        reached = people.with_those_below(sight.teams, ticked)
        streams += 1 + sum(not ticked or bool(unit.team_ids & reached) for unit in sight.units)
    return streams
