"""A gap: where a change does not take hold, of what kind, and what became of it."""

from __future__ import annotations

from django.db import models

from takehold.gaps.facts import GapKind, GapState, Spread


class Gap(models.Model):
    """One gap of a change. Without teams it is of everybody the change is for.

    ``origin``: what the system proposed it from, empty where it was opened by hand; no two open ones of the same.
    ``spread``: as a person judges it; ``spread_told``: as figures tell, empty where they say nothing of it. ``stops_told``:
    where its people stop, as the last survey released it of the smallest group that holds them. Both are looked at once a
    day while the gap is open; ``looked_on``: the last time.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=10)
    spread = models.CharField(max_length=12, default=Spread.CANNOT_TELL)
    spread_told = models.JSONField(default=dict)
    stops_told = models.JSONField(default=dict)
    looked_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=GapState.OPEN)
    origin = models.CharField(max_length=120, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=list(GapKind)), name="known_kind_of_gap"),
            models.CheckConstraint(condition=models.Q(state__in=list(GapState)), name="known_state_of_gap"),
            models.CheckConstraint(condition=models.Q(spread__in=list(Spread)), name="known_spread_of_gap"),
            models.UniqueConstraint(
                fields=["initiative", "origin"],
                condition=~models.Q(origin="") & ~models.Q(state="closed"),
                name="proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GapTeam(models.Model):
    """A team that a gap is of. Always all teams of a reporting group: never fewer people than may be shown."""

    gap = models.ForeignKey("gaps.Gap", on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "team"], name="team_once_in_a_gap")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class Turn(models.Model):
    """A change of a gap's state, and why. Who made it is in the record of who did what."""

    gap = models.ForeignKey("gaps.Gap", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
