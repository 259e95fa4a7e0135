"""In which team somebody was whom another system names: by mail address, by the hash of one, or by a key. Only the team
leaves; who it was is not answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha1

from django.db.models import Q
from django.db.models.functions import Lower

from takehold.people.models import Membership, Person
from takehold.people.queries.teams import valid

Stays = tuple[tuple[date, date | None, str], ...]


def stays(
    *, mails: Collection[str], keys: Collection[str], hashes: Collection[str] = ()
) -> Mapping[str, Stays]:
    """What was asked (in small letters) -> from when until when (exclusive) in which team, by the team's key.

    ``hashes``: SHA-1 of ``mailto:`` and a mail address, in hexadecimal, as xAPI has it.
    """
    asked = {each.casefold() for each in (*mails, *keys)}
    rows = Person.objects.annotate(mail=Lower("email"), low=Lower("key"))
    found: dict[int, set[str]] = defaultdict(set)
    for ident, mail, low in rows.filter(Q(mail__in=asked) | Q(low__in=asked)).values_list(
        "id", "mail", "low"
    ):
        found[ident] |= {mail, low} & asked
    if hashes:
        wanted = {each.casefold() for each in hashes}
        for ident, mail in Person.objects.exclude(email="").values_list("id", "email"):
            fits = {
                sha1(f"mailto:{way}".encode(), usedforsecurity=False).hexdigest()
                for way in (mail, mail.lower())
            }
            found[ident] |= fits & wanted
    by_person: dict[int, list[tuple[date, date | None, str]]] = defaultdict(list)
    memberships = Membership.objects.filter(person__in=[each for each, ways in found.items() if ways])
    for person, first, until, team in memberships.values_list(
        "person_id", "valid_from", "valid_to", "team__key"
    ):
        by_person[person].append((first, until, team))
    return {way: tuple(by_person[person]) for person, ways in found.items() for way in ways if way}


def team_on(stays: Stays, on: date) -> str:
    """The team of that day; empty for none."""
    return next((team for first, until, team in stays if first <= on and (until is None or on < until)), "")


def everybody(*, on: date) -> Mapping[str, int]:
    """Each account key and mail address, in small letters -> the team that day. For matching in bulk; never to be kept."""
    rows = Membership.objects.filter(valid(on)).order_by("valid_from", "id")
    found: dict[str, int] = {}
    for key, mail, team in rows.values_list("person__key", "person__email", "team_id"):
        found |= {way.casefold(): team for way in (key, mail) if way}
    return found
