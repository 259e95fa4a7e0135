"""Accounts of people and keys of their programs. Passwords and keys are shown once and kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from takehold.audit import operations as audit
from takehold.people.facts import KEY_DAYS, NotFound, NotYours, RoleKind, Viewer
from takehold.people.models import MachineKey, Organisation, Person, Role
from takehold.people.operations.rights import need
from takehold.people.queries.admitted import GAVE

KEY_BYTES = 32


def create_administrator(*, email: str, name: str, now: datetime, password: str | None = None) -> str | None:
    """Make the first administrator and the organisation; the password, once. None when there already is one."""
    with transaction.atomic():
        Organisation.objects.get_or_create(id=1)
        if Role.objects.filter(kind=RoleKind.ADMIN, valid_to__isnull=True).exists():
            return None
        person, _made = Person.objects.get_or_create(
            key=email.casefold(), defaults={"name": name, "email": email.casefold()}
        )
        password = _account(person, email, password)
        role = Role.objects.create(
            person=person, kind=RoleKind.ADMIN, valid_from=timezone.localdate(now) - timedelta(days=1)
        )
        audit.record(
            actor="takehold",
            action="administrator created",
            subject=f"person:{person.pk}",
            now=now,
            details={},
        )
        audit.record(
            actor="takehold",
            action=GAVE,
            subject=f"person:{person.pk}",
            now=now,
            details={"role": RoleKind.ADMIN.value, "id": role.pk},
        )
    return password


def open_account(*, viewer: Viewer, person_id: int, now: datetime) -> str:
    """Give a person an account, or a new password to the one there is; the password, once."""
    need(viewer, RoleKind.ADMIN)
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NotFound
    with transaction.atomic():
        password = _account(person, person.email or f"{person.key}@example.invalid")
        audit.record(
            actor=viewer.actor, action="account opened", subject=f"person:{person_id}", now=now, details={}
        )
    return password


def account_of_address(*, address: str, now: datetime) -> int | None:
    """The account of the one person with this mail address, opened without a password where there is none yet.

    For signing in through the organisation's own provider, which vouches for the address. None where nobody, or more
    than one person, has it.
    """
    found = list(Person.objects.filter(email__iexact=address)[:2]) if address else []
    if len(found) != 1:
        return None
    person = found[0]
    if person.user_id is not None:
        return person.user_id
    with transaction.atomic():
        if User.objects.filter(username=address.casefold()[:150]).exists():
            return None
        person.user = User(username=address.casefold()[:150], email=address.casefold())
        person.user.set_unusable_password()
        person.user.save()
        person.save(update_fields=["user"])
        audit.record(
            actor="takehold", action="account opened", subject=f"person:{person.pk}", now=now,
            details={"by": "organisation's sign-in"},
        )  # fmt: skip
    return person.user.pk


def issue_key(*, viewer: Viewer, name: str, now: datetime) -> str:
    """A key for a program that calls the API as this viewer, for 180 days; shown once, kept as a hash."""
    if viewer.person_id is None:
        raise NotYours
    secret = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        MachineKey.objects.create(
            person_id=viewer.person_id,
            name=name[:100],
            sha256=hashlib.sha256(secret.encode()).hexdigest(),
            created_at=now,
            expires_on=timezone.localdate(now) + timedelta(days=KEY_DAYS),
        )
        audit.record(
            actor=viewer.actor,
            action="key issued",
            subject=f"person:{viewer.person_id}",
            now=now,
            details={},
        )
    return secret


def revoke_key(*, viewer: Viewer, key_id: int, now: datetime) -> str:
    """Take one of one's own keys back: from now on its program is answered like a stranger. The key's name."""
    if viewer.person_id is None:
        raise NotYours
    with transaction.atomic():
        row = MachineKey.objects.filter(id=key_id, person_id=viewer.person_id).first()
        if row is None:
            raise NotFound
        name = row.name
        row.delete()
        audit.record(
            actor=viewer.actor,
            action="key revoked",
            subject=f"person:{viewer.person_id}",
            now=now,
            details={"key": key_id},
        )
    return name


def _account(person: Person, email: str, password: str | None = None) -> str:
    """Sets the password given or a fresh one: 16 random bytes, 22 letters."""
    password = password or secrets.token_urlsafe(16)
    user = person.user
    if user is None:
        user = User(username=email.casefold()[:150], email=email.casefold())
    user.set_password(password)
    user.save()
    if person.user_id != user.pk:
        person.user = user
        person.save(update_fields=["user"])
    return password
