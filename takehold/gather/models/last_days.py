"""That an open survey's last day was moved: from when to when and why. Triggers let a survey's last day change in no other way."""

from __future__ import annotations

from django.db import models


class LastDay(models.Model):
    """One move of a survey's last day. ``reason`` is never empty where the day came nearer.

    ``told_to``: the number of the last invitation whose owner was mailed about it, ``told``: all were.
    """

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="last_days")
    was = models.DateField()
    day = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    told_to = models.UUIDField(null=True)
    told = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.was} -> {self.day}"
