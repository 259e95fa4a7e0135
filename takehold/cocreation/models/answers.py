"""What became of contributions, whether their authors want to stand beside them, and who was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from takehold.cocreation.facts.answers import OUTCOMES, Wish


class IdeaAnswer(models.Model):
    """The answer to a contribution. ``decision_id``: the number of a decision in the register of the rooms above.

    ``live_on``: since when it is in use. ``version`` grows with each word of those who answer.
    """

    contribution = models.OneToOneField(
        "cocreation.Contribution", on_delete=models.CASCADE, related_name="answer"
    )
    outcome = models.CharField(max_length=8)
    reason = models.CharField(max_length=600)
    behaviour = models.ForeignKey(
        "initiatives.DesiredBehaviour", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided = models.CharField(max_length=300, blank=True)
    decision_id = models.BigIntegerField(null=True)
    live_on = models.DateField(null=True)
    answered_on = models.DateField()
    answered_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(OUTCOMES)), name="known_answer_to_an_idea"),
            models.CheckConstraint(
                condition=Q(live_on__isnull=True) | Q(outcome__in=["adopted", "adapted"]),
                name="only_what_was_taken_goes_live",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class Authorship(models.Model):
    """What the author of a contribution wishes: to be named, to stand there as a group, or not at all.

    ``person`` is empty for somebody who came by the link for all, whose chosen name stands in its place. ``unit``: the
    reporting group, where a group is wished. Without a row nobody is shown.
    """

    contribution = models.OneToOneField(
        "cocreation.Contribution", on_delete=models.CASCADE, related_name="authorship"
    )
    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(max_length=7)
    unit = models.CharField(max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(wish__in=list(Wish)), name="known_wish_of_an_author")
        ]

    def __str__(self) -> str:
        return self.wish


class ToldLive(models.Model):
    """That the author of a contribution was told by mail that it is in use; once. ``outcome``: what became of the mail."""

    contribution = models.OneToOneField(
        "cocreation.Contribution", on_delete=models.CASCADE, related_name="told_live"
    )
    outcome = models.CharField(max_length=8)
    on = models.DateField()

    def __str__(self) -> str:
        return self.outcome
