"""Lots for who goes first: the list as it was announced, and how they fell."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Lot(models.Model):
    """One draw for one action. ``secret`` is told at the draw and not before; its fingerprint stands from the beginning.

    ``teams``: [name, stratum] of what stands in the draw; ``slots``: [day, places]; ``places``: [name, stratum, lot, day or
    null]; ``members``: the team ids behind each name. ``instead_on``: those who lead chose by themselves after all.
    """

    action = models.OneToOneField("bridge.Action", on_delete=models.CASCADE, related_name="lot")
    announced_on = models.DateField()
    teams = models.JSONField()
    members = models.JSONField()
    at_once = models.JSONField(default=list)
    slots = models.JSONField()
    list_sha256 = models.CharField(max_length=64)
    secret = models.CharField(max_length=64)
    secret_sha256 = models.CharField(max_length=64)
    drawn_on = models.DateField(null=True)
    words = models.CharField(max_length=200, blank=True)
    places = models.JSONField(default=list)
    instead_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_on__isnull=True) | ~Q(words=""), name="drawn_with_words_called_out"
            ),
            models.CheckConstraint(
                condition=Q(instead_on__isnull=True) | ~Q(reason=""), name="chosen_instead_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"lots of action {self.action_id}"
