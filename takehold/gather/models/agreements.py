"""What the works council agreed to, and how long things are kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class PersonsAgreement(models.Model):
    """That data about persons may be loaded: the works council's yes, or its waiver by a named person."""

    how = models.CharField(max_length=10)
    given_by = models.CharField(max_length=200)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=["yes", "waived"]), name="agreed_or_waived"),
            models.CheckConstraint(condition=~Q(given_by=""), name="somebody_gave_it"),
        ]

    def __str__(self) -> str:
        return f"{self.how} on {self.on}"


class Retention(models.Model):
    """How long one kind of thing is kept, where the organisation chose otherwise than the default."""

    kind = models.CharField(max_length=30, primary_key=True)
    days = models.PositiveIntegerField()
    set_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} days"
