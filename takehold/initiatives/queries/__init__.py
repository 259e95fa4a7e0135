"""What may be asked about changes, where they stand, and alerts."""

from takehold.initiatives.queries.alerts import alert, alert_record, alerts, budget
from takehold.initiatives.queries.changes import (
    behaviours,
    by_id,
    due_behaviours,
    in_the_works,
    initiative,
    may_create,
    may_edit,
)
from takehold.initiatives.queries.finding import findable
from takehold.initiatives.queries.impact import rests
from takehold.initiatives.queries.lines import lines, verdict_of
from takehold.initiatives.queries.reports import due_reports, reports
from takehold.initiatives.queries.standings import standing, standings, with_series

__all__ = [
    "alert",
    "alert_record",
    "alerts",
    "behaviours",
    "budget",
    "by_id",
    "due_behaviours",
    "due_reports",
    "findable",
    "in_the_works",
    "initiative",
    "lines",
    "may_create",
    "may_edit",
    "reports",
    "rests",
    "standing",
    "standings",
    "verdict_of",
    "with_series",
]
