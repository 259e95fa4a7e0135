"""Files on their way in, with what was decided about them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    """How far a file has come. Each step is saved; going back is always allowed until the import starts."""

    UPLOADED = "uploaded", _("uploaded")
    MAPPED = "mapped", _("columns mapped")
    CHOSEN = "chosen", _("behaviours chosen")
    STARTED = "started", _("import started")


class Draft(models.Model):
    """One uploaded file with its column mapping. The file lies in quarantine until the import has taken it.

    A started draft stays as the memory of its mapping: the next export with the same ``signature`` reuses it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative_slug = models.SlugField(max_length=120)
    uploaded_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.UPLOADED)
    filename = models.CharField(max_length=255)
    stored_name = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=64, blank=True)
    # said by a person: not the list that earlier files with these columns are of
    apart = models.BooleanField(default=False)
    inspection = models.JSONField(default=dict)
    recipe_text = models.TextField(blank=True)
    # behaviour key -> key of the change's behaviour it counts for; absent: a new one
    counts_for = models.JSONField(default=dict)
    source = models.ForeignKey("ledger.Source", null=True, on_delete=models.SET_NULL, related_name="+")
    brought = models.ForeignKey("ledger.Import", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["initiative_slug", "signature"], name="draft_same_columns")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        """The file's name."""
        return self.filename


class MadeTeam(models.Model):
    """A team that a lead made from a name in a file, with the number of people that the lead said.

    The number decides what may be shown of the team, so a data steward looks at it once.
    """

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("ledger.Source", on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        """Which team."""
        return f"team {self.team_id}"
