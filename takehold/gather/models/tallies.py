"""What one pair of eyes counted."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """What one pair of eyes counted on one day: chances and new way, never whose. Saved once by ``key``."""

    key = models.CharField(max_length=64, unique=True)
    initiative_slug = models.SlugField(max_length=120)
    behaviour_key = models.CharField(max_length=120)
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    chances = models.PositiveIntegerField()
    new_way = models.PositiveIntegerField()
    observer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["behaviour_key", "team", "day"], name="tally_today")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_way__lte=models.F("chances")), name="tally_new_way_within_chances"
            )
        ]

    def __str__(self) -> str:
        """Behaviour and day."""
        return f"{self.behaviour_key} {self.day}"
