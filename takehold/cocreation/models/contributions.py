"""What people add: statements, designs, amendments, comments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.cocreation.facts.contributions import Kind, Origin, State


class Contribution(models.Model):
    """A contribution, with running sums of the votes on it.

    ``author``: its voter, empty once the round is closed, so that nobody's votes are found by what they wrote. ``by``: the
    person, if signed in, so that they can be told what became of it; shown to nobody without their yes. ``receipt``: the
    same for a browser that came by the link for all, in a form that leads to no voter.
    ``reason``, ``settled_on``, ``settled_by``: what a facilitator did, in the open. ``mark``: its words without case,
    signs and spaces, by which the same said twice is found. ``extremity``: how far it parts people, for what is shown next.
    """

    round = models.ForeignKey("cocreation.Round", on_delete=models.CASCADE, related_name="contributions")
    kind = models.CharField(max_length=9)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    text = models.TextField()
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=8, default=State.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    origin = models.CharField(max_length=5)
    author = models.ForeignKey(
        "cocreation.Voter", null=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    receipt = models.CharField(max_length=64, blank=True)
    signed = models.CharField(max_length=40, blank=True)
    on = models.DateField()
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)
    extremity = models.FloatField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="known_kind_of_a_contribution"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="known_state_of_a_contribution"),
            models.CheckConstraint(
                condition=Q(origin__in=list(Origin)), name="known_origin_of_a_contribution"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["amendment", "comment"], parent__isnull=False)
                | Q(kind__in=["statement", "design"], parent__isnull=True),
                name="amendments_and_comments_belong_to_something",
            ),
        ]
        indexes = [models.Index(fields=["round", "kind", "state"], name="shown_in_a_round")]

    def __str__(self) -> str:
        return self.text
