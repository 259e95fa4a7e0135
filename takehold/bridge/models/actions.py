"""An action: what is done, for whom, by whom, when, and when it is looked at whether it worked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.bridge.facts import ActionKind, ActionState, Aim, Setting


class Action(models.Model):
    """One action of a change. Without teams it is for everybody the change is for.

    ``practice``: its key in the playbook, empty for one in own words. ``offered``: what else was offered when it was
    chosen. ``version`` grows with each edit and move: who writes over it must have read it.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    gap = models.ForeignKey("gaps.Gap", null=True, on_delete=models.SET_NULL, related_name="+")
    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    practice = models.CharField(max_length=60, blank=True)
    offered = models.JSONField(default=list)
    kind = models.CharField(max_length=20)
    setting = models.CharField(max_length=10)
    aim = models.CharField(max_length=10)
    barrier = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=160)
    what = models.CharField(max_length=1000)
    expected = models.PositiveSmallIntegerField(null=True)
    minutes = models.PositiveSmallIntegerField()
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    owner_role = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=ActionState.PROPOSED)
    proposed_on = models.DateField()
    begins_on = models.DateField()
    check_on = models.DateField()
    began_on = models.DateField(null=True)
    over_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    exception = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["begins_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(ActionKind)) & Q(setting__in=list(Setting)) & Q(aim__in=list(Aim)),
                name="known_action",
            ),
            models.CheckConstraint(condition=Q(state__in=list(ActionState)), name="known_state_of_action"),
            models.CheckConstraint(
                condition=Q(check_on__gt=F("begins_on")), name="looked_at_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActionKind.CONSEQUENCE)
                | (Q(ends_on__isnull=False) & ~Q(exception="") & ~Q(decided_by="")),
                name="a_consequence_has_its_safeguards",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="actions_of_a_change")]

    def __str__(self) -> str:
        return self.title


class ActionTeam(models.Model):
    """A team that an action is for. Always all teams of a reporting group."""

    action = models.ForeignKey("bridge.Action", on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "team"], name="team_once_in_an_action")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class ActionTurn(models.Model):
    """A change of an action's state, and why. Who made it is in the record of who did what."""

    action = models.ForeignKey("bridge.Action", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
