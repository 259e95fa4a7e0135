"""Systems that send by themselves: a sender for each, what came through it and waits, and what was turned away."""

from __future__ import annotations

import uuid

from django.db import models


class Sender(models.Model):
    """One system that sends. ``secrets`` are sealed with the house's key. No ``recipe_text``: nobody has said yet what
    its events mean; until then they wait. ``draft``: the file made of them for saying it, with those up to ``looked_to``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.ForeignKey("ledger.Source", null=True, on_delete=models.SET_NULL, related_name="+")
    draft = models.ForeignKey("gather.Draft", null=True, on_delete=models.SET_NULL, related_name="+")
    looked_to = models.BigIntegerField(default=0)
    secrets = models.BinaryField(default=bytes)
    recipe_text = models.TextField(blank=True)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Received(models.Model):
    """One event that was acknowledged. ``key`` is a fingerprint of its id; ``body`` is empty once the ledger has it."""

    sender = models.ForeignKey("gather.Sender", on_delete=models.CASCADE, related_name="received")
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sender", "key"], name="an_event_once")]
        indexes = [
            models.Index(fields=["sender", "id"], condition=~models.Q(body=""), name="events_that_wait"),
            models.Index(fields=["at"], name="events_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.key} at {self.at}"


class TurnedAway(models.Model):
    """What was sent with the right secret and could not be taken: why, and which part of it; never its content."""

    sender = models.ForeignKey("gather.Sender", on_delete=models.CASCADE, related_name="turned_away")
    at = models.DateTimeField()
    code = models.CharField(max_length=20)
    about = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.code} {self.about}"
