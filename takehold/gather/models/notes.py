"""What managers and leads note: observations, meetings, one-to-ones, hearsay; and what open channels speak of."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NoteKind(models.TextChoices):
    """One tap; it sets formality, certainty and who may see it."""

    OBSERVATION = "observation", _("I saw it")
    MEETING = "meeting", _("team meeting")
    ONE_TO_ONE = "one to one", _("one-to-one")
    HEARSAY = "hearsay", _("I heard it")


class Formality(models.TextChoices):
    """Whether it was said where things are recorded."""

    FORMAL = "formal", _("formal")
    INFORMAL = "informal", _("informal")


class Certainty(models.TextChoices):
    """How sure."""

    SEEN = "seen", _("seen myself")
    TOLD = "told", _("told by those concerned")
    HEARD = "heard", _("heard from others")


class Visibility(models.TextChoices):
    """Who may read it, beside its author and the person it is about."""

    PAIR = "pair", _("the two of us")
    TEAM = "team", _("the team and its manager")
    CHANGE = "change", _("those who lead the change")


class Theme(models.Model):
    """What several voices speak of, without names. ``words``: those by which an open channel's messages are found."""

    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)
    words = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["initiative", "name"], name="theme_once_a_change")]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """One note. ``about``: the person it is about, who reads it too. Hearsay has a theme, no person, and expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    formality = models.CharField(max_length=10, choices=Formality.choices)
    certainty = models.CharField(max_length=8, choices=Certainty.choices)
    visibility = models.CharField(max_length=8, choices=Visibility.choices)
    text = models.TextField(blank=True)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    about = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.ForeignKey("gather.Theme", null=True, on_delete=models.SET_NULL, related_name="notes")
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["initiative", "happened_on"], name="notes_of_a_change"),
            models.Index(fields=["about"], name="notes_about_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="hearsay") | Q(about__isnull=True), name="hearsay_is_about_nobody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.happened_on}"


class NoteReply(models.Model):
    """What the person a note is about adds to it."""

    note = models.ForeignKey("gather.Note", on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    text = models.TextField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"reply of {self.on}"


class Channel(models.Model):
    """A chat or social channel that listens openly: announced as such, from a day on. Never a private one."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, on_delete=models.CASCADE, related_name="+"
    )
    team = models.ForeignKey("people.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    announced_on = models.DateField()
    announced_where = models.CharField(max_length=300)
    announced_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Hearing(models.Model):
    """One export of a channel that was listened to. Its messages and authors are not kept.

    ``proposed``: words that at least the floor of authors used, each with how many messages, most used first.
    """

    channel = models.ForeignKey("gather.Channel", on_delete=models.CASCADE, related_name="hearings")
    sha256 = models.CharField(max_length=64)
    filename = models.CharField(max_length=255)
    first = models.DateField()
    last = models.DateField()
    messages = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    heard_at = models.DateTimeField()
    proposed = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "sha256"], name="export_heard_once")]

    def __str__(self) -> str:
        return self.filename


class Mention(models.Model):
    """How many messages of a week spoke of a theme, kept only where at least the floor of authors did."""

    hearing = models.ForeignKey("gather.Hearing", on_delete=models.CASCADE, related_name="mentions")
    theme = models.ForeignKey("gather.Theme", on_delete=models.CASCADE, related_name="mentions")
    week = models.DateField()
    messages = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "theme", "week"], name="theme_once_a_week_a_hearing")
        ]

    def __str__(self) -> str:
        return f"{self.messages} in the week of {self.week}"
