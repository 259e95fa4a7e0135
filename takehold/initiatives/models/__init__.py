"""What is stored of a change: why, for whom, since when, what people would do differently, what was noticed."""

from takehold.initiatives.models.alerts import Alert, AlertBudget, Sent
from takehold.initiatives.models.behaviours import Baseline, DesiredBehaviour, Outlook, PerformanceReport
from takehold.initiatives.models.calendars import CalendarAddress
from takehold.initiatives.models.changes import AffectedGroup, Audience, GoLive, Initiative, Reason
from takehold.initiatives.models.rhythm import Fresh, LaterCheck, Rhythm, Settled

__all__ = [
    "AffectedGroup",
    "Alert",
    "AlertBudget",
    "Audience",
    "Baseline",
    "CalendarAddress",
    "DesiredBehaviour",
    "Fresh",
    "GoLive",
    "Initiative",
    "LaterCheck",
    "Outlook",
    "PerformanceReport",
    "Reason",
    "Rhythm",
    "Sent",
    "Settled",
]
