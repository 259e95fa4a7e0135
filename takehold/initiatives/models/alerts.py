"""What was noticed, how many false alarms are accepted, and answers already given to programs."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Alert(models.Model):
    """A slip, or a watch, of one unit. ``before`` is the verdict that others read until ``visible_above_on``."""

    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="alerts"
    )
    unit = models.CharField(max_length=300)
    team_ids = models.JSONField()
    state = models.CharField(max_length=10)
    opened_on = models.DateField()
    since = models.DateField()
    visible_above_on = models.DateField()
    payload = models.JSONField()
    before = models.JSONField(null=True)
    before_as_of = models.DateField(null=True)
    line = models.CharField(max_length=300, blank=True)
    line_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    line_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=10, blank=True)
    resolved_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["behaviour", "unit"],
                condition=Q(state__in=["watch", "alert"]),
                name="one_open_alert_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["watch", "alert", "calm", "recovered", "answered"]),
                name="state_of_alert",
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("opened_on")), name="began_before_it_was_noticed"
            ),
        ]
        indexes = [models.Index(fields=["behaviour", "state"])]

    def __str__(self) -> str:
        return f"{self.unit}: {self.state}"


class AlertBudget(models.Model):
    """From a day on: how many false alerts a year are accepted, over how many streams. One row a quarter."""

    start = models.DateField(unique=True)
    per_year = models.FloatField()
    streams = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(per_year__gt=0), name="budget_is_positive")]

    def __str__(self) -> str:
        return f"{self.per_year} over {self.streams} from {self.start}"


class Sent(models.Model):
    """An answer already given to a sender's Idempotency-Key, so that a repeated sending does nothing twice; for a day."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key
