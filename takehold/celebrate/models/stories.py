"""How a team crossed, told by somebody of the team."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.celebrate.facts import WinState


class Story(models.Model):
    """Three answers: how it was, what was hard, what helped. ``signed``: the writer wants the own name under it."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=300)
    team_ids = models.JSONField()
    before = models.CharField(max_length=600)
    hard = models.CharField(max_length=600)
    helped = models.CharField(max_length=600)
    signed = models.BooleanField(default=False)
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default=WinState.FOUND)
    written_on = models.DateField()
    published_on = models.DateField(null=True)

    class Meta:
        ordering = ["-written_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(WinState)), name="known_story"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="published_story_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="stories_of_a_change")]

    def __str__(self) -> str:
        return self.unit
