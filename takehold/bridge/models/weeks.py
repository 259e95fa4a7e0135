"""A week of somebody who manages, leads or sponsors: what became of the moves, the visible acts, the mail that went out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.bridge.facts.weeks import ActKind, Said


class MoveSaid(models.Model):
    """What somebody said of a move proposed in a week (its Monday). ``key`` names the move, never a person."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    key = models.CharField(max_length=120)
    said = models.CharField(max_length=10)
    reason = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "week", "key"], name="said_once_of_a_move_a_week"),
            models.CheckConstraint(condition=Q(said__in=list(Said)), name="known_word_of_a_move"),
            models.CheckConstraint(
                condition=~Q(said="not right") | ~Q(reason=""), name="not_right_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.said}"


class VisibleAct(models.Model):
    """Something a sponsor did that people saw: of a change, for groups (team ids); none: for everybody."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10)
    team_ids = models.JSONField(default=list)
    what = models.CharField(max_length=300)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(ActKind)), name="known_act")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class WeekMailed(models.Model):
    """That the mail of a week (its Monday) was handed to the mail server for somebody, so that it goes once."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="one_mail_a_week")]

    def __str__(self) -> str:
        return str(self.week)


class NoWeekMail(models.Model):
    """That somebody wants no mail of the week. The page stays."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"person {self.person_id}"
