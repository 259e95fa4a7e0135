"""Tokens: a person's or a link's way in. Made from a random number of the row and the house's key; stored nowhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import date
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from takehold.gather.facts.surveys import Door, DoorShut, MovedDay
from takehold.gather.models import Invitation, LastDay, OpenLink, Promise, Wave, WaveState

INVITED, LINK, POSTER, KIOSK = "invited", "link", "poster", "kiosk"
CHANNELS: Final = (LINK, POSTER, KIOSK)
LETTERS: Final = {INVITED: b"i", LINK: b"l", POSTER: b"p", KIOSK: b"k"}
KINDS: Final = {letter: kind for kind, letter in LETTERS.items()}
BYTES: Final = 1 + 16 + 16


def _tag(letter: bytes, nonce: bytes) -> bytes:
    """128 bits that only the house can make."""
    key = hashlib.sha256(b"takehold survey door\0" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, letter + nonce, "sha256")[:16]


def token(kind: str, nonce: UUID) -> str:
    """The token of a way in: its kind, its number, and the proof that the house made it."""
    letter = LETTERS[kind]
    return base64.urlsafe_b64encode(letter + nonce.bytes + _tag(letter, nonce.bytes)).decode().rstrip("=")


def opened(text: str) -> tuple[str, UUID]:
    """Kind and number of a token. Raises ``DoorShut`` for any that the house did not make."""
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, UnicodeEncodeError) as error:
        raise DoorShut("unknown") from error
    if len(raw) != BYTES:
        raise DoorShut("unknown")
    letter, nonce, tag = raw[:1], raw[1:17], raw[17:]
    if not hmac.compare_digest(tag, _tag(letter, nonce)) or letter not in KINDS:
        raise DoorShut("unknown")
    return KINDS[letter], UUID(bytes=nonce)


def door(kind: str, nonce: UUID) -> Door:
    """Where a way in leads. Raises ``DoorShut``: a survey that ended has forgotten who was invited."""
    if kind == INVITED:
        row: Any = Invitation.objects.filter(nonce=nonce).select_related("wave").first()
    else:
        row = (
            OpenLink.objects.filter(nonce=nonce, kind=kind, cell__isnull=False).select_related("wave").first()
        )
    if row is None or row.wave.state != WaveState.OPEN:
        raise DoorShut("closed")
    personal = kind == INVITED
    return Door(
        wave_id=row.wave_id,
        cell_id=row.cell_id,
        kind=kind,
        nonce=nonce,
        used=personal and row.used,
        invitation_id=row.pk if personal else None,
        person_id=row.person_id if personal and row.wave.promise == Promise.NAMED else None,
        closes_on=row.wave.closes_on,
    )


@lru_cache(maxsize=32)
def asked_in(wave_id: UUID) -> dict[str, Any]:
    """What respondents of an open survey read: frozen when it opened, so that it is fetched once a process."""
    rows = Wave.objects.select_related("initiative__lead").exclude(state=WaveState.DRAFT)
    row = rows.get(pk=wave_id)
    return {
        "lead": row.initiative.lead.name if row.initiative.lead else "",
        "reasons": tuple(row.initiative.reasons.values_list("text", flat=True)),
        "id": row.pk,
        "title": row.title,
        "change": row.initiative.name,
        "definition": row.definition,
        "languages": tuple(row.languages),
        "promise": row.promise,
        "promise_text": row.promise_text,
        "k_comments": row.k_comments,
    }


@lru_cache(maxsize=32)
def moved(wave_id: UUID, closes_on: date) -> MovedDay | None:
    """How a survey came to close on that day, where it was to be another; fetched once a process and day."""
    row = LastDay.objects.filter(wave_id=wave_id, day=closes_on).last()
    return MovedDay(row.was, row.day, row.reason, row.at) if row else None
