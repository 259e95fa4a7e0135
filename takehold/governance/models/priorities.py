"""Priorities and core values, how changes serve them and what shows it, and the charters of changes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.governance.facts.priorities import EvidenceKind, PriorityKind

ONE_HOLDER = Q(body__isnull=True) ^ Q(role="")


class Priority(models.Model):
    """A priority or core value, and which body or role answers for it."""

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=160)
    why = models.CharField(max_length=500)
    body = models.ForeignKey("governance.Body", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    first = models.DateField()
    last = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(PriorityKind)), name="known_priority"),
            models.CheckConstraint(condition=ONE_HOLDER, name="a_priority_is_of_a_body_or_a_role"),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
                name="a_priority_ends_after_it_began",
            ),
            models.UniqueConstraint(fields=["name", "first"], name="priority_once_a_period"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """How a change serves a priority or value."""

    priority = models.ForeignKey("governance.Priority", on_delete=models.CASCADE, related_name="services")
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=500)

    class Meta:
        ordering = ["priority__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["priority", "initiative"], name="priority_once_a_change")
        ]

    def __str__(self) -> str:
        return self.how


class ServiceEvidence(models.Model):
    """What shows it: a behaviour of the change by its key (``ref``), or a document by its address."""

    service = models.ForeignKey("governance.Service", on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=300)
    label = models.CharField(max_length=200)
    cited_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(EvidenceKind)), name="known_evidence_of_service"
            ),
            models.UniqueConstraint(fields=["service", "kind", "ref"], name="evidence_once_a_service"),
        ]

    def __str__(self) -> str:
        return self.label


class CharterVersion(models.Model):
    """One version of a change's charter. Rows are only added: what stood there on a day stays to be read."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    fixed_by_safety = models.CharField(max_length=1000, blank=True)
    fixed_by_law = models.CharField(max_length=1000, blank=True)
    open_to_shape = models.CharField(max_length=1000, blank=True)
    co_authors = models.CharField(max_length=500, blank=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "number"], name="charter_version_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="a_new_charter_says_why"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
