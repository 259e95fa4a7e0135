"""Will it last: a round of ratings a quarter, who rated in it, and how often each level was chosen.

What one person chose is not stored: a rating adds one to a tally of each factor.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.analysis.sustainability import FACTORS, LEVELS


class SustainabilityRound(models.Model):
    """The ratings of one change in one quarter (its first day). Open until it is closed, or until the quarter is over."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    quarter = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-quarter"]
        constraints = [models.UniqueConstraint(fields=["initiative", "quarter"], name="one_round_a_quarter")]

    def __str__(self) -> str:
        return f"quarter from {self.quarter}"


class SustainabilityRater(models.Model):
    """That somebody rated in a round."""

    round = models.ForeignKey(SustainabilityRound, on_delete=models.CASCADE, related_name="raters")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="rated_once_a_quarter")]

    def __str__(self) -> str:
        return f"person {self.person_id}"


class SustainabilityTally(models.Model):
    """How many raters of a round chose a level for a factor."""

    round = models.ForeignKey(SustainabilityRound, on_delete=models.CASCADE, related_name="tallies")
    factor = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "factor", "level"], name="one_tally_a_level"),
            models.CheckConstraint(
                condition=Q(factor__in=list(FACTORS)) & Q(level__in=list(LEVELS)),
                name="known_factor_and_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.factor}, level {self.level}: {self.answers}"
