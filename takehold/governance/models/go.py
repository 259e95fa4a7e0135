"""The co-owner's signature, and for which group a change goes live on which day, with what was missing and why all the same."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CoOwnerSignature(models.Model):
    """The operational co-owner says that operations are ready. It holds while that person is the co-owner."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    signed_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(ended_on__isnull=True), name="signed_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"signed on {self.signed_on}"


class Go(models.Model):
    """For this group the change goes live. ``missing``: words of what did not hold, separated by commas."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=300)
    team_ids = models.JSONField()
    goes_on = models.DateField()
    said_on = models.DateField()
    said_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    missing = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-said_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(missing="") | ~Q(reason=""), name="past_what_is_missing_only_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=["initiative", "group"], condition=Q(ended_on__isnull=True), name="one_go_a_group"
            ),
        ]
        indexes = [models.Index(fields=["-said_on"], name="goes_newest_first")]

    def __str__(self) -> str:
        return f"{self.group} on {self.goes_on}"
