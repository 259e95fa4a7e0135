"""Letting people in and keeping them out: an account with a way to choose a password, and its end."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import Invalid, Invited, NotAllowed, NotFound, RoleKind, Viewer
from takehold.people.models import MachineKey, Person
from takehold.people.operations.forgetting import end_sessions_of
from takehold.people.operations.rights import need
from takehold.people.operations.roles import keep_an_administrator
from takehold.ui.letters import envelope, from_text

PATIENCE: Final = 10
DAYS: Final = settings.PASSWORD_RESET_TIMEOUT // 86_400
"""For so long the way in is good."""
log = logging.getLogger(__name__)


def mail_is_set() -> bool:
    """Whether mails leave the house, or, in a demo, are kept in its folder."""
    return "console" not in settings.EMAIL_BACKEND


def add_person(*, viewer: Viewer, name: str, address: str, now: datetime) -> int:
    """Take somebody into the list of people who is in none of its files; the person's number.

    Raises ``NotYours``, ``NotAllowed``, and ``Invalid`` where the address is none or somebody has it.
    """
    need(viewer, RoleKind.ADMIN)
    name, address = name.strip(), _address(address)
    if not name:
        raise Invalid("name", _("A person needs a name."))
    with transaction.atomic():
        if Person.objects.filter(Q(key__iexact=address[:100]) | Q(email__iexact=address)).exists():
            raise Invalid("address", _("Somebody in the list of people has this address."))
        row = Person.objects.create(key=address[:100], name=name[:200], email=address)
        audit.record(
            actor=viewer.actor, action="person added", subject=f"person:{row.pk}", now=now, details={}
        )
    return row.pk


def let_in(*, viewer: Viewer, person_id: int, address: str, by_mail: bool, now: datetime) -> Invited:
    """Open a person's account, or a closed one again, and give a way to choose a password: once, for some days.

    The link goes out by mail or is returned, to be handed over; also where the mail could not be sent. ``address`` is
    what the person signs in with. Whoever signs in meanwhile makes the link void.

    Raises ``NotYours``, ``NotAllowed``, ``NotFound``, and ``Invalid`` where the address is none or another account's.
    """
    need(viewer, RoleKind.ADMIN)
    address = _address(address)
    with transaction.atomic():
        person = Person.objects.select_for_update(of=("self",)).filter(id=person_id).first()
        if person is None:
            raise NotFound
        if _taken(address, person.user_id):
            raise Invalid("address", _("Another account has this address."))
        user, action = _opened(person, address)
        way = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        audit.record(actor=viewer.actor, action=action, subject=f"person:{person_id}", now=now, details={})
    uid, _dash, key = way.partition("-")
    link = settings.URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    if not (by_mail and mail_is_set()):
        return Invited(link)
    return Invited(mailed_to=address) if _sent(address, link) else Invited(link, unsent=True)


def close_account(*, viewer: Viewer, person_id: int, now: datetime) -> None:
    """Keep somebody out from now on: no sign-in of any kind, the sessions, the password and the keys for programs end.

    What the person is and did stays. Raises ``NotYours``, ``NotFound``, and ``NotAllowed`` for one's own account and
    the last administrator.
    """
    need(viewer, RoleKind.ADMIN)
    if person_id == viewer.person_id:
        raise NotAllowed(_("Nobody closes their own account. Ask another administrator."))
    with transaction.atomic():
        keep_an_administrator(person_id=person_id, on=viewer.on)
        person = Person.objects.filter(id=person_id, user__is_active=True).select_related("user").first()
        if person is None or person.user is None:
            raise NotFound
        person.user.is_active = False
        person.user.set_unusable_password()
        person.user.save(update_fields=["is_active", "password"])
        end_sessions_of(person.user.pk)
        MachineKey.objects.filter(person_id=person_id).delete()
        audit.record(
            actor=viewer.actor, action="account closed", subject=f"person:{person_id}", now=now, details={}
        )


def _address(text: str) -> str:
    address = text.strip().casefold()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid("address", _("This is not a mail address.")) from None
    if len(address) > 150:
        raise Invalid("address", _("The address is longer than %(most)d characters.") % {"most": 150})
    return address


def _taken(address: str, user_id: int | None) -> bool:
    others = User.objects.exclude(pk=user_id or 0)
    if others.filter(Q(username__iexact=address) | Q(email__iexact=address)).exists():
        return True
    same: bool = EmailAddress.objects.filter(email__iexact=address).exclude(user_id=user_id or 0).exists()
    return same


def _opened(person: Person, address: str) -> tuple[User, str]:
    """The account, made where there is none, and what was done to it."""
    user = person.user
    if user is None:
        user, action = User(), "account opened"
        user.set_unusable_password()
    else:
        action = "link given" if user.is_active else "account opened again"
    user.username = user.email = address
    user.is_active = True
    user.save()
    EmailAddress.objects.filter(user=user).exclude(email__iexact=address).delete()
    if person.user_id != user.pk or not person.email:
        person.user, person.email = user, person.email or address
        person.save(update_fields=["user", "email"])
    return user, action


def _sent(address: str, link: str) -> bool:
    opened = _("An administrator has opened an account for you. Choose a password here, within {days} days:")
    once = _("The link works once. From then on you sign in at {url} with {address}.")
    text = "\n\n".join((opened.format(days=DAYS), link, once.format(url=settings.URL, address=address)))
    words = from_text(text, subject=_("Your account in Takehold"))
    try:
        envelope(words, address=address, connection=get_connection(timeout=PATIENCE)).send()
    except (SMTPException, OSError) as error:
        log.warning("the mail with a way in was not taken: %s", type(error).__name__)
        return False
    return True
