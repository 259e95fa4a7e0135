"""What is stored of a change: why, for whom, since when, what people would do differently, what was noticed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Initiative(models.Model):
    """A change. Its functions are persons who took them; a co-owner may be missing while trying."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    lead = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    sponsor = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    co_owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Reason(models.Model):
    """Why the change is made, in words for those who live with it."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="reasons")
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class Audience(models.Model):
    """A team that the change is for. No rows: everybody."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="audience"
    )
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "team"], name="team_once_in_audience")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class AffectedGroup(models.Model):
    """One line of the impact sheet: for whom how much of what changes. Levels: 0 none, 1 a little, 2 a lot, 3 all."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="impacts")
    kind = models.CharField(max_length=5)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    job = models.CharField(max_length=200, blank=True)
    process = models.PositiveSmallIntegerField(default=0)
    tool = models.PositiveSmallIntegerField(default=0)
    role = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveSmallIntegerField(default=0)
    skills = models.PositiveSmallIntegerField(default=0)
    reporting = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "kind", "team"], name="team_once_in_a_sheet"),
            models.UniqueConstraint(
                fields=["initiative", "job"], condition=Q(kind="job"), name="job_once_in_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["team", "place"], team__isnull=False, job="")
                | (Q(kind="job", team__isnull=True) & ~Q(job="")),
                name="a_team_or_a_job",
            ),
            models.CheckConstraint(
                condition=Q(
                    process__lte=3, tool__lte=3, role__lte=3, place__lte=3, skills__lte=3, reporting__lte=3
                ),
                name="levels_up_to_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.team_id or self.job}"


class GoLive(models.Model):
    """The day the change began: for everybody, or for one team."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="go_lives"
    )
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "team"], name="one_go_live_a_team"),
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(team__isnull=True), name="one_go_live_for_all"
            ),
        ]

    def __str__(self) -> str:
        return str(self.on)


class DesiredBehaviour(models.Model):
    """What people would do differently, and the measure that sees it. The lease is of whoever is refreshing it."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", on_delete=models.CASCADE, related_name="behaviours"
    )
    key = models.SlugField(max_length=120)
    name = models.CharField(max_length=300)
    question = models.CharField(max_length=500, blank=True)
    caution = models.CharField(max_length=500, blank=True)
    target = models.FloatField(null=True)
    safety_grade = models.BooleanField(default=False)
    measure = models.ForeignKey("ledger.Measure", null=True, on_delete=models.SET_NULL, related_name="+")
    source_id = models.BigIntegerField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    looked_version = models.BigIntegerField(default=-1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "key"], name="behaviour_key_once"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | (Q(target__gt=0) & Q(target__lte=1)),
                name="target_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PerformanceReport(models.Model):
    """A figure from elsewhere that is read beside the behaviours of a change. ``told_version`` is of its source, ``told_on``
    the day up to which its names of teams were settled."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="reports")
    key = models.SlugField(max_length=120)
    name = models.CharField(max_length=300)
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    told_version = models.BigIntegerField(default=-1)
    told_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="report_key_once")]

    def __str__(self) -> str:
        return self.name


class Baseline(models.Model):
    """A recorded decision to begin the baseline anew, with who and why. Never made by the system."""

    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="baselines"
    )
    unit = models.CharField(max_length=300)
    start = models.DateField()
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit} from {self.start}"


class Outlook(models.Model):
    """The last verdicts of a behaviour in short, so that a list of changes reads no series.

    ``basis`` is the hash of everything they rest on; ``units``: [unit, team ids, word]; ``whole``: the pooled
    verdict's payload and what was said beside it; ``short``: each unit's payload without its series, by name.
    """

    behaviour = models.OneToOneField(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="outlook"
    )
    as_of = models.DateField()
    basis = models.CharField(max_length=64)
    evidence_sha256 = models.CharField(max_length=64)
    units = models.JSONField()
    whole = models.JSONField()
    refreshed_at = models.DateTimeField()
    short = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.as_of)


class Alert(models.Model):
    """A slip, or a watch, of one unit. ``before`` is the verdict that others read until ``visible_above_on``."""

    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", on_delete=models.CASCADE, related_name="alerts"
    )
    unit = models.CharField(max_length=300)
    team_ids = models.JSONField()
    state = models.CharField(max_length=10)
    opened_on = models.DateField()
    since = models.DateField()
    visible_above_on = models.DateField()
    payload = models.JSONField()
    before = models.JSONField(null=True)
    before_as_of = models.DateField(null=True)
    line = models.CharField(max_length=300, blank=True)
    line_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    line_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=10, blank=True)
    resolved_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["behaviour", "unit"],
                condition=Q(state__in=["watch", "alert"]),
                name="one_open_alert_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["watch", "alert", "calm", "recovered", "answered"]),
                name="state_of_alert",
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("opened_on")), name="began_before_it_was_noticed"
            ),
        ]
        indexes = [models.Index(fields=["behaviour", "state"])]

    def __str__(self) -> str:
        return f"{self.unit}: {self.state}"


class AlertBudget(models.Model):
    """From a day on: how many false alerts a year are accepted, over how many streams. One row a quarter."""

    start = models.DateField(unique=True)
    per_year = models.FloatField()
    streams = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(per_year__gt=0), name="budget_is_positive")]

    def __str__(self) -> str:
        return f"{self.per_year} over {self.streams} from {self.start}"


class Sent(models.Model):
    """An answer already given to a sender's Idempotency-Key, so that a repeated sending does nothing twice."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    request_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key
