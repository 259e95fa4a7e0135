"""Directives: on the ground of compliance or safety alone, until a day, with who was told and who acknowledged."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.governance.facts.directives import DirectiveState, Ground


class Directive(models.Model):
    """One directive. Without teams it is for everybody. ``told_on``: up to which day those who joined were told.

    That it lapsed is not stored: it follows from ``expires_on``, so nothing has to run for it to be seen.
    """

    title = models.CharField(max_length=160)
    what = models.CharField(max_length=1000)
    ground = models.CharField(max_length=12)
    rests_on = models.CharField(max_length=300)
    evidence = models.CharField(max_length=500)
    evidence_link = models.CharField(max_length=300, blank=True)
    persuaded = models.CharField(max_length=1000, blank=True)
    no_time = models.CharField(max_length=500, blank=True)
    office = models.CharField(max_length=20)
    reviewer = models.CharField(max_length=20)
    issuer = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=10, default=DirectiveState.DRAFT)
    written_on = models.DateField()
    issued_on = models.DateField(null=True)
    expires_on = models.DateField()
    over_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=list(Ground)) & ~Q(rests_on="") & ~Q(evidence=""),
                name="a_directive_has_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(persuaded="") | ~Q(no_time=""), name="persuaded_first_or_why_not"
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("office")), name="reviewed_by_another_office"),
            models.CheckConstraint(
                condition=Q(state=DirectiveState.DRAFT, issued_on__isnull=True)
                | Q(state=DirectiveState.DROPPED, issued_on__isnull=True)
                | Q(state__in=[DirectiveState.IN_FORCE, DirectiveState.LIFTED], issued_on__isnull=False),
                name="known_state_of_directive",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__gt=F("issued_on")),
                name="a_directive_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_on"], name="directives_in_force")]

    def __str__(self) -> str:
        return self.title


class DirectiveTeam(models.Model):
    """A team that a directive is for, with all below it."""

    directive = models.ForeignKey("governance.Directive", on_delete=models.CASCADE, related_name="teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "team"], name="team_once_in_a_directive")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class DirectiveTurn(models.Model):
    """What happened to a directive, and why. Who let it is in the record of who did what."""

    directive = models.ForeignKey("governance.Directive", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    event = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event} on {self.on}"


class DirectiveTold(models.Model):
    """Somebody who was told, and when they acknowledged. No person: somebody who was erased, counted all the same.

    ``mailed_at``: when a mail was handed over, or there was none to send; noted before, so that nobody gets two.
    """

    directive = models.ForeignKey("governance.Directive", on_delete=models.CASCADE, related_name="told")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField()
    mailed_at = models.DateTimeField(null=True)
    acknowledged_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "person"], name="told_once")]
        indexes = [models.Index(fields=["mailed_at", "directive"], name="directives_to_mail")]

    def __str__(self) -> str:
        return f"told on {self.told_on}"


class DirectiveShift(models.Model):
    """How many people of a shift read the notice, as whoever led the shift counted them."""

    directive = models.ForeignKey("governance.Directive", on_delete=models.CASCADE, related_name="shifts")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    shift = models.CharField(max_length=5)
    people = models.PositiveSmallIntegerField()
    leader = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-on", "shift", "id"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "team", "on", "shift"], name="a_shift_counted_once"),
            models.CheckConstraint(
                condition=Q(shift__in=["early", "late", "night"]) & Q(people__gte=1), name="a_known_shift"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} of {self.on}"
