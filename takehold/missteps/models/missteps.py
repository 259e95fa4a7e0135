"""A misstep, what was promised about it, who was told, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.gaps.facts import Cause
from takehold.missteps.facts import MisstepState


class Misstep(models.Model):
    """Something we decided or did that turned out wrong. Who suggested it is not kept.

    ``seen``: at most 2 kB of the figure that shows the effect, as it read on ``seen_on``; ``seen_sha256`` is of it.
    ``version`` grows with each edit and move: who writes over it must have read it.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=160)
    happened = models.CharField(max_length=1000)
    happened_on = models.DateField(null=True)
    effect = models.CharField(max_length=1000, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=500, blank=True)
    seen = models.TextField(blank=True)
    seen_label = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True)
    seen_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=15, default=MisstepState.DRAFT)
    drafted_on = models.DateField()
    told_on = models.DateField(null=True)
    mended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-drafted_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(MisstepState)), name="known_state_of_misstep"),
            models.CheckConstraint(
                condition=Q(cause="") | Q(cause__in=list(Cause)), name="misstep_of_the_system"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "left"))
                | (Q(told_on__isnull=False) & ~Q(effect="") & ~Q(cause="") & ~Q(why="")),
                name="told_with_effect_and_cause",
            ),
            models.CheckConstraint(
                condition=~Q(state="mended") | Q(mended_on__isnull=False), name="mended_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="missteps_of_a_change")]

    def __str__(self) -> str:
        return self.title


class Mitigation(models.Model):
    """What we promised to do about it: by a person, a role or a body, by a day."""

    misstep = models.ForeignKey("missteps.Misstep", on_delete=models.CASCADE, related_name="promises")
    what = models.CharField(max_length=500)
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    owner_role = models.CharField(max_length=20, blank=True)
    owner_body = models.CharField(max_length=160, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    came_of = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(came_of=""), name="a_kept_promise_says_what_came_of_it"
            )
        ]

    def __str__(self) -> str:
        return self.what


class Telling(models.Model):
    """Who was told of it, and when."""

    misstep = models.ForeignKey("missteps.Misstep", on_delete=models.CASCADE, related_name="tellings")
    on = models.DateField()
    to = models.CharField(max_length=300)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.to


class MisstepTurn(models.Model):
    """A change of state, and why. Who made it is in the record of who did what."""

    misstep = models.ForeignKey("missteps.Misstep", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=15)
    after = models.CharField(max_length=15)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
