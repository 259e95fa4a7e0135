"""What people answered. Written by one operation, read by ``gather.disclosure`` alone; a contract holds that.

No row here leads to an invitation: keys are random, and of time there is the week.
"""

from __future__ import annotations

import secrets

from django.db import models


def random_id() -> int:
    """A random positive 63-bit number, so that no order of keys tells an order of answers.

    Its field is of the automatic kind because SQLite then stores rows in the order of this number: any other kind
    would have a hidden number beside it that counts up.
    """
    return secrets.randbits(63) or 1


class Answer(models.Model):
    """The choices of one respondent, by question name. Free text is never here."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    cell = models.ForeignKey("gather.Cell", on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    choices = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["wave", "cell"], name="answers_of_a_cell")]

    def __str__(self) -> str:
        return f"answer of the week of {self.week}"


class Comment(models.Model):
    """One free line. Nothing joins it to the same person's other answers or lines."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    cell = models.ForeignKey("gather.Cell", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["wave", "question"], name="comments_of_a_wave")]

    def __str__(self) -> str:
        return f"comment on {self.question}"


class NamedAnswer(models.Model):
    """An answer in a survey that was with names from the start. A table of its own: the other has no person at all."""

    id = models.BigAutoField(primary_key=True, default=random_id, editable=False)
    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    choices = models.JSONField()
    comments = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="named_once_a_wave")]

    def __str__(self) -> str:
        return f"answer in {self.wave_id}"


class Release(models.Model):
    """One published figure about one reporting group (atom) and question, frozen when the survey closed.

    ``atom`` 0 is the whole survey. ``figure``: banded and coded as shown; nothing finer is kept beside it.
    """

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, blank=True)
    atom = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    question = models.CharField(max_length=80)
    figure = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "channel", "atom", "question"], name="released_once")
        ]

    def __str__(self) -> str:
        return f"{self.question} of {self.name}"


class ReleasedComment(models.Model):
    """One comment as published: in an order drawn once for its question, of at least ``k_comments`` answers."""

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, blank=True)
    atom = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    question = models.CharField(max_length=80)
    place = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question", "atom", "place"]

    def __str__(self) -> str:
        return f"comment {self.place} on {self.question}"


class Member(models.Model):
    """Who was asked in which cell, never whether they answered.

    Kept until the next survey of the same kind closes: only groups of the same people, or of people who differ enough,
    may be compared from one to the next. No person: somebody who was erased, and is still one of those who were asked.
    """

    cell = models.ForeignKey("gather.Cell", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cell", "person"], name="once_in_a_cell")]

    def __str__(self) -> str:
        return f"member of {self.cell_id}"
