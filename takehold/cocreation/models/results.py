"""What a closed round is told as, computed once: no row of a voter, and nothing that could be worked out anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RoundResult(models.Model):
    """The result of a round. ``least``: the smallest group that is told of; ``payload``: see ``operations.tallying``."""

    round = models.OneToOneField("cocreation.Round", on_delete=models.CASCADE, related_name="result")
    frozen_on = models.DateField()
    least = models.PositiveSmallIntegerField()
    payload = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(least__gte=5), name="rounds_are_told_of_five_at_least")
        ]

    def __str__(self) -> str:
        return f"result of round {self.round_id}"
