"""What anybody says at any time, named or not, and what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SayKind(models.TextChoices):
    """What it is about, in one tap."""

    IDEA = "idea", _("an idea")
    OBSTACLE = "obstacle", _("something in the way")
    THANKS = "thanks", _("thanks")
    OWN_WAY = "own way", _("we went our own way")
    UNSAFE = "unsafe", _("this change is wrong or unsafe")


class SayState(models.TextChoices):
    """What became of it, as its sender reads it."""

    RECEIVED = "received", _("received")
    READ = "read", _("read by a person")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class Say(models.Model):
    """Something said. Only the hash of its receipt code is kept; without a name nothing leads back to a person.

    ``said_on`` is a day, never a time: times could be laid beside a log. ``text`` is emptied when it expires.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt_sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=SayKind.choices)
    state = models.CharField(max_length=10, choices=SayState.choices, default=SayState.RECEIVED)
    text = models.TextField(blank=True)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    said_on = models.DateField()
    first_read_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    told_duty_at = models.DateTimeField(null=True)
    expires_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["state", "kind", "said_on"], name="say_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.said_on}"


class SayReply(models.Model):
    """An answer to what was said; or, from the sender by the receipt code, a word back."""

    say = models.ForeignKey("gather.Say", on_delete=models.CASCADE, related_name="replies")
    on = models.DateField()
    by_sender = models.BooleanField(default=False)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by_sender=False) | Q(author__isnull=True), name="a_sender_has_no_name_here"
            )
        ]

    def __str__(self) -> str:
        return f"reply of {self.on}"


class SayDesk(models.Model):
    """One row: where patient-safety incidents are reported here, and who is told of what is unsafe.

    ``lists_open``: people who are not signed in may choose from the names of changes and teams.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    report_where = models.CharField(max_length=300, blank=True)
    report_link = models.URLField(blank=True)
    duty = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    duty_called = models.CharField(max_length=200, blank=True)
    lists_open = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_say_desk")]

    def __str__(self) -> str:
        return self.duty_called or "desk"
