"""A chat is connected and ended, by administrators."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.celebrate import models
from takehold.celebrate.facts.chats import ChatInput, ChatKind
from takehold.celebrate.queries.chats import administering, running
from takehold.celebrate.queries.rights import change_of, eyes
from takehold.gather.operations.sealing import seal
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = 100
ADDRESS: Final = re.compile(r"https://[^\s/]+(/\S*)?")
ROOM: Final = re.compile(r"![^\s:/]+(:[^\s/]+)?")


def connect(*, viewer: Viewer, said: ChatInput, now: datetime) -> int:
    """A chat that is told from now on; its address is kept sealed and never shown again.

    Raises:
        NotAllowed: not an administrator. Invalid: it cannot be called so.
    """
    administering(viewer)
    change = change_of(eyes(viewer), said.slug) if said.slug else None
    name = " ".join(cleaned(said.name, most=LONGEST, field="name").split())
    secrets = _checked(said)
    with transaction.atomic():
        row = models.Chat.objects.create(
            name=name, kind=said.kind.value, sealed=seal(secrets), initiative_id=change.id if change else None,
            wins=said.wins, states=said.states, week=said.week, language=get_language() or settings.LANGUAGE_CODE,
            made_by_id=viewer.person_id, made_on=viewer.on,
        )  # fmt: skip
        audit.record(
            actor=viewer.actor,
            action="chat connected",
            subject=f"chat:{row.pk}",
            now=now,
            details={"kind": said.kind.value},
        )
    return row.pk


def end(*, viewer: Viewer, chat_id: int, now: datetime) -> None:
    """It is told nothing from now on, and its address is forgotten. Raises ``NotAllowed``, ``NotYours``."""
    administering(viewer)
    with transaction.atomic():
        if not running().filter(pk=chat_id).update(ended_on=viewer.on, sealed=b""):
            raise NotYours
        models.ChatPost.objects.filter(chat=chat_id, state="waiting").delete()
        audit.record(actor=viewer.actor, action="chat ended", subject=f"chat:{chat_id}", now=now)


def _checked(said: ChatInput) -> dict[str, str]:
    address = said.address.strip()
    if said.kind is ChatKind.MAIL:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Invalid("address", _("This is not a mail address.")) from error
        return {"address": address}
    if not ADDRESS.fullmatch(address):
        raise Invalid("address", _("The address has to begin with https://."))
    if said.kind is not ChatKind.MATRIX:
        return {"address": address}
    if not ROOM.fullmatch(said.room.strip()):
        raise Invalid("room", _("The number of the room begins with “!”; it stands in the room's settings."))
    if not said.token.strip():
        raise Invalid("token", _("Matrix needs the key of the account that writes."))
    return {"address": address.rstrip("/"), "room": said.room.strip(), "token": said.token.strip()}
