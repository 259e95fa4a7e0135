"""The Word templates of a body."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.governance.facts.papers import PaperKind


class BodyPaper(models.Model):
    """A body's own Word template for one kind of paper, as it was brought; looked through before it is kept."""

    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10)
    filename = models.CharField(max_length=160)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    put_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["body", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind"], name="one_template_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=list(PaperKind)), name="known_paper"),
        ]

    def __str__(self) -> str:
        return self.filename
