"""One's own offers of help, for programs."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gather.operations import helping
from takehold.gather.queries import helping as queries
from takehold.people.api import viewer_of

router = Router(tags=["surveys"])


class OfferOut(Schema):
    """An offer that waits for whoever asks. ``link``: the own way in; ``token``: for declining it."""

    title: str
    change: str
    closes_on: date
    link: str
    token: str


class OffersOut(Schema):
    """All of them, the first to close first."""

    items: list[OfferOut]


class DeclineIn(Schema):
    """Which offer is declined."""

    token: str = Field(max_length=120)


@router.get("/my-offers", response=OffersOut, summary="What is offered to me", operation_id="my_offers")
def my_offers(request: HttpRequest) -> OffersOut:
    """Two minutes on what would help, offered to everybody of a group of mine."""
    found = queries.mine(viewer=viewer_of(request))
    return OffersOut(
        items=[
            OfferOut(
                title=each.title, change=each.change, closes_on=each.closes_on,
                link=f"/s/{each.token}/", token=each.token,
            )
            for each in found
        ]
    )  # fmt: skip


@router.post(
    "/my-offers/decline", response={204: None}, summary="Decline an offer", operation_id="decline_offer"
)
def decline_offer(request: HttpRequest, said: DeclineIn) -> Status[None]:
    """Nobody is told, and nothing of it is kept with a name."""
    helping.decline(viewer=viewer_of(request), token=said.token)
    return Status(204, None)
