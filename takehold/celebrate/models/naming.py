"""Whether somebody may be named beside a win: asked of that person alone, with the exact words, and theirs to take back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.celebrate.facts import NamingState


class Naming(models.Model):
    """What somebody did, and whether that person wants it told, with the name or without. ``beside``: the words of the win
    when it was asked; when they change, it is asked anew."""

    win = models.ForeignKey("celebrate.Win", on_delete=models.CASCADE, related_name="namings")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    deed = models.CharField(max_length=300)
    beside = models.CharField(max_length=600)
    state = models.CharField(max_length=10, default=NamingState.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["win", "person"], name="asked_once_a_win"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_on__isnull=True)
                | (Q(state__in=["named", "unnamed", "declined"]) & Q(answered_on__isnull=False)),
                name="told_only_after_an_answer",
            ),
        ]
        indexes = [models.Index(fields=["person", "state"], name="namings_of_a_person")]

    def __str__(self) -> str:
        return f"win {self.win_id}: {self.state}"
