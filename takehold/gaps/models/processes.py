"""How the cases of a source run, as it was counted for one version of its files."""

from __future__ import annotations

from django.db import models


class SourceProcess(models.Model):
    """``version`` is that of the source's files; ``told`` is ``ledger.queries.processes.Course`` as JSON, empty where no case is over.

    Nothing in it is of a team or a person: all cases of the source together.
    """

    source = models.OneToOneField(
        "ledger.Source", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.BigIntegerField()
    looked_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.source_id}, version {self.version}"


class CaseKind(models.Model):
    """Cases of one label, kind and day, and how many broke a rule of the measure: of the last months, counted with ``SourceProcess``.

    No number of a person, and shown only as shares of whole reporting groups.
    """

    measure = models.ForeignKey("ledger.Measure", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=500)
    day = models.DateField()
    kind = models.CharField(max_length=200, blank=True)
    cases = models.PositiveIntegerField()
    violations = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["measure", "day"], name="cases_of_kinds_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(violations__lte=models.F("cases")), name="no_more_broken_than_cases"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.day}, {self.kind}"
