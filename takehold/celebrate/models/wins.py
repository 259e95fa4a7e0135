"""A win of a reporting group, who applauds, and how far the data were looked through."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.celebrate.facts import WinKind, WinState


class Win(models.Model):
    """Something that went well. ``origin`` makes one found in the data come once; one that was told has none.

    ``text`` is empty until somebody published or wrote it: until then the sentence is made of ``figures``.
    """

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=WinState.FOUND)
    origin = models.CharField(max_length=200, null=True, unique=True)
    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    unit = models.CharField(max_length=300, blank=True)
    team_ids = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    as_of = models.DateField(null=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=600, blank=True)
    happened_on = models.DateField()
    found_on = models.DateField()
    published_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    told_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(WinKind)) & Q(state__in=list(WinState)), name="known_win"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | (~Q(text="") & Q(published_on__isnull=False)),
                name="published_with_a_text_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="told", origin__isnull=True) | (~Q(kind="told") & Q(origin__isnull=False)),
                name="what_is_found_has_an_origin",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "state"], name="wins_of_a_change")]

    def __str__(self) -> str:
        return self.text or f"{self.kind} {self.unit}"


class Applause(models.Model):
    """That somebody applauds a win, once. Nobody else is ever told who: a number is all that leaves."""

    win = models.ForeignKey("celebrate.Win", on_delete=models.CASCADE, related_name="applause")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["win", "person"], name="applauds_once")]

    def __str__(self) -> str:
        return f"win {self.win_id}"


class Looked(models.Model):
    """Up to which verdicts a change was looked through for wins, and on which day."""

    initiative = models.OneToOneField("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    refreshed_at = models.DateTimeField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"change {self.initiative_id} on {self.on}"
