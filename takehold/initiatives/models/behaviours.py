"""What people would do differently, what is read beside it, and where it stood last."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DesiredBehaviour(models.Model):
    """What people would do differently, and the measure that sees it. The lease is of whoever is refreshing it."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="behaviours"
    )
    key = models.SlugField(max_length=120)
    name = models.CharField(max_length=300)
    question = models.CharField(max_length=500, blank=True)
    caution = models.CharField(max_length=500, blank=True)
    target = models.FloatField(null=True)
    safety_grade = models.BooleanField(default=False)
    measure = models.ForeignKey("ledger.Measure", null=True, on_delete=models.SET_NULL, related_name="+")
    source_id = models.BigIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_version = models.BigIntegerField(default=-1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "key"], name="behaviour_key_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | (Q(target__gt=0) & Q(target__lte=1)),
                name="target_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PerformanceReport(models.Model):
    """A figure from elsewhere that is read beside the behaviours of a change. ``told_version`` is of its source, ``told_on``
    the day up to which its names of teams were settled."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="reports")
    key = models.SlugField(max_length=120)
    name = models.CharField(max_length=300)
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    told_version = models.BigIntegerField(default=-1)
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="report_key_once")]

    def __str__(self) -> str:
        return self.name


class Baseline(models.Model):
    """A recorded decision to begin the baseline anew, with who and why. Never made by the system."""

    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="baselines"
    )
    unit = models.CharField(max_length=300)
    start = models.DateField()
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit} from {self.start}"


class Outlook(models.Model):
    """The last verdicts of a behaviour in short, so that a list of changes reads no series.

    ``basis`` is the hash of everything they rest on; ``units``: [unit, team ids, word]; ``whole``: the pooled
    verdict's payload and what was said beside it; ``short``: each unit's payload without its series, by name.
    """

    behaviour = models.OneToOneField(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="outlook"
    )
    as_of = models.DateField()
    basis = models.CharField(max_length=64)
    evidence_sha256 = models.CharField(max_length=64)
    units = models.JSONField()
    whole = models.JSONField()
    refreshed_at = models.DateTimeField()
    short = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.as_of)
