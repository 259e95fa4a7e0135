"""What is stored of the evidence. Events themselves are Parquet files; here are their manifest and what hangs on it."""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.db import models
from django.db.models import F, Q


def somewhere() -> int:
    """A first version: never that of another database (a test's, a restored backup's), whose figures may be cached."""
    return secrets.randbelow(1 << 40)


class Source(models.Model):
    """One export, one connector, one pair of eyes. ``manifest_version`` grows with every change of its figures."""

    key = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    manifest_version = models.BigIntegerField(default=somewhere)
    last_day = models.DateField(null=True)
    last_import_at = models.DateTimeField(null=True)
    usual_gap = models.PositiveIntegerField(default=1)
    lease_holder = models.CharField(max_length=120, default="", blank=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Import(models.Model):
    """One file on its way in. A finished one is unique by the hashes of its content and of its column mapping."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey("ledger.Source", on_delete=models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=255)
    state = models.CharField(max_length=20, default="waiting")
    recipe_text = models.TextField()
    recipe_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120)
    bytes = models.BigIntegerField(default=0)
    uploaded_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    rows_read = models.BigIntegerField(default=0)
    rows_rejected = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    events_new = models.BigIntegerField(default=0)
    events_corrected = models.BigIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    reason = models.TextField(default="", blank=True)
    progress = models.FloatField(default=0.0)
    original_kept = models.BooleanField(default=True)
    persons = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "content_sha256", "recipe_sha256"],
                condition=Q(state="done"),
                name="ledger_import_exactly_once",
            )
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="ledger_import_state")]

    def __str__(self) -> str:
        """The file's name."""
        return self.filename


class Rejected(models.Model):
    """A record that was not read; the first thousand of an import are kept for 30 days."""

    of = models.ForeignKey("ledger.Import", on_delete=models.CASCADE, related_name="rejected")
    line = models.BigIntegerField()
    column = models.CharField(max_length=200, default="", blank=True)
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["of", "line"], name="ledger_rejected_line")]

    def __str__(self) -> str:
        """Line and reason."""
        return f"{self.line}: {self.reason}"


class Measure(models.Model):
    """An immutable version of how a behaviour is counted in a source."""

    source = models.ForeignKey("ledger.Source", on_delete=models.PROTECT, related_name="measures")
    behaviour_key = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    definition = models.JSONField()
    sha256 = models.CharField(max_length=64)
    recipe_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "behaviour_key", "version"], name="ledger_measure_version"
            ),
            models.UniqueConstraint(
                fields=["source", "behaviour_key", "sha256"], name="ledger_measure_definition"
            ),
        ]

    def __str__(self) -> str:
        """Key and version."""
        return f"{self.behaviour_key} v{self.version}"


class Segment(models.Model):
    """The manifest: one immutable Parquet file, from the version that added it until the one that retired it.

    ``kind``: events, counts (ready-made, additive) or evidence (derived for ``measure``, additive).
    ``columns``: the attributes an events segment carries.
    """

    source = models.ForeignKey("ledger.Source", on_delete=models.PROTECT, related_name="segments")
    measure = models.ForeignKey(
        "ledger.Measure", null=True, on_delete=models.PROTECT, related_name="segments"
    )
    kind = models.CharField(max_length=10)
    path = models.CharField(max_length=200, unique=True)
    rows = models.BigIntegerField()
    bytes = models.BigIntegerField()
    columns = models.JSONField(default=list)
    day_min = models.DateField()
    day_max = models.DateField()
    batch = models.ForeignKey("ledger.Import", null=True, on_delete=models.SET_NULL, related_name="segments")
    added = models.BigIntegerField()
    retired = models.BigIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["source", "kind", "retired"], name="ledger_segment_live"),
            models.Index(fields=["measure", "retired"], name="ledger_segment_measure"),
        ]

    def __str__(self) -> str:
        """Its file."""
        return self.path


class PersonNumber(models.Model):
    """Which random number stands for a person in a source. ``alias`` is keyed; nobody goes back from it to a name.

    Deleting the row is what erases: the number stays in segments, and nothing leads to it any more.
    """

    source = models.ForeignKey("ledger.Source", on_delete=models.CASCADE, related_name="person_numbers")
    alias = models.BigIntegerField()
    number = models.BigIntegerField()
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "alias"], name="ledger_person_once"),
            models.UniqueConstraint(fields=["source", "number"], name="ledger_number_once"),
        ]
        indexes = [models.Index(fields=["made_on"], name="ledger_number_age")]

    def __str__(self) -> str:
        """Since when."""
        return f"since {self.made_on}"


class SuppressedPerson(models.Model):
    """A person who asked to be forgotten: under this keyed alias no number is made again."""

    source = models.ForeignKey("ledger.Source", on_delete=models.CASCADE, related_name="suppressed")
    alias = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "alias"], name="ledger_suppressed_once")]

    def __str__(self) -> str:
        """Since when."""
        return f"since {self.on}"


class Label(models.Model):
    """A team's label as the source writes it, with how many events (or ready-made chances) carry it."""

    source = models.ForeignKey("ledger.Source", on_delete=models.CASCADE, related_name="labels")
    text = models.CharField(max_length=500)
    events = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "text"], name="ledger_label_once")]

    def __str__(self) -> str:
        """The label."""
        return self.text


class Tally(models.Model):
    """Counts that a person gave by hand. ``key`` makes a repeated sending harmless."""

    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="tallies")
    key = models.CharField(max_length=120, unique=True)
    label = models.CharField(max_length=500)
    day = models.DateField()
    chances = models.PositiveIntegerField()
    new_way = models.PositiveIntegerField()
    old_way = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["measure", "day"], name="ledger_tally_day")]
        constraints = [
            models.CheckConstraint(condition=Q(new_way__lte=F("chances")), name="ledger_tally_within")
        ]

    def __str__(self) -> str:
        """Label and day."""
        return f"{self.label} {self.day}"


class ReportedValue(models.Model):
    """One value of a performance report: of a label and the period that begins on ``day``. A later one takes its place."""

    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="reported")
    label = models.CharField(max_length=500)
    day = models.DateField()
    mean = models.FloatField()
    n = models.PositiveBigIntegerField(null=True)
    sd = models.FloatField(null=True)
    batch = models.ForeignKey("ledger.Import", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "label", "day"], name="ledger_value_once"),
            models.CheckConstraint(condition=Q(n__isnull=True) | Q(n__gte=1), name="ledger_value_of_some"),
        ]

    def __str__(self) -> str:
        """Label and day."""
        return f"{self.label} {self.day}"


class Verdict(models.Model):
    """A verdict as it was shown. One of each measure and unit is the ``latest``."""

    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="verdicts")
    unit = models.CharField(max_length=300)
    team_ids = models.JSONField(default=list)
    as_of = models.DateField()
    saved_at = models.DateTimeField()
    evidence_sha256 = models.CharField(max_length=64)
    code_version = models.CharField(max_length=60)
    payload = models.JSONField()
    latest = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["measure", "unit"], condition=Q(latest=True), name="ledger_verdict_newest")
        ]

    def __str__(self) -> str:
        """Unit and day."""
        return f"{self.unit} {self.as_of}"


class Mark(models.Model):
    """Something that happened on a day and is drawn on charts. ``team_ids`` empty: it concerns everybody.

    ``subject`` names what alone it concerns (a change), as the room above calls it; empty: everything.
    """

    on = models.DateField()
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    team_ids = models.JSONField(default=list)
    subject = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["on"], name="ledger_mark_on")]

    def __str__(self) -> str:
        """Day and text."""
        return f"{self.on} {self.text}"
