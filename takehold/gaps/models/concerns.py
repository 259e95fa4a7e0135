"""A concern: of an issue, never of a person; what it is, by when it is answered, and what was answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.gaps.facts import ConcernKind, ConcernState


class Concern(models.Model):
    """A concern about a change in words without names. ``told``: who was told of a correction.

    ``council_on``: when the council was asked to look at it; kept until it does.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    gap = models.ForeignKey("gaps.Gap", null=True, on_delete=models.SET_NULL, related_name="concerns")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=ConcernState.WAITING)
    unsafe = models.BooleanField(default=False)
    text = models.CharField(max_length=500)
    answer = models.CharField(max_length=1500, blank=True)
    told = models.CharField(max_length=200, blank=True)
    raised_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    council_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(ConcernKind)) & Q(state__in=list(ConcernState)),
                name="known_concern",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="closed_only_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(kind="misunderstanding") | Q(state="waiting") | ~Q(told=""),
                name="a_correction_says_who_was_told",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="due_after_it_was_raised"),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="concerns_of_a_change")]

    def __str__(self) -> str:
        return self.text


class ConcernSource(models.Model):
    """What a concern arises from. ``told_on``: when its sender was answered, where there is one to answer."""

    concern = models.ForeignKey("gaps.Concern", on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=200)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "kind", "ref"], name="source_once_a_concern")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
