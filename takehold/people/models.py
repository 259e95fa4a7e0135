"""People, teams that last, and everything about them that changes, as rows with dates."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

SINCE_EVER = "1900-01-01"
"""The first day of a row of which nobody said when it began."""


def random_number() -> int:
    """A random positive 63-bit number: it is never given twice, not by a restored backup either."""
    return secrets.randbits(63) or 1


class Organisation(models.Model):
    """One row. Its floor can be raised and never lowered: triggers of the first migration hold that."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200, blank=True)
    floor = models.PositiveSmallIntegerField(default=5)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_organisation"),
            models.CheckConstraint(condition=Q(floor__gte=5), name="floor_at_least_five"),
        ]

    def __str__(self) -> str:
        return self.name or "organisation"


class Together(models.Model):
    """A team that was put together with others for showing: from then on for good.

    Otherwise a joiner here or a leaver there would cut the units anew from one day to the next, and the difference of
    two days' pages would be one small team.
    """

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, related_name="together")
    first = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    since = models.DateField()

    def __str__(self) -> str:
        return f"team {self.team_id} with {self.first_id} since {self.since}"


class Person(models.Model):
    """Somebody who works here. ``user`` is the account, where there is one.

    ``number``: by it alone the person is known to backups once erased here.
    """

    number = models.BigIntegerField(unique=True, default=random_number, editable=False)
    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    job = models.CharField(max_length=200, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    class Meta:
        indexes = [
            models.Index(Lower("email"), name="persons_by_mail"),
            models.Index(Lower("key"), name="persons_by_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team for ever: its parent, members and labels change, it does not."""

    key = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Dated(models.Model):
    """Valid from a day up to, and not on, another; no end means open."""

    valid_from = models.DateField(default=SINCE_EVER)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.valid_from} to {self.valid_to or 'now'}"


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )


class TeamParent(Dated):
    """Under which team a team stood, and the size it was said to have where its people are not known here.

    ``waits``: the size was said by somebody who may not decide what is shown; until a steward confirms it, nothing is.
    """

    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="children")
    said_people = models.PositiveIntegerField(null=True)
    waits = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], name="one_parent_from_a_day"),
            models.CheckConstraint(condition=~Q(team=F("parent")), name="not_its_own_parent"),
            _ends_after_it_begins("parent_dates"),
        ]


class Membership(Dated):
    """In which team a person was. No person: somebody who was erased, counted for as long as it lasted."""

    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "valid_from"], name="one_team_from_a_day"),
            _ends_after_it_begins("membership_dates"),
        ]
        indexes = [models.Index(fields=["team", "valid_from"])]


class TeamLabel(Dated):
    """What a source calls a team. No team: left outside, by somebody's choice."""

    source = models.ForeignKey("ledger.Source", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=500)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="labels")
    how = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "label", "valid_from"], name="one_label_from_a_day"),
            _ends_after_it_begins("label_dates"),
        ]


class Telling(models.Model):
    """From when until when figures of a source were told. Of later days nothing is, until the next telling."""

    source = models.OneToOneField("ledger.Source", on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()

    def __str__(self) -> str:
        return f"source {self.source_id} from {self.first} to {self.last}"


class Told(Dated):
    """In which unit a label of a source is told on these days; no ``team_ids``: in none any more.

    Pages are made of these rows alone. ``atom`` and ``meanings`` are for ``queries.settling``, which decides what they
    say next: labels of one atom were never told apart.
    """

    telling = models.ForeignKey("people.Telling", on_delete=models.CASCADE, related_name="told")
    label = models.CharField(max_length=500)
    team_ids = models.JSONField()
    atom = models.CharField(max_length=500)
    meanings = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["telling", "label", "valid_from"], name="told_once_from_a_day"),
            _ends_after_it_begins("told_dates"),
        ]


class Role(Dated):
    """What a person is here for: of one team, one change (its id, a room above), or the organisation."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="roles")
    initiative_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [_ends_after_it_begins("role_dates")]
        indexes = [models.Index(fields=["person", "kind"])]


class Reorganisation(models.Model):
    """What became of a team on a day, as a person recorded it. Only ``continues`` carries a baseline."""

    on = models.DateField()
    kind = models.CharField(max_length=10)
    earlier = models.ForeignKey("people.Team", null=True, on_delete=models.CASCADE, related_name="became")
    later = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="came_from")
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["continues", "merges", "splits", "new"]), name="kind_of_reorganisation"
            ),
            models.CheckConstraint(
                condition=Q(kind="new", earlier__isnull=True) | (~Q(kind="new") & Q(earlier__isnull=False)),
                name="new_has_no_earlier_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class MachineKey(models.Model):
    """A person's key for programs that call the API. Only its hash is kept."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_on = models.DateField()

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """That somebody was erased: the person's random number, and nothing else of them.

    ``leaving``: files below the data folder that held the person and are to be removed, by our own random names; none is
    left once they are gone. ``wiped_at``: when the database's files were written anew, so that nothing deleted is left
    in them.
    """

    number = models.BigIntegerField(unique=True)
    on = models.DateField()
    leaving = models.JSONField(default=list)
    wiped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"erased on {self.on}"
