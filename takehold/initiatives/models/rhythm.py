"""The reasons told anew, and the beat in which a change is looked after until it is business as usual."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Fresh(models.Model):
    """A fact or a story that keeps the reasons in view. Taken back it stays, unseen, as it had been public."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="fresh")
    kind = models.CharField(max_length=5)
    text = models.CharField(max_length=1000)
    source = models.CharField(max_length=200)
    told_on = models.DateField()
    told_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_on = models.DateField(null=True)

    class Meta:
        ordering = ["-told_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=["fact", "story"]), name="fact_or_story")]

    def __str__(self) -> str:
        return self.text[:80]


class Rhythm(models.Model):
    """How often the loop turns, from a day on. Another beat is another row.

    ``done``: the parts that were done, each as {"turn", "part", "on", "what"}; with the row, as every page of the change
    looks at them.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="rhythms")
    every_weeks = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    ended_on = models.DateField(null=True)
    done = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(ended_on__isnull=True), name="one_rhythm_at_a_time"
            ),
            models.CheckConstraint(condition=Q(every_weeks__gte=2, every_weeks__lte=26), name="a_beat"),
        ]

    def __str__(self) -> str:
        return f"every {self.every_weeks} weeks from {self.first_on}"


class Settled(models.Model):
    """The change became business as usual. ``despite`` is the reason where not everything held."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="settled")
    on = models.DateField()
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    despite = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(ended_on__isnull=True), name="settled_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__isnull=False, ended_because__in=["slipped", "person"]),
                name="why_it_was_taken_up_again",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.on}"


class LaterCheck(models.Model):
    """What was seen 3, 6 or 12 months after: the word of each behaviour's verdict on that day."""

    settled = models.ForeignKey("initiatives.Settled", on_delete=models.CASCADE, related_name="checks")
    months = models.PositiveSmallIntegerField()
    looked_on = models.DateField()
    words = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settled", "months"], name="one_look_a_month_mark"),
            models.CheckConstraint(condition=Q(months__in=[3, 6, 12]), name="three_six_twelve_months"),
        ]

    def __str__(self) -> str:
        return f"after {self.months} months"
