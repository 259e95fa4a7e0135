"""A screen in a corridor that shows what is published to whoever walks by."""

from __future__ import annotations

from django.db import models


class Screen(models.Model):
    """One screen, of a change or of the house. Its address holds a key of which only the hash is kept."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
