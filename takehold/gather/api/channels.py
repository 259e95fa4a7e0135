"""Themes and channels that listen openly, for programs: read themes, announce a channel, bring its exports."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile

from takehold.gather.facts.channels import ChannelFact, ChannelInput, Listened
from takehold.gather.facts.notes import ThemeFact
from takehold.gather.operations import channels as operations
from takehold.gather.queries import channels as queries
from takehold.gather.queries import themes as told
from takehold.people.api import viewer_of

router = Router(tags=["voices"])


class ThemeOut(Schema):
    """A theme and how many voices of which kind speak of it; hearsay counts from two independent sides on."""

    id: int
    name: str
    change: str
    says: int
    notes: int
    hearsay: int
    messages: int
    sides: int
    last: date | None


class ChannelIn(Schema):
    """A channel whose people were told. ``kind``: slack, teams, viva or csv."""

    name: str
    kind: str
    announced_on: date
    announced_where: str
    change: str = ""
    team_id: int | None = None


class ChannelOut(Schema):
    """An announced channel; ``last``: the newest day listened to."""

    id: int
    name: str
    kind: str
    change: str
    announced_on: date
    announced_where: str
    last: date | None


class ListenedOut(Schema):
    """What came of an export. ``columns`` is filled instead where it must be said what a table's columns mean."""

    messages: int
    left_out: int
    kept: int
    again: bool
    columns: list[str]


@router.get("/voices/themes", response=list[ThemeOut], summary="Themes")
def themes(request: HttpRequest, change: str = "") -> list[ThemeOut]:
    """Those that may be shown, the most spoken of first."""
    return [_theme(each) for each in told.themes(viewer=viewer_of(request), slug=change)]


def _theme(each: ThemeFact) -> ThemeOut:
    return ThemeOut(
        id=each.id, name=each.name, change=each.slug, says=each.says, notes=each.notes, hearsay=each.hearsay,
        messages=each.messages, sides=each.sides, last=each.last,
    )  # fmt: skip


@router.get("/channels", response=list[ChannelOut], summary="Channels that listen openly")
def channels(request: HttpRequest) -> list[ChannelOut]:
    """Every announced channel: what is listened to is no secret."""
    return [_channel(each) for each in queries.channels(viewer=viewer_of(request))]


@router.post("/channels", response={201: ChannelOut}, summary="Announce a channel")
def announce(request: HttpRequest, payload: ChannelIn) -> Status[ChannelOut]:
    """That it is listened to from a day on, and where its people were told."""
    viewer = viewer_of(request)
    values = payload.dict()
    said = ChannelInput(slug=values.pop("change"), **values)
    made = operations.announce(viewer=viewer, said=said, now=timezone.now())
    return Status(201, _channel(queries.channel(viewer=viewer, channel_id=made)))


@router.post("/channels/{channel_id}/exports", response=ListenedOut, summary="Listen to an export")
def listen(
    request: HttpRequest,
    channel_id: int,
    file: File[UploadedFile],
    day: Form[str] = "",
    author: Form[str] = "",
    text: Form[str] = "",
) -> Listened:
    """The file is gone afterwards; words and authors are not kept. The same export again adds nothing."""
    chosen = {"day": day, "author": author, "text": text}
    return operations.hear(
        viewer=viewer_of(request), channel_id=channel_id, filename=file.name or "", chunks=file.chunks(),
        now=timezone.now(), home=settings.HOME, columns={name: value for name, value in chosen.items() if value},
    )  # fmt: skip


def _channel(each: ChannelFact) -> ChannelOut:
    return ChannelOut(
        id=each.id, name=each.name, kind=each.kind, change=each.slug, announced_on=each.announced_on,
        announced_where=each.announced_where, last=each.last,
    )  # fmt: skip
