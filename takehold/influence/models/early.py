"""Strategic conversations, the stages they came to, and since when IT is part of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.influence.facts.early import Stage


class Conversation(models.Model):
    """Something that is being thought about. ``owner``: a body or a role, in words."""

    topic = models.CharField(max_length=160)
    owner = models.CharField(max_length=160)
    matters = models.CharField(max_length=300, blank=True)
    expected = models.DateField()
    stage = models.CharField(max_length=10, default=Stage.IDEA)
    it_in_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["expected", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=list(Stage)), name="known_stage_of_a_conversation")
        ]

    def __str__(self) -> str:
        return self.topic


class ConversationTurn(models.Model):
    """That a conversation came to a stage."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    stage = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.stage} on {self.on}"
