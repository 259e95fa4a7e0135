"""/hooks/<sender>/: where systems send to. No session, no cookie: the sender's own secret opens it."""

from __future__ import annotations

import threading
import time
from base64 import b64decode
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from takehold.gather.facts.senders import NotTaken, Taken, Wrong
from takehold.gather.operations import receiving
from takehold.gather.operations.pacing import Bucket
from takehold.gather.queries.turned_away import sentence
from takehold.gather.sources.receiving import LARGEST
from takehold.gather.views.entry import moment

MOST, A_SECOND = 300, 50.0
STRANGERS: Final = Bucket(100, 5.0)
"""For calls without the right secret, all senders together."""
_buckets: Final[dict[UUID, Bucket]] = {}
_lock: Final = threading.Lock()


@csrf_exempt
@require_POST
def hook(request: HttpRequest, sender_id: UUID) -> HttpResponse:
    """CloudEvents. 202 once they are kept."""
    taken = receive(request, sender_id, "cloudevents")
    if isinstance(taken, HttpResponse):
        return taken
    return JsonResponse({"taken": taken.new, "known": taken.known}, status=202)


@csrf_exempt
@require_POST
def statements(request: HttpRequest) -> HttpResponse:
    """xAPI statements, as a learning record store takes them: 200 with their ids once they are kept."""
    taken = receive(request, sender_named(request.headers.get("Authorization", "")), "xapi")
    answer = taken if isinstance(taken, HttpResponse) else JsonResponse(list(taken.keys), safe=False)
    answer["X-Experience-API-Version"] = "1.0.3"
    return answer


def sender_named(authorization: str) -> UUID:
    """The sender that a Basic sign-in names before the colon; nobody's id where it names none."""
    try:
        text = b64decode(authorization.partition(" ")[2], validate=True).decode()
        return UUID(text.partition(":")[0])
    except ValueError:
        return UUID(int=0)


def receive(request: HttpRequest, sender_id: UUID, kind: str) -> Taken | HttpResponse:
    """Take what was sent, or say in a problem document why not."""
    now = moment()
    headers = {name.lower(): value for name, value in request.headers.items()}
    length = headers.get("content-length", "")
    too_large = length.isascii() and length.isdigit() and int(length[:20]) > LARGEST
    body = b"" if too_large else request.read(LARGEST + 1)
    sender = receiving.sender_for(sender_id=sender_id, kind=kind, headers=headers, body=body, now=now)
    if sender is None:
        return problem(413, sentence(Wrong.LARGE)) if too_large else _stranger()
    try:
        if too_large or len(body) > LARGEST:
            raise NotTaken(Wrong.LARGE)
        if not _bucket(sender_id).take(time.monotonic()):
            raise NotTaken(Wrong.OFTEN)
        taken = receiving.take(sender=sender, headers=headers, body=body, now=now)
    except NotTaken as error:
        if error.code is not Wrong.OFTEN:
            receiving.turn_away(sender=sender, error=error, now=now)
        return problem(error.status, sentence(error.code, error.about))
    return taken


def problem(status: int, detail: str) -> HttpResponse:
    """RFC 9457."""
    body: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
    }  # fmt: skip
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "60"
    return response


def _stranger() -> HttpResponse:
    if not STRANGERS.take(time.monotonic()):
        return problem(429, _("That was too quick. Send it again later."))
    response = problem(401, _("Sign what you send with the secret, or send the secret as a bearer."))
    response["WWW-Authenticate"] = 'Bearer, Basic realm="takehold"'
    return response


def _bucket(sender_id: UUID) -> Bucket:
    with _lock:
        return _buckets.setdefault(sender_id, Bucket(MOST, A_SECOND))
