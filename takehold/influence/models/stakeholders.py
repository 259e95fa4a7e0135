"""Who has a stake in a change: groups, bodies and roles with what they said of it, and people who said it themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.influence.facts.stakeholders import Influence, Kind, Support


class Stakeholder(models.Model):
    """A group, a body or a role; never a person. ``stake``: what it gains or loses by the change."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8)
    influence = models.PositiveSmallIntegerField()
    stake = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="a_group_a_body_or_a_role"),
            models.CheckConstraint(condition=Q(influence__in=list(Influence)), name="known_influence"),
            models.UniqueConstraint(fields=["initiative", "name"], name="stakeholder_once_a_change"),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """Where a stakeholder said it stands, on a day. ``source``: where it was said; there is none without."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="positions")
    support = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=160)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(support__in=list(Support)), name="known_support"),
            models.CheckConstraint(condition=~Q(source=""), name="a_position_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.support} on {self.on}"


class OwnPosition(models.Model):
    """Where somebody stands, written by that person with the own name, and by nobody else. Taken back, the row is gone."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    support = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "person"], name="one_own_position_a_change"),
            models.CheckConstraint(condition=Q(support__in=list(Support)), name="known_own_support"),
        ]

    def __str__(self) -> str:
        return f"position of person {self.person_id}"
