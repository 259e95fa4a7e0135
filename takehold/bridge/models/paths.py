"""The old paths of a change: open, made harder, closed; downtimes in which they may be used; how much they still are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.bridge.facts.paths import PathState


class OldPath(models.Model):
    """One way in which the old way can still be gone. ``since``: since when it is so."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, default=PathState.OPEN)
    since = models.DateField()
    body = models.CharField(max_length=160, blank=True)
    exception = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(PathState)), name="known_state_of_old_path"),
            models.CheckConstraint(
                condition=Q(state=PathState.OPEN) | (~Q(body="") & ~Q(exception="")),
                name="a_closed_path_says_who_decided_and_what_is_excepted",
            ),
            models.UniqueConstraint(fields=["initiative", "name"], name="old_path_once_a_change"),
        ]

    def __str__(self) -> str:
        return self.name


class PathTurn(models.Model):
    """A change of a path's state, and which body or role decided it."""

    path = models.ForeignKey("bridge.OldPath", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    body = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Downtime(models.Model):
    """Days on which the new way could not be gone, as declared. What was done then is not counted as the old way."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["-first", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_downtime_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return self.reason


class OldWayUse(models.Model):
    """How often the old way was gone in the eight weeks up to ``as_of``, all groups together, without downtimes."""

    behaviour = models.OneToOneField(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    as_of = models.DateField()
    chances = models.PositiveIntegerField()
    old_way = models.PositiveIntegerField(null=True)
    days_out = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"old way up to {self.as_of}"
