"""Bodies that decide, and who sits in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.governance.facts.bodies import BodyKind


class Body(models.Model):
    """A body of the organisation. ``decides``: what it decides about, in a sentence."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20)
    decides = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=list(BodyKind)), name="known_body")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat in a body: a person's, or that of whoever holds a role."""

    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    secretary = models.BooleanField(default=False)

    class Meta:
        ordering = ["-secretary", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(role=""), name="a_seat_is_of_a_person_or_a_role"
            ),
            models.UniqueConstraint(fields=["body", "person"], name="person_once_in_a_body"),
            models.UniqueConstraint(
                fields=["body", "role"], condition=~Q(role=""), name="role_once_in_a_body"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.pk}"
