"""Whether an action worked, as it was told on a day."""

from __future__ import annotations

from django.db import models


class Check(models.Model):
    """One look. ``as_of``: the last day that was counted; ``payload``: the whole answer; never changed afterwards.

    ``evidence_sha256`` is of the counts, the groups and the days on which it began, and of the version of the code.
    """

    action = models.ForeignKey("bridge.Action", on_delete=models.CASCADE, related_name="checks")
    on = models.DateField()
    as_of = models.DateField()
    answer = models.CharField(max_length=12)
    rung = models.CharField(max_length=20)
    payload = models.JSONField()
    evidence_sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=60)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["action", "on"], name="looked_at_once_a_day")]

    def __str__(self) -> str:
        return f"{self.action_id} on {self.on}"
