"""A survey from plan to "you said, we did". Answers are stored apart, in ``answers``."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class WaveState(models.TextChoices):
    """Forward only: triggers hold that, and that nothing promised changes once it is open."""

    DRAFT = "draft", _("being planned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    ANSWERED = "answered", _("answered")


class Promise(models.TextChoices):
    """What is promised before the first question."""

    NAMED = "named", _("with your name")
    CONFIDENTIAL = "confidential", _("confidential")
    ANONYMOUS = "anonymous", _("anonymous")


class Tree(models.TextChoices):
    """The one partition tree of a survey, chosen when it opens."""

    TEAM = "team", _("teams")
    ROLE = "role", _("roles")


class Wave(models.Model):
    """One asking of a survey. ``definition`` is SurveyJS JSON; ``promise_text`` by language, with its version.

    ``k_scores`` and ``k_comments`` are frozen at opening. ``moment``: why now (start, go-live + 8 weeks, pulse, ...).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    template = models.CharField(max_length=40)
    moment = models.CharField(max_length=20)
    definition = models.JSONField()
    languages = models.JSONField(default=list)
    promise = models.CharField(max_length=12, choices=Promise.choices)
    promise_version = models.CharField(max_length=20, blank=True)
    promise_text = models.JSONField(default=dict)
    promise_sha256 = models.CharField(max_length=64, blank=True)
    tree = models.CharField(max_length=5, choices=Tree.choices, default=Tree.TEAM)
    k_scores = models.PositiveSmallIntegerField(default=5)
    k_comments = models.PositiveSmallIntegerField(default=10)
    state = models.CharField(max_length=8, choices=WaveState.choices, default=WaveState.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-opens_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="wave_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(k_scores__gte=5), name="scores_of_five_at_least"),
            models.CheckConstraint(condition=Q(k_comments__gte=10), name="comments_of_ten_at_least"),
        ]

    def __str__(self) -> str:
        return self.title


class WaveTeam(models.Model):
    """A team asked by a survey. No rows: the change's whole audience."""

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="asked_teams")
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "team"], name="team_once_in_a_wave")]

    def __str__(self) -> str:
        return f"team {self.team_id}"


class Cell(models.Model):
    """A leaf of a survey's partition tree, frozen at opening with at least ``k_scores`` invited.

    ``path``: names from the organisation down to this leaf. ``channel``: empty for those invited, else the open link
    whose answers are a group of their own. ``atom``: the number of the reporting group it was merged into at close.
    """

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="cells")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    path = models.JSONField(default=list)
    team_ids = models.JSONField(default=list)
    channel = models.CharField(max_length=10, blank=True)
    invited = models.PositiveIntegerField()
    atom = models.PositiveIntegerField(null=True)
    comment_atom = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="cell_once_a_wave")]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One person's way in. Holds only whether it was used; shares no key with answers; deleted at close.

    The token is made from ``nonce`` and the house's key and is stored nowhere. No person: somebody who was erased
    meanwhile; the row stays, so that how many answered does not change by it.
    """

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    cell = models.ForeignKey("gather.Cell", on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    used = models.BooleanField(default=False)
    mail = models.CharField(max_length=8, default="waiting")
    mailed_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="invited_once_a_wave")]
        indexes = [models.Index(fields=["wave", "mail"], name="mail_to_send")]

    def __str__(self) -> str:
        return f"invitation to {self.wave_id}"


class OpenLink(models.Model):
    """A way in for whoever stands before it: a link, a poster, a kiosk. A channel of its own, reported apart."""

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="open_links")
    kind = models.CharField(max_length=10)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4)
    cell = models.ForeignKey("gather.Cell", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "kind"], name="open_link_once_a_kind")]

    def __str__(self) -> str:
        return self.kind


class Asked(models.Model):
    """That a person was asked something on a day: for the four-week rule. Never whether they answered."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "wave"], name="asked_once_a_wave")]
        indexes = [models.Index(fields=["person", "on"], name="asked_lately")]

    def __str__(self) -> str:
        return f"asked on {self.on}"


class YouSaid(models.Model):
    """One "you said, we did" or "we did not, because". A survey is answered when it has one."""

    wave = models.ForeignKey("gather.Wave", on_delete=models.CASCADE, related_name="you_said")
    said = models.CharField(max_length=500)
    done = models.BooleanField()
    answer = models.CharField(max_length=1000)
    written_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.said
