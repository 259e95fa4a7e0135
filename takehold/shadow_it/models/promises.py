"""The promise under which departments tell, in versions: what was signed is never written over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Promise(models.Model):
    """One version of the text. It holds from the day of its signature until a later one is signed.

    ``office``: the role in which it was signed, kept where the signer was erased.
    """

    number = models.PositiveIntegerField(unique=True)
    text = models.CharField(max_length=2000)
    limits = models.CharField(max_length=1000)
    report_to = models.CharField(max_length=300)
    drafted_on = models.DateField()
    signed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    office = models.CharField(max_length=20, blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | (~Q(office="") & ~Q(text="") & ~Q(limits="") & ~Q(report_to="")),
                name="a_promise_is_signed_whole",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"promise {self.number}"
