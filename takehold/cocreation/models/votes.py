"""Voters and their votes. When a round closes, nothing leads from a voter to a person any more."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from takehold.cocreation.facts.votes import Choice, Way


def random_id() -> int:
    """A random positive 63-bit number, so that no order of keys tells an order of voters or votes."""
    return secrets.randbits(63) or 1


class Voter(models.Model):
    """Somebody who took part. ``person``: signed in; ``door``: the fingerprint of a browser that came by the link for
    all. Both are empty once the round is closed. ``group``: none for those of the link and where too few were invited.
    """

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    round = models.ForeignKey("cocreation.Round", on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    door = models.CharField(max_length=64, null=True)
    way = models.CharField(max_length=8)
    group = models.ForeignKey(
        "cocreation.RoundGroup", null=True, on_delete=models.SET_NULL, related_name="voters"
    )
    pseudonym = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="person_once_a_round"),
            models.UniqueConstraint(fields=["round", "door"], name="door_once_a_round"),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="known_way_in"),
        ]

    def __str__(self) -> str:
        return "voter"


class Vote(models.Model):
    """What a voter says to a statement; said anew, the row changes. ``on``: the day, no finer."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    contribution = models.ForeignKey(
        "cocreation.Contribution", on_delete=models.CASCADE, related_name="votes"
    )
    choice = models.SmallIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "contribution"], name="one_vote_a_statement"),
            models.CheckConstraint(condition=Q(choice__in=list(Choice)), name="known_choice_of_a_vote"),
        ]

    def __str__(self) -> str:
        return "vote"
