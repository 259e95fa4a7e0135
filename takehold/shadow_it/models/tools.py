"""A tool that people found for themselves: told or found, why, the need behind it, the way out, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.gaps.facts import Cause
from takehold.shadow_it.facts.tools import BANDS, Contract, DataKept, Found, Kind, Theme, ToolState, Way


class Tool(models.Model):
    """One tool with its inquiry. ``under``: the promise that held when it was told; none where logs showed it.

    ``offered`` counts what was offered: what a department accepted and signed holds for the offer of that number alone.
    ``directive``: by which it was switched off before its need was met. ``version`` grows with everything that happens.
    """

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    service = models.CharField(max_length=80, blank=True)
    used_for = models.CharField(max_length=300, blank=True)
    under = models.ForeignKey("shadow_it.Promise", null=True, on_delete=models.PROTECT, related_name="+")
    known_on = models.DateField()
    gives = models.CharField(max_length=500, blank=True)
    hurts = models.CharField(max_length=500, blank=True)
    data = models.CharField(max_length=10, default=DataKept.UNKNOWN)
    contract = models.CharField(max_length=10, default=Contract.UNKNOWN)
    risk = models.CharField(max_length=500, blank=True)
    people = models.CharField(max_length=8, blank=True)
    need = models.CharField(max_length=300, blank=True)
    theme = models.CharField(max_length=10, blank=True)
    need_on = models.DateField(null=True)
    way = models.CharField(max_length=10, blank=True)
    offer = models.CharField(max_length=500, blank=True)
    offer_service = models.CharField(max_length=80, blank=True)
    offered_on = models.DateField(null=True)
    offered = models.PositiveIntegerField(default=0)
    directive = models.ForeignKey(
        "governance.Directive", null=True, on_delete=models.PROTECT, related_name="+"
    )
    request = models.ForeignKey("governance.Request", null=True, on_delete=models.SET_NULL, related_name="+")
    gap = models.ForeignKey("gaps.Gap", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default=ToolState.TOLD)
    settled_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-known_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(ToolState))
                & Q(kind__in=list(Kind))
                & Q(people__in=["", *BANDS])
                & Q(data__in=list(DataKept))
                & Q(contract__in=list(Contract)),
                name="known_state_of_tool",
            ),
            models.CheckConstraint(
                condition=Q(need="", theme="", need_on__isnull=True)
                | (~Q(need="") & Q(theme__in=list(Theme)) & Q(need_on__isnull=False)),
                name="a_need_has_its_theme",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["told", "asking", "understood", "reopened", "left"])
                | Q(directive__isnull=False)
                | (~Q(need="") & ~Q(offer="") & Q(way__in=list(Way))),
                name="nothing_is_settled_without_its_need",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=~Q(service="") & ~Q(state="left"), name="one_inquiry_a_service"
            ),
        ]
        indexes = [models.Index(fields=["state", "theme"], name="tools_by_state")]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department that uses a tool. ``asks_back``: who told it and wanted to be asked back, and nobody else.

    ``accepted`` and ``signed``: the number of the offer that was accepted, and that the co-owner signed.
    """

    tool = models.ForeignKey("shadow_it.Tool", on_delete=models.CASCADE, related_name="departments")
    on = models.DateField()
    asks_back = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    co_owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.PositiveIntegerField(null=True)
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.PositiveIntegerField(null=True)
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"department of tool {self.tool_id}"


class DepartmentTeam(models.Model):
    """A team of a department. Always all teams of a reporting group: never fewer people than may be shown."""

    department = models.ForeignKey("shadow_it.Department", on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["department", "team"], name="team_once_in_a_department")
        ]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class Why(models.Model):
    """One answer to "why?", each explaining the one before it. ``ends_at``: what somebody can change."""

    tool = models.ForeignKey("shadow_it.Tool", on_delete=models.CASCADE, related_name="whys")
    cause = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    ends_at = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(cause__in=list(Cause)), name="a_why_is_of_the_system")
        ]

    def __str__(self) -> str:
        return self.text


class ToolTurn(models.Model):
    """A change of state, and why: in words, or as a look found it. Who made it is in the record of who did what."""

    tool = models.ForeignKey("shadow_it.Tool", on_delete=models.CASCADE, related_name="turns")
    seen_by = models.ForeignKey("shadow_it.Check", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Check(models.Model):
    """A look, on a booked day, whether the need is met. ``asked_on``: logs could not tell, so the department is asked.

    ``found``: what was found; ``figures``: calls a week that logs showed; ``words``: what the department said. Nobody who
    answered is kept.
    """

    tool = models.ForeignKey("shadow_it.Tool", on_delete=models.CASCADE, related_name="checks")
    due_on = models.DateField()
    asked_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    holds = models.BooleanField(null=True)
    found = models.CharField(max_length=12, blank=True)
    figures = models.JSONField(default=dict)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["done_on", "asked_on", "due_on"], name="checks_of_tools_due")]
        constraints = [
            models.UniqueConstraint(fields=["tool", "due_on"], name="one_check_a_day"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, holds__isnull=True, found="")
                | Q(done_on__isnull=False, holds__isnull=False, found__in=list(Found)),
                name="a_check_says_what_it_found",
            ),
        ]

    def __str__(self) -> str:
        return f"check on {self.due_on}"
