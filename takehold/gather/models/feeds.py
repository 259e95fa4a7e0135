"""Systems that are asked for their data again and again, and how far each has been read."""

from __future__ import annotations

import uuid

from django.db import models


class Feed(models.Model):
    """One connected system or watched folder. ``secret`` is sealed with the house's key; ``settings`` holds none.

    ``target``: what its records become (tickets: events by ``recipe_text``; surveys, training, values: by its kind).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.ForeignKey("ledger.Source", null=True, on_delete=models.SET_NULL, related_name="+")
    settings = models.JSONField(default=dict)
    secret = models.BinaryField(default=bytes)
    recipe_text = models.TextField(blank=True)
    every_minutes = models.PositiveIntegerField(default=60)
    paused = models.BooleanField(default=False)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    cursor = models.JSONField(default=dict)
    next_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=1000, blank=True)
    trouble_since = models.DateTimeField(null=True)
    last_good_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Pull(models.Model):
    """One reading of a feed: how many records came, from where to where, and what went wrong."""

    feed = models.ForeignKey("gather.Feed", on_delete=models.CASCADE, related_name="pulls")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    cursor_before = models.JSONField(default=dict)
    cursor_after = models.JSONField(default=dict)
    brought = models.ForeignKey("ledger.Import", null=True, on_delete=models.SET_NULL, related_name="+")
    trouble = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.records} records at {self.started_at}"


class AllowedHost(models.Model):
    """A host inside the house's own network that an administrator allowed to be called."""

    host = models.CharField(max_length=253, unique=True)
    allowed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    allowed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
