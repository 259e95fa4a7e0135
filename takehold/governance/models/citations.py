"""What a directive rests on, pinned: how a behaviour stood on a day, and attempts to persuade that went before."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.governance.facts.citations import CitationKind


class DirectiveCitation(models.Model):
    """A figure is kept as it was seen, with the fingerprint of its evidence; an attempt is read where it stands."""

    directive = models.ForeignKey("governance.Directive", on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=10)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    attempt = models.ForeignKey("influence.Attempt", null=True, on_delete=models.SET_NULL, related_name="+")
    seen = models.CharField(max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    as_of = models.DateField(null=True)
    cited_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CitationKind.FIGURE, attempt__isnull=True, as_of__isnull=False)
                & ~Q(seen="")
                & ~Q(sha256="")
                | Q(kind=CitationKind.ATTEMPT, behaviour__isnull=True, seen="", sha256=""),
                name="a_figure_is_pinned_and_an_attempt_is_not_copied",
            ),
            models.UniqueConstraint(fields=["directive", "behaviour"], name="figure_once_a_directive"),
            models.UniqueConstraint(fields=["directive", "attempt"], name="attempt_once_a_directive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.cited_on}"
