"""Decisions in versions, and the conditions and commitments that hang on them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from takehold.governance.facts.decisions import CommitmentKind, CommitmentState, Outcome
from takehold.governance.models.priorities import ONE_HOLDER


class Decision(models.Model):
    """A decision of a body. What was decided stands in its versions; ``version`` is the number of the newest."""

    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="decisions")
    request = models.OneToOneField(
        "governance.Request", null=True, on_delete=models.PROTECT, related_name="decision"
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=160)
    decided_on = models.DateField()
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index(fields=["-decided_on", "-id"], name="decisions_newest_first"),
            models.Index(fields=["review_on"], name="decisions_by_review"),
        ]

    def __str__(self) -> str:
        return self.title


class DecisionVersion(models.Model):
    """What was decided, as it was entered on a day. Rows are only added, never changed."""

    decision = models.ForeignKey("governance.Decision", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=1000)
    body = models.ForeignKey("governance.Body", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    decided_on = models.DateField()
    review_on = models.DateField(null=True)
    entered_on = models.DateField()
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="decision_version_once"),
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="known_outcome"),
            models.CheckConstraint(condition=ONE_HOLDER, name="a_decision_is_carried_by_a_body_or_a_role"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="a_new_decision_says_why"),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gt=F("decided_on")),
                name="looked_at_again_after_it_was_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class Commitment(models.Model):
    """A condition of a decision, or what a body or role took on by it."""

    decision = models.ForeignKey("governance.Decision", on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=500)
    body = models.ForeignKey("governance.Body", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=CommitmentState.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(CommitmentKind)) & Q(state__in=list(CommitmentState)),
                name="known_commitment",
            ),
            models.CheckConstraint(condition=ONE_HOLDER, name="a_commitment_is_of_a_body_or_a_role"),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="commitments_due")]

    def __str__(self) -> str:
        return self.text


class CommitmentTurn(models.Model):
    """What became of a condition or commitment on a day, and what was said."""

    commitment = models.ForeignKey("governance.Commitment", on_delete=models.CASCADE, related_name="turns")
    on = models.DateField()
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    said = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
