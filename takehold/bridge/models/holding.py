"""How long it held after an action ended, group by group and without names."""

from __future__ import annotations

from django.db import models


class Held(models.Model):
    """``spells``: (days from the end to the relapse, or to ``as_of``; whether it relapsed) of each group that had gained."""

    action = models.OneToOneField(
        "bridge.Action", on_delete=models.CASCADE, primary_key=True, related_name="held"
    )
    as_of = models.DateField()
    spells = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.action_id} up to {self.as_of}"
