"""Soundings. Of a group only sums are kept, so that no row is anybody's answer; by name it is a note between two people."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from takehold.influence.facts.soundings import Course, Form

POINTS = range(1, 6)


class Sounding(models.Model):
    """One asking by one leader. ``least``: from so many answers on a group is told."""

    leader = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=160)
    form = models.CharField(max_length=6)
    opened_on = models.DateField()
    closes_on = models.DateField()
    least = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(form__in=list(Form)), name="known_form_of_a_sounding"),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opened_on")), name="sounding_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(form=Form.NAMED) | Q(least__gte=5), name="a_group_is_told_from_five_answers_on"
            ),
        ]

    def __str__(self) -> str:
        return self.about


class SoundingAsked(models.Model):
    """That somebody was asked. ``used``: the way in was taken; forgotten when it is over. ``mail``: what became of it."""

    sounding = models.ForeignKey(Sounding, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    used = models.BooleanField(default=False)
    mail = models.CharField(max_length=8, default="waiting")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sounding", "person"], name="asked_once_a_sounding")]

    def __str__(self) -> str:
        return f"asked in {self.sounding_id}"


class SoundingTally(models.Model):
    """How many of a group chose something. What one person chose is not stored."""

    sounding = models.ForeignKey(Sounding, on_delete=models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=8)
    choice = models.CharField(max_length=8)
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sounding", "question", "choice"], name="one_tally_a_choice")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.choice}: {self.answers}"


class SoundingNote(models.Model):
    """An answer by name. Taken back, the row is gone."""

    sounding = models.ForeignKey(Sounding, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    lands = models.PositiveSmallIntegerField()
    openly = models.PositiveSmallIntegerField()
    course = models.CharField(max_length=8)
    note = models.CharField(max_length=500, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["sounding", "person"], name="one_note_a_sounding"),
            models.CheckConstraint(
                condition=Q(lands__in=POINTS) & Q(openly__in=POINTS) & Q(course__in=list(Course)),
                name="known_answers_of_a_sounding",
            ),
        ]

    def __str__(self) -> str:
        return f"note of person {self.person_id}"
