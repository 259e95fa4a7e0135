"""Mails about a win to the people of its group: one a person, nothing twice, nothing lost while a server is away."""

from __future__ import annotations

from django.db import models


class Mailing(models.Model):
    """One mail that waits or went out. Its text is made when it is sent, of what may be told then."""

    win = models.ForeignKey("celebrate.Win", on_delete=models.CASCADE, related_name="mailings")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    asked_on = models.DateField()
    sent_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["win", "person"], name="mailed_once_a_win")]
        indexes = [models.Index(fields=["outcome"], name="mailings_by_outcome")]

    def __str__(self) -> str:
        return f"win {self.win_id}: {self.outcome}"
