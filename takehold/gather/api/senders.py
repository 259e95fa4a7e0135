"""Systems that send, for programs: which there are, how many events wait, making one, another secret, closing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.gather.facts.senders import SenderFact
from takehold.gather.operations import senders as operations
from takehold.gather.queries import senders as queries
from takehold.people.api import viewer_of

router = Router(tags=["data"])


class SenderIn(Schema):
    """A system that will send. ``kind``: cloudevents or xapi; ``change``: the slug of the change it is for."""

    kind: str
    name: str
    change: str


class SenderOut(Schema):
    """``path`` is where it sends to; ``mapped``: somebody said what its events mean."""

    id: UUID
    kind: str
    name: str
    path: str
    change: str
    source_id: int | None
    mapped: bool
    waiting: int
    last_at: datetime | None


class MadeOut(Schema):
    """The new sender and its secret, which is told this once."""

    sender: SenderOut
    secret: str


@router.get("/senders", response=list[SenderOut], summary="Systems that send")
def senders(request: HttpRequest) -> list[SenderOut]:
    """For who looks after sources."""
    return [_sender(each) for each in queries.senders(viewer=viewer_of(request))]


@router.post("/senders", response={201: MadeOut}, summary="Let a system send")
def make_sender(request: HttpRequest, payload: SenderIn) -> Status[MadeOut]:
    """Its address and secret."""
    viewer = viewer_of(request)
    made, secret = operations.make(
        viewer=viewer, kind=payload.kind, name=payload.name, slug=payload.change, now=timezone.now()
    )
    return Status(201, MadeOut(sender=_sender(queries.sender(viewer=viewer, sender_id=made)), secret=secret))


class SecretOut(Schema):
    """Another secret, which is told this once; the one before stays good for a day."""

    secret: str


@router.post("/senders/{sender_id}/secret", response=SecretOut, summary="Another secret for a sender")
def renew_secret(request: HttpRequest, sender_id: UUID) -> SecretOut:
    """The one before stays good for a day, so that the system can be changed over."""
    secret = operations.renew(viewer=viewer_of(request), sender_id=sender_id, now=timezone.now())
    return SecretOut(secret=secret)


@router.post("/senders/{sender_id}/close", response={204: None}, summary="Close a sender")
def close_sender(request: HttpRequest, sender_id: UUID) -> Status[None]:
    """Nothing comes in by it any more; what was counted stays."""
    operations.close(viewer=viewer_of(request), sender_id=sender_id, now=timezone.now())
    return Status(204, None)


def _sender(each: SenderFact) -> SenderOut:
    return SenderOut(
        id=each.id, kind=each.kind, name=each.name, path=each.path, change=each.slug, source_id=each.source_id,
        mapped=each.mapped, waiting=each.waiting, last_at=each.last_at,
    )  # fmt: skip
