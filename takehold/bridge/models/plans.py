"""A person's own plan. It is the person's: withdrawn, the rows are gone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Plan(models.Model):
    """What somebody says of themselves, and who may read what is agreed to. Codes are those of ``analysis.fit``."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    hard = models.JSONField(default=list)
    helps = models.JSONField(default=list)
    told = models.JSONField(default=list)
    recognition = models.JSONField(default=list)
    easier = models.CharField(max_length=500, blank=True)
    coach = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    written_on = models.DateField()

    def __str__(self) -> str:
        return f"plan {self.pk}"


class PlanLine(models.Model):
    """Something that was proposed, and the person's answer."""

    plan = models.ForeignKey("bridge.Plan", on_delete=models.CASCADE, related_name="lines")
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="answered_once_a_plan"),
            models.CheckConstraint(condition=Q(state__in=["agreed", "declined"]), name="agreed_or_declined"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"
