"""What tables keep about one person, in one question to the database: for the person's own page and copy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.db.models import SET_NULL, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from takehold.people.facts import Kept
from takehold.people.models import MachineKey, Membership, Person, Role

MOST_COLUMNS: Final = 6
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
EMPTY: Final = Value("", output_field=TextField())


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of ``model`` that lead to a person by ``by``; ``shown`` names what is told of them and where it stands.

    ``stays``: why rows stay, without the name, when the person is erased; empty: they go. Unless it is said, what the
    column does when the person goes decides.
    """

    words: str
    model: type[Model]
    by: str
    shown: Mapping[str, str] = field(default_factory=dict)
    stays: str | None = None

    def why(self) -> str:
        """Why rows stay without the name; empty where they go."""
        if self.stays is not None:
            return self.stays
        column = self.model._meta.get_field(self.by.split("__")[0])
        away = getattr(column.remote_field, "on_delete", None) if column.concrete else None
        return _("It is about the work, not about you, and others go on with it.") if away is SET_NULL else ""

    def rows(self, place: int, person_id: int) -> QuerySet[Any, tuple[Any, ...]]:
        """The rows as texts, all tables in one shape."""
        texts = [Coalesce(Cast(path, TextField()), EMPTY) for path in self.shown.values()]
        texts += [Coalesce(EMPTY, EMPTY)] * (MOST_COLUMNS - len(texts))
        found = self.model._default_manager.filter(**{self.by: person_id}).order_by()
        return found.values_list(Value(place), *texts)

    def said(self, texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """One row with what its texts are called; a choice in its words."""
        choices = {each.name: dict(each.flatchoices) for each in self.model._meta.concrete_fields}
        return tuple(
            (name, str(choices.get(path, {}).get(text, text)))
            for (name, path), text in zip(self.shown.items(), texts, strict=False)
        )

    def columns(self) -> tuple[str, ...]:
        """The columns that are told of, each as room, table and column."""
        own = [path for path in self.shown.values() if "__" not in path]
        return tuple(f"{self.model._meta.label}.{path}" for path in (self.by.split("__")[0], *own))


def kept(tables: Sequence[Table], person_id: int) -> tuple[Kept, ...]:
    """What each table holds about a person."""
    first, *rest = [table.rows(place, person_id) for place, table in enumerate(tables)]
    found: list[list[tuple[tuple[str, str], ...]]] = [[] for _each in tables]
    for place, *texts in first.union(*rest, all=True):
        found[place].append(tables[place].said(texts))
    return tuple(
        Kept(
            table.words,
            tuple(sorted(sorted(rows), key=_day, reverse=True)),
            len(rows),
            table.columns(),
            table.why(),
        )
        for table, rows in zip(tables, found, strict=True)
    )


def _day(row: tuple[tuple[str, str], ...]) -> str:
    """The latest day of a row, to put the newest first."""
    return max((text for _name, text in row if DAY.match(text)), default="")


def tables() -> tuple[Table, ...]:
    """Who somebody is here: the line itself, the account, teams, roles and keys."""
    days = {"from": "valid_from", "until": "valid_to"}
    person = {"key": "key", "name": "name", "mail": "email", "job": "job"}
    account = {
        "user name": "username", "mail": "email", "first name": "first_name", "last name": "last_name",
        "signed in": "last_login", "since": "date_joined",
    }  # fmt: skip
    role = {"role": "kind", "team": "team__name", **days}
    sizes = _("So that it stays right how many people a team had. Nothing tells any more that it was you.")
    return (
        Table(_("Your line in the list of people"), Person, "id", person),
        Table(_("Your account"), get_user_model(), "person", account),
        Table(_("Addresses for signing in"), EmailAddress, "user__person", {"mail": "email"}),
        Table(
            _("Sign-ins through your organisation"),
            SocialAccount,
            "user__person",
            {"first": "date_joined", "last": "last_login"},
        ),
        Table(_("Second factors"), Authenticator, "user__person", {"kind": "type", "since": "created_at"}),
        Table(_("Teams you are or were in"), Membership, "person", {"team": "team__name", **days}, sizes),
        Table(_("Roles you have or had"), Role, "person", role),
        Table(_("Keys for programs"), MachineKey, "person", {"name": "name", "until": "expires_on"}),
    )


def person_of(*, key: str) -> int | None:
    """The number of the person with this key, for the command that copies what is kept."""
    found: int | None = Person.objects.filter(key=key).values_list("id", flat=True).first()
    return found
