"""Who stepped forward: for a pilot, or to put something right."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.cocreation.facts.offers import Forward


class Offer(models.Model):
    """That somebody steps forward, by name: told to those who lead. Taken back, the row is gone."""

    round = models.ForeignKey("cocreation.Round", on_delete=models.CASCADE, related_name="offers")
    contribution = models.ForeignKey(
        "cocreation.Contribution", null=True, on_delete=models.CASCADE, related_name="offers"
    )
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5)
    note = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "kind"], name="one_offer_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=list(Forward)), name="known_kind_of_an_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"
