"""What is planned to win somebody over, and what was tried, with how it landed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.influence.facts.advocacy import Approach, Landed, MoveState


class Move(models.Model):
    """One thing to say to one audience, by whom and when."""

    stakeholder = models.ForeignKey("influence.Stakeholder", on_delete=models.CASCADE, related_name="moves")
    matters = models.CharField(max_length=300)
    message = models.CharField(max_length=500)
    messenger = models.CharField(max_length=160)
    channel = models.CharField(max_length=160)
    due = models.DateField()
    state = models.CharField(max_length=8, default=MoveState.PLANNED)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(MoveState)), name="known_state_of_a_move")
        ]

    def __str__(self) -> str:
        return self.message


class Attempt(models.Model):
    """Something that was tried with an audience. ``move``: what it was planned as, if it was."""

    stakeholder = models.ForeignKey(
        "influence.Stakeholder", on_delete=models.CASCADE, related_name="attempts"
    )
    move = models.OneToOneField(Move, null=True, on_delete=models.SET_NULL, related_name="attempt")
    approach = models.CharField(max_length=14)
    on = models.DateField()
    what = models.CharField(max_length=500)
    landed = models.CharField(max_length=8, default=Landed.OPEN)
    said = models.CharField(max_length=300, blank=True)
    differently = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(approach__in=list(Approach)), name="known_approach"),
            models.CheckConstraint(condition=Q(landed__in=list(Landed)), name="known_landing"),
        ]

    def __str__(self) -> str:
        return self.what
