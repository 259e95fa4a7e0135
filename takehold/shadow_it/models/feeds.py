"""Logs that were fed, and the weekly counts that are all that is kept of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.shadow_it.facts.feeds import FeedKind, LogState, Place


class LogFeed(models.Model):
    """A source of logs: one proxy, one name server, one list of expenses."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12)
    columns = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(FeedKind)), name="known_kind_of_log_feed")
        ]

    def __str__(self) -> str:
        return self.name


class AddressRange(models.Model):
    """Addresses of the network that are a team's. Never of one machine: that would be a person."""

    addresses = models.CharField(max_length=50, unique=True)
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["addresses"]

    def __str__(self) -> str:
        return self.addresses


class LogImport(models.Model):
    """One log. The file itself is gone the moment it was read or refused."""

    feed = models.ForeignKey("shadow_it.LogFeed", on_delete=models.CASCADE, related_name="logs")
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=60, blank=True)
    list_as = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, default=LogState.WAITING)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    form = models.CharField(max_length=20, blank=True)
    counts = models.JSONField(default=dict)
    broken = models.JSONField(default=list)
    groups_known = models.BooleanField(default=False)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(LogState)), name="known_state_of_log"),
            models.UniqueConstraint(
                fields=["feed", "sha256"],
                condition=Q(state__in=("waiting", "read")),
                name="a_log_counts_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(first_at__isnull=False, last_at__isnull=False),
                name="a_log_that_was_read_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="logs_that_wait")]

    def __str__(self) -> str:
        return self.filename


class UseCell(models.Model):
    """A service in a week, in a reporting group of which enough people used it; else in a cell without a group.

    ``team``: one of the group's teams, by which the group of any later day is found: groups are only ever joined.
    ``people``: how many different ones there were; who they were is kept nowhere.
    """

    log = models.ForeignKey("shadow_it.LogImport", on_delete=models.CASCADE, related_name="cells")
    week = models.DateField()
    service = models.CharField(max_length=60)
    place = models.CharField(max_length=8)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    hits = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["week", "service", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(place__in=list(Place)), name="known_place_of_use"),
            models.CheckConstraint(
                condition=Q(place="group", team__isnull=False, people__gte=5)
                | (~Q(place="group") & Q(team__isnull=True)),
                name="a_group_is_named_from_five_people_on",
            ),
        ]
        indexes = [models.Index(fields=["service", "week"], name="use_of_a_service_by_week")]

    def __str__(self) -> str:
        return f"{self.service} {self.week}"


class UnknownName(models.Model):
    """A name on the network that no catalogue knows and that at least five people used: perhaps a service."""

    log = models.ForeignKey("shadow_it.LogImport", on_delete=models.CASCADE, related_name="unknown")
    domain = models.CharField(max_length=253)
    people = models.PositiveIntegerField()
    hits = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-people", "domain"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=5), name="unknown_names_of_five_people_on")
        ]

    def __str__(self) -> str:
        return self.domain
