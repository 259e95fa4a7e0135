"""Rounds, who is invited, and who facilitates."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from takehold.cocreation.facts.rounds import RoundState


class Round(models.Model):
    """A question to those affected. Goes forward only: draft, open, closed, answered.

    ``nonce``: the number of the link for all, where ``shared``. ``imported``: the votes came in a file.
    ``weighed``: how many votes there were when it was last worked out how far each statement parts people.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    fixed = models.TextField(blank=True)
    ground = models.CharField(max_length=300, blank=True)
    open = models.TextField()
    closes_on = models.DateField()
    decides = models.CharField(max_length=200)
    how = models.CharField(max_length=500)
    pseudonyms = models.BooleanField(default=True)
    at_once = models.BooleanField(default=True)
    drawn = models.BooleanField(default=False)
    lots = models.PositiveIntegerField(null=True)
    shared = models.BooleanField(default=False)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    imported = models.BooleanField(default=False)
    weighed = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default=RoundState.DRAFT)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["closes_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(RoundState)), name="known_state_of_a_round")
        ]

    def __str__(self) -> str:
        return self.question


class RoundGroup(models.Model):
    """Invited people together, frozen when the round opens, each of the house's floor at least. ``path``: names from
    the organisation down to it. ``people``: how many were invited."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    path = models.JSONField(default=list)
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="group_once_a_round")]

    def __str__(self) -> str:
        return self.name


class RoundTeam(models.Model):
    """A team among which it is asked. ``drawn``: it stood in the lot; ``invited``: it is asked. In the lot and not
    invited: what the invited are compared with. ``group``: where its people are counted, none: not invited, or too few.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    invited = models.BooleanField(default=True)
    drawn = models.BooleanField(default=False)
    group = models.ForeignKey(RoundGroup, null=True, on_delete=models.SET_NULL, related_name="teams")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "team"], name="team_once_a_round")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class Facilitator(models.Model):
    """Somebody who lets statements in, merges and removes, beside those who lead the change."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="facilitators")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="facilitator_once_a_round")]

    def __str__(self) -> str:
        return f"facilitator of {self.round_id}"
