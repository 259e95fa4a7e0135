"""A chat that is told, and what it is told, each thing once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.celebrate.facts.chats import ChatKind, PostState


class Chat(models.Model):
    """One chat, of a change or of all. ``sealed`` holds its address. ``told``: the state of each change that it knows of."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    sealed = models.BinaryField()
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    wins = models.BooleanField(default=False)
    states = models.BooleanField(default=True)
    week = models.BooleanField(default=True)
    language = models.CharField(max_length=10)
    told = models.JSONField(default=dict)
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField()
    looked_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(ChatKind)), name="known_chat")]

    def __str__(self) -> str:
        return self.name


class ChatPost(models.Model):
    """One thing to tell. ``key`` makes it come once; ``said``: the words of a change of state as they were."""

    chat = models.ForeignKey("celebrate.Chat", on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=120)
    win = models.ForeignKey("celebrate.Win", null=True, on_delete=models.CASCADE, related_name="+")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=PostState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["chat", "key"], name="told_once_in_a_chat"),
            models.CheckConstraint(condition=Q(state__in=list(PostState)), name="known_state_of_a_post"),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="posts_that_wait")]

    def __str__(self) -> str:
        return self.key
