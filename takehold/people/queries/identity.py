"""By what a person is known, for erasing: how lists elsewhere may write the name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from allauth.account.models import EmailAddress
from django.db.models import Q

from takehold.people.facts import RoleKind
from takehold.people.models import Erasure, Person, Role
from takehold.people.queries.teams import valid

SHORTEST: Final = 4
SHORTEST_NUMBER: Final = 6


@dataclass(frozen=True, slots=True)
class Identity:
    """``ways``: every way in which a source may write this person. ``telling``: those that mean nobody else."""

    person_id: int
    number: int
    ways: tuple[str, ...]
    telling: tuple[str, ...]


def identity(*, person_id: int) -> Identity | None:
    """By what a person is known here; None where there is no such person."""
    row = Person.objects.filter(id=person_id).select_related("user").first()
    if row is None:
        return None
    mails = [
        row.email,
        *EmailAddress.objects.filter(user_id=row.user_id or 0).values_list("email", flat=True),
    ]
    mails += [row.user.email, row.user.username] if row.user else []
    found = {each for each in (row.key, *orders(row.name), *mails) if each}
    found |= {each.partition("@")[0] for each in found if "@" in each}
    ways = found | {each.casefold() for each in found} | {each.upper() for each in found}
    return Identity(row.id, row.number, tuple(sorted(ways)), tuple(sorted(filter(_tells, found))))


def orders(name: str) -> tuple[str, ...]:
    """A name as lists write it: "Ada Berg", "Berg, Ada", "Berg Ada"."""
    words = name.split()
    if len(words) < 2:
        return tuple(words)
    first, last = " ".join(words[:-1]), words[-1]
    return (" ".join(words), f"{last}, {first}", f"{last} {first}")


def _tells(way: str) -> bool:
    """Whether a text that holds it speaks of this person: short words and numbers stand for much else."""
    return len(way) >= (SHORTEST_NUMBER if way.isdigit() else SHORTEST)


def administrators(*, on: date) -> frozenset[int]:
    """Who administers the organisation and can sign in, today and from now on."""
    rows = Role.objects.filter(valid(on), kind=RoleKind.ADMIN)
    lasting = rows.filter(valid_to__isnull=True, person__user__is_active=True)
    return frozenset(lasting.values_list("person_id", flat=True))


def last_administrator(*, person_id: int, on: date) -> bool:
    """Whether this person administers the organisation, and nobody else does who can sign in from now on."""
    held = Role.objects.filter(valid(on), kind=RoleKind.ADMIN, person_id=person_id)
    return held.exists() and not administrators(on=on) - {person_id}


def found_by(*, text: str) -> tuple[int, str] | None:
    """Id and name of the one person with this key or mail address; None where there is none, or more than one."""
    wanted = text.strip()
    rows = Person.objects.filter(Q(key=wanted) | Q(email__iexact=wanted)).values_list("id", "name")[:2]
    return rows[0] if wanted and len(rows) == 1 else None


def erased() -> tuple[tuple[int, str], ...]:
    """The random numbers of all who were erased, each with its day as ISO text."""
    rows = Erasure.objects.order_by("id").values_list("number", "on")
    return tuple((number, day.isoformat()) for number, day in rows)


def numbered(*, number: int) -> int | None:
    """The person with this random number."""
    found: int | None = Person.objects.filter(number=number).values_list("id", flat=True).first()
    return found


def unwiped() -> bool:
    """Whether somebody was erased and the database's files were not written anew since."""
    return Erasure.objects.filter(wiped_at__isnull=True).exists()
