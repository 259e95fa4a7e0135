"""A change: why, for whom, how much of their work it touches, since when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Initiative(models.Model):
    """A change. Its functions are persons who took them; a co-owner may be missing while trying."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    lead = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    sponsor = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    co_owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Reason(models.Model):
    """Why the change is made, in words for those who live with it."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="reasons")
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField()
    said_on = models.DateField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Audience(models.Model):
    """A team that the change is for. No rows: everybody."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="audience"
    )
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "team"], name="team_once_in_audience")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class AffectedGroup(models.Model):
    """One line of the impact sheet: for whom how much of what changes. Levels: 0 none, 1 a little, 2 a lot, 3 all."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="impacts")
    kind = models.CharField(max_length=5)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=200, blank=True)
    process = models.PositiveSmallIntegerField(default=0)
    tool = models.PositiveSmallIntegerField(default=0)
    role = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=0)
    skills = models.PositiveSmallIntegerField(default=0)
    reporting = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "team"], name="team_once_in_a_sheet"),
            models.UniqueConstraint(
                fields=["initiative", "job"], condition=Q(kind="job"), name="job_once_in_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["team", "place"], team__isnull=False, job="")
                | (Q(kind="job", team__isnull=True) & ~Q(job="")),
                name="a_team_or_a_job",
            ),
            models.CheckConstraint(
                condition=Q(
                    process__lte=3, tool__lte=3, role__lte=3, place__lte=3, skills__lte=3, reporting__lte=3
                ),
                name="levels_up_to_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.team_id or self.job}"


class GoLive(models.Model):
    """The day the change began: for everybody, or for one team."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="go_lives"
    )
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "team"], name="one_go_live_a_team"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(team__isnull=True), name="one_go_live_for_all"
            ),
        ]

    def __str__(self) -> str:
        return str(self.on)
