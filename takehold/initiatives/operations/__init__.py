"""What may be done about changes: make, edit, connect to data, look again, answer alerts."""

from takehold.initiatives.operations.alerts import resolve_alert, write_line
from takehold.initiatives.operations.behaviours import add_behaviour, connect, edit_behaviour, rebaseline
from takehold.initiatives.operations.changes import create, edit, end, note_mark, reopen, set_go_live
from takehold.initiatives.operations.refresh import (
    free_leases,
    refresh,
    refresh_source,
    refresh_under_lease,
)
from takehold.initiatives.operations.reports import connect_report, tell_report
from takehold.initiatives.operations.sending import once

__all__ = [
    "add_behaviour",
    "connect",
    "connect_report",
    "create",
    "edit",
    "edit_behaviour",
    "end",
    "free_leases",
    "note_mark",
    "once",
    "rebaseline",
    "refresh",
    "refresh_source",
    "refresh_under_lease",
    "reopen",
    "resolve_alert",
    "set_go_live",
    "tell_report",
    "write_line",
]
