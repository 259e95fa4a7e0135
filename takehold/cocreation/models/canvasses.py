"""Whom people turn to: what is asked, who is asked, whom they name until it is closed, and what is told afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.cocreation.facts.canvasses import CanvassState


class Canvass(models.Model):
    """One question about whom people turn to, of all for whom a change is.

    ``agreed_*``: who said yes for those asked, and how: ``yes`` of the works council or ``waived``. ``result``: what is told,
    worked out once at closing, of nobody.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=200)
    closes_on = models.DateField()
    state = models.CharField(max_length=8, default=CanvassState.DRAFT)
    agreed_how = models.CharField(max_length=6, blank=True)
    agreed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_on = models.DateField(null=True)
    words = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(CanvassState)), name="known_state_of_a_canvass"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[CanvassState.DRAFT, CanvassState.STOPPED])
                | Q(agreed_on__isnull=False),
                name="canvass_only_with_a_yes",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Canvassed(models.Model):
    """Somebody who is asked; the row goes when it is closed. ``willing``: may be named, if many name them."""

    canvass = models.ForeignKey(Canvass, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)
    willing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvass", "person"], name="person_once_a_canvass")]

    def __str__(self) -> str:
        return f"asked in {self.canvass_id}"


class Nomination(models.Model):
    """Whom somebody names; the row goes when it is closed."""

    canvass = models.ForeignKey(Canvass, on_delete=models.CASCADE, related_name="nominations")
    by = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    whom = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["canvass", "by", "whom"], name="named_once_by_each"),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="nobody_names_themselves"),
        ]

    def __str__(self) -> str:
        return f"nomination in {self.canvass_id}"


class Named(models.Model):
    """Somebody whom five or more turn to and who said yes to being named; how many is not kept.

    ``chosen``: one of the few who together reach most.
    """

    canvass = models.ForeignKey(Canvass, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canvass", "person"], name="named_once_a_canvass")]

    def __str__(self) -> str:
        return f"named in {self.canvass_id}"
