"""The chain of whys of a gap, what it ends at, and the evidence that its steps cite."""

from __future__ import annotations

import uuid

from django.db import models

from takehold.gaps.facts import Cause, SourceKind


class Root(models.Model):
    """Something that somebody can change, at which chains end. Gaps that end at the same share it."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="root_once_a_change")]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One answer to "why?". ``parent``: the step it explains; None: it explains the gap itself."""

    gap = models.ForeignKey("gaps.Gap", on_delete=models.CASCADE, related_name="steps")
    parent = models.ForeignKey("gaps.Step", null=True, on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    root = models.ForeignKey("gaps.Root", null=True, on_delete=models.SET_NULL, related_name="steps")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(cause__in=list(Cause)), name="a_cause_of_the_system")
        ]

    def __str__(self) -> str:
        return self.text


class Citation(models.Model):
    """What a step rests on, or what speaks against it; without a step, what shows the gap itself.

    ``ref`` finds the source again, ``sha256`` is of what was seen. ``seen`` holds at most 2 kB of it for what changes
    with time (figures); what people wrote is never copied: it is read where it lies, by whoever may. ``told_of``: the day
    of which the source tells, None where it was cited before that was kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gap = models.ForeignKey("gaps.Gap", on_delete=models.CASCADE, related_name="citations")
    step = models.ForeignKey("gaps.Step", null=True, on_delete=models.CASCADE, related_name="citations")
    against = models.BooleanField(default=False)
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    seen = models.TextField(blank=True)
    seen_on = models.DateField()
    told_of = models.DateField(null=True)
    team_ids = models.JSONField(default=list)
    looked_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["against", "seen_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "kind", "ref"], name="cited_once_a_step"),
            models.UniqueConstraint(
                fields=["gap", "kind", "ref"],
                condition=models.Q(step__isnull=True),
                name="shown_once_by_the_same",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(SourceKind)), name="known_kind_of_source"
            ),
        ]
        indexes = [models.Index(fields=["withdrawn_on", "looked_at"], name="citations_to_look_at")]

    def __str__(self) -> str:
        return self.label
