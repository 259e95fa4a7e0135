"""Champions of a change: who stepped forward, the hours they noted themselves, the thanks they got; which shifts are worked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.bridge.facts.champions import ChampionState, Shift


class Champion(models.Model):
    """A person's part in a change. ``team`` and ``shifts`` are the person's own word, empty until they stepped forward.

    ``asked_by``: who invited, where somebody did. ``version`` grows with each word of the person.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    shifts = models.JSONField(default=list)
    state = models.CharField(max_length=10)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    asked_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "person"], name="champion_once_a_change"),
            models.CheckConstraint(
                condition=Q(state__in=list(ChampionState)), name="known_state_of_a_champion"
            ),
            models.CheckConstraint(
                condition=~Q(state=ChampionState.SERVING) | Q(since__isnull=False),
                name="a_champion_serves_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"champion {self.pk}: {self.state}"


class ChampionHours(models.Model):
    """Half hours of a day, noted by the champion."""

    champion = models.ForeignKey("bridge.Champion", on_delete=models.CASCADE, related_name="hours")
    on = models.DateField()
    halves = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["champion", "on"], name="hours_noted_once_a_day"),
            models.CheckConstraint(condition=Q(halves__gte=1, halves__lte=48), name="half_hours_of_one_day"),
        ]

    def __str__(self) -> str:
        return f"{self.halves} on {self.on}"


class ChampionThanks(models.Model):
    """A thank-you to a champion, read by that person and nobody else."""

    champion = models.ForeignKey("bridge.Champion", on_delete=models.CASCADE, related_name="thanks")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=300)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"thanks on {self.on}"


class ShiftWorked(models.Model):
    """That a shift is worked, as those who lead the change say: by these teams (ids); none: by all it is for."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    shift = models.CharField(max_length=10)
    team_ids = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "shift"], name="shift_said_once_a_change"),
            models.CheckConstraint(condition=Q(shift__in=list(Shift)), name="known_shift"),
        ]

    def __str__(self) -> str:
        return self.shift
