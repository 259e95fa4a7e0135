"""The chain of audit lines, and its head."""

from __future__ import annotations

from django.db import models


class Line(models.Model):
    """Who did what to what. ``hash`` is of everything else in the row, the hash of the line before it included."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    action = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    details = models.TextField(default="{}")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "sequence"], name="audit_line_subject"),
            models.Index(fields=["actor", "sequence"], name="audit_line_actor"),
        ]

    def __str__(self) -> str:
        """Number and action."""
        return f"{self.sequence} {self.action}"


class Head(models.Model):
    """The last line's number and hash; the one row that writers of the chain wait for."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Number and hash."""
        return f"{self.sequence}:{self.hash}"
