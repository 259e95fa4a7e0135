"""What people say, for programs: say it, follow it, hear it, answer it. The same rights as on the pages."""

from __future__ import annotations

import secrets
import time
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.errors import HttpError

from takehold.gather.facts.says import SayFact, SayInput, SaysPage
from takehold.gather.operations import says as operations
from takehold.gather.operations.pacing import Bucket
from takehold.gather.queries import says as queries
from takehold.gather.queries.receipts import Misread
from takehold.people import queries as people
from takehold.people.api import viewer_of

router = Router(tags=["voices"])
PACE = Bucket(60, 2.0)
MOST = 200


class SayIn(Schema):
    """What is said. ``kind``: idea, obstacle, thanks, own way or unsafe. ``change`` is an address (slug)."""

    kind: str
    text: str
    change: str = ""
    team_id: int | None = None


class Receipt(Schema):
    """The receipt code, given this once. With it one reads what became of what was said."""

    code: str


class CodeIn(Schema):
    """A receipt code, and a word more where something is added."""

    code: str
    text: str = ""


class TextIn(Schema):
    """One text."""

    text: str


class ReplyOut(Schema):
    """An answer, or a word back from the sender (``by_sender``)."""

    on: date
    by_sender: bool
    author: str
    text: str


class SaidOut(Schema):
    """What became of something said, as its sender reads it."""

    kind: str
    state: str
    text: str
    said_on: date
    expires_on: date
    replies: list[ReplyOut]


class VoiceOut(SaidOut):
    """Something said, as who listens reads it. ``waits_days`` is null when it does not wait."""

    id: UUID
    change: str
    team: str
    sender: str
    waits_days: int | None
    may_answer: bool


class VoicesOut(Schema):
    """What waits, that which is unsafe first; ``next`` is the cursor of the next page, or null."""

    waiting: int
    unsafe: int
    oldest_unsafe: date | None
    items: list[VoiceOut]
    next: int | None


@router.post("/says", response={201: Receipt}, auth=None, summary="Say something without a name")
def say(request: HttpRequest, payload: SayIn) -> Status[dict[str, str]]:
    """Needs no key, and keeps nothing of who sends it."""
    if not PACE.take(time.monotonic()):
        raise HttpError(429, _("Very many people are writing at this moment. Send it again in a minute."))
    nobody = people.viewer(user_id=None, on=timezone.localdate())
    said = SayInput(payload.kind, payload.text, payload.change, payload.team_id)
    return Status(
        201, {"code": operations.say(viewer=nobody, said=said, nonce=secrets.token_urlsafe(18), on=nobody.on)}
    )


@router.post("/says/mine", response={201: Receipt}, summary="Say something with your name")
def say_named(request: HttpRequest, payload: SayIn) -> Status[dict[str, str]]:
    """As the person whose key is sent."""
    viewer = viewer_of(request)
    said = SayInput(payload.kind, payload.text, payload.change, payload.team_id, named=True)
    nonce = request.headers.get("Idempotency-Key", "") or secrets.token_urlsafe(18)
    return Status(201, {"code": operations.say(viewer=viewer, said=said, nonce=nonce, on=viewer.on)})


@router.post("/says/status", response=SaidOut, auth=None, summary="What became of what you said")
def say_status(request: HttpRequest, payload: CodeIn) -> SayFact:
    """By the receipt code, which is sent in the body and never in an address."""
    return _by_code(payload)


@router.post("/says/word", response=SaidOut, auth=None, summary="Add a word to what you said")
def say_word(request: HttpRequest, payload: CodeIn) -> SayFact:
    """By the receipt code; it then waits for an answer again."""
    _by_code(payload)
    return operations.word_back(code=payload.code, text=payload.text, on=timezone.localdate())


def _by_code(payload: CodeIn) -> SayFact:
    try:
        return queries.status(code=payload.code)
    except Misread as error:
        raise HttpError(422, _("That is no receipt code.")) from error


@router.get("/voices/says", response=VoicesOut, summary="What was said")
def voices(
    request: HttpRequest, change: str = "", show: str = "waiting", cursor: int = 0, limit: int = 50
) -> dict[str, object]:
    """What you may hear. ``show``: waiting or all."""
    limit, cursor = max(1, min(limit, MOST)), max(cursor, 0)
    found: SaysPage = queries.says(
        viewer=viewer_of(request), slug=change, show=show, offset=cursor, limit=limit
    )
    more = cursor + limit < found.total
    return {
        "waiting": found.waiting,
        "unsafe": found.unsafe,
        "oldest_unsafe": found.oldest_unsafe,
        "items": [_voice(each) for each in found.rows],
        "next": cursor + limit if more else None,
    }


@router.get("/voices/says/{say_id}", response=VoiceOut, summary="One thing said")
def voice(request: HttpRequest, say_id: UUID) -> dict[str, object]:
    """Reading it tells its sender that a person has read it."""
    viewer = viewer_of(request)
    return _voice(operations.open_say(viewer=viewer, say_id=say_id, on=viewer.on))


@router.post("/voices/says/{say_id}/answer", response=VoiceOut, summary="Answer")
def voice_answer(request: HttpRequest, say_id: UUID, payload: TextIn) -> dict[str, object]:
    """Say what will be done, or why not."""
    viewer = viewer_of(request)
    operations.answer(viewer=viewer, say_id=say_id, text=payload.text, now=timezone.now())
    return _voice(queries.say(viewer=viewer, say_id=say_id))


@router.post("/voices/says/{say_id}/close", response=VoiceOut, summary="Close")
def voice_close(request: HttpRequest, say_id: UUID) -> dict[str, object]:
    """What is wrong or unsafe is closed only once it was answered."""
    viewer = viewer_of(request)
    operations.close(viewer=viewer, say_id=say_id, now=timezone.now())
    return _voice(queries.say(viewer=viewer, say_id=say_id))


def _voice(each: SayFact) -> dict[str, object]:
    return {
        "id": each.id, "kind": each.kind, "state": each.state, "text": each.text, "said_on": each.said_on,
        "expires_on": each.expires_on, "replies": list(each.replies), "change": each.slug, "team": each.team,
        "sender": each.sender, "waits_days": each.waits_days if each.waits_since else None, "may_answer": each.may_answer,
    }  # fmt: skip
