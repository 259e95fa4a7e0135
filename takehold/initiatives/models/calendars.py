"""Addresses from which calendars outside read dates."""

from __future__ import annotations

from django.db import models


class CalendarAddress(models.Model):
    """One address of one person: of a change, or of the person's own dates. Only the hash of its key is kept."""

    sha256 = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=10)
    made_on = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
