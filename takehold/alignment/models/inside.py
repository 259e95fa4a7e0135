"""Which teams bring changes, and what came of asking them whether they agree."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.alignment.facts.inside import InsideWord


class InsideTeam(models.Model):
    """A team whose people bring changes: IT's own. Those below it are meant as well."""

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"team {self.team_id}"


class InsideCheck(models.Model):
    """What one asking came to, from figures that were released. ``resolved_how``: what of the plan was changed since."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    wave = models.UUIDField(unique=True)
    closed_on = models.DateField()
    word = models.CharField(max_length=10)
    resolved_on = models.DateField(null=True)
    resolved_how = models.CharField(max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-closed_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(word__in=list(InsideWord)), name="known_word_of_inside"),
            models.CheckConstraint(
                condition=Q(resolved_on=None, resolved_how="")
                | (Q(word=InsideWord.DISSENT, resolved_on__isnull=False) & ~Q(resolved_how="")),
                name="a_dissent_is_resolved_by_saying_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} on {self.closed_on}"
