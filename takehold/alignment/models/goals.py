"""Goals, measures and rewards, what they do to behaviours, and conflicts between them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.alignment.facts.goals import ConflictState, GoalKind, Pull, Side


class Goal(models.Model):
    """What IT or operations is held to. ``owner`` and ``with_owner`` are bodies or roles, in words.

    ``figure_behaviour`` or ``figure_report``: what is kept here anyway and shows how it goes.
    """

    side = models.CharField(max_length=10)
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=160)
    with_owner = models.CharField(max_length=160, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    figure_behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    figure_report = models.ForeignKey(
        "initiatives.PerformanceReport", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["side", "text", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=list(Side)), name="known_side_of_goal"),
            models.CheckConstraint(condition=Q(kind__in=list(GoalKind)), name="known_kind_of_goal"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="a_goal_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(side=Side.SHARED) | ~Q(with_owner=""), name="a_shared_goal_has_two_owners"
            ),
            models.CheckConstraint(
                condition=Q(figure_behaviour=None) | Q(figure_report=None), name="a_goal_has_one_figure"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class GoalPull(models.Model):
    """What a goal does to a desired behaviour, with what that is concluded from."""

    goal = models.ForeignKey("alignment.Goal", on_delete=models.CASCADE, related_name="pulls")
    behaviour = models.ForeignKey("initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="+")
    pull = models.CharField(max_length=8)
    evidence = models.CharField(max_length=400)
    said_on = models.DateField()

    class Meta:
        ordering = ["behaviour_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(pull__in=list(Pull)), name="known_pull_of_goal"),
            models.UniqueConstraint(fields=["goal", "behaviour"], name="goal_pulls_a_behaviour_once"),
        ]

    def __str__(self) -> str:
        return self.pull


class GoalConflict(models.Model):
    """Two goals that pull one behaviour in opposite directions, and how that was settled."""

    behaviour = models.ForeignKey("initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="+")
    helps = models.ForeignKey("alignment.Goal", on_delete=models.CASCADE, related_name="+")
    hinders = models.ForeignKey("alignment.Goal", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default=ConflictState.FOUND)
    found_on = models.DateField()
    way_out = models.CharField(max_length=600, blank=True)
    it_on = models.DateField(null=True)
    it_office = models.CharField(max_length=160, blank=True)
    it_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    operations_on = models.DateField(null=True)
    operations_office = models.CharField(max_length=160, blank=True)
    operations_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    settled_on = models.DateField(null=True)
    reopened = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-found_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(ConflictState)), name="known_state_of_goal_conflict"
            ),
            models.UniqueConstraint(
                fields=["behaviour", "helps", "hinders"], name="goal_conflict_once_a_behaviour"
            ),
            models.CheckConstraint(
                condition=~Q(state=ConflictState.SETTLED)
                | (
                    Q(it_on__isnull=False, operations_on__isnull=False, settled_on__isnull=False)
                    & ~Q(way_out="")
                ),
                name="settled_is_signed_by_both_sides",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} since {self.found_on}"
