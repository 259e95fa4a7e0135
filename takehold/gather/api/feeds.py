"""Connected systems, for programs: how they are doing, and to pause, resume, ask or read one again. Secrets never come out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.gather.facts.feeds import FeedFact, PullFact
from takehold.gather.operations import feed_asking as asking
from takehold.gather.operations import feeds as operations
from takehold.gather.operations import folders
from takehold.gather.queries import feeds as queries
from takehold.gather.queries import folders as known
from takehold.people.api import viewer_of

router = Router(tags=["systems"])


class PullOut(Schema):
    """One reading. ``trouble`` is a sentence or empty; ``import_id`` where records came."""

    started_at: datetime
    records: int
    pages: int
    trouble: str
    import_id: UUID | None
    file: str


class FeedOut(Schema):
    """A connected system or watched folder. ``trouble`` is a sentence or empty."""

    id: UUID
    kind: str
    name: str
    address: str
    change: str
    source_id: int | None
    paused: bool
    trouble: str
    trouble_since: datetime | None
    last_good_at: datetime | None
    next_at: datetime | None
    every_minutes: int


class SinceIn(Schema):
    """From which day everything is read again."""

    since: date


class ForeseenOut(Schema):
    """What it would change; ``all`` is false where only the first records were looked at. Nothing of it is kept."""

    since: date
    records: int
    new: int
    corrected: int
    unchanged: int
    rejected: int
    all: bool


@router.get("/feeds", summary="Connected systems", operation_id="feeds", response=dict[str, list[FeedOut]])
def feeds(request: HttpRequest) -> dict[str, Any]:
    """All of them, those in trouble first. Only for who looks after sources."""
    return {"items": [told(each) for each in queries.feeds(viewer=viewer_of(request))]}


@router.get("/feeds/{feed_id}", summary="One connected system", operation_id="feed", response=FeedOut)
def feed(request: HttpRequest, feed_id: UUID) -> dict[str, Any]:
    """How it is doing."""
    return told(queries.feed(viewer=viewer_of(request), feed_id=feed_id))


@router.get(
    "/feeds/{feed_id}/pulls",
    summary="Its last readings",
    operation_id="pulls",
    response=dict[str, list[PullOut]],
)
def pulls(request: HttpRequest, feed_id: UUID) -> dict[str, Any]:
    """The newest first."""
    found = queries.feed(viewer=viewer_of(request), feed_id=feed_id)
    return {"items": [_pull(each) for each in found.pulls]}


@router.post("/feeds/{feed_id}/pause", summary="Pause it", operation_id="pause", response=FeedOut)
def pause(request: HttpRequest, feed_id: UUID) -> dict[str, Any]:
    """It is not asked any more until it is resumed."""
    operations.pause(viewer=viewer_of(request), feed_id=feed_id, now=timezone.now())
    return feed(request, feed_id)


@router.post("/feeds/{feed_id}/resume", summary="Resume it", operation_id="resume", response=FeedOut)
def resume(request: HttpRequest, feed_id: UUID) -> dict[str, Any]:
    """It is asked within a minute."""
    operations.resume(viewer=viewer_of(request), feed_id=feed_id, now=timezone.now())
    return feed(request, feed_id)


@router.post("/feeds/{feed_id}/pull", summary="Ask it now", operation_id="pull", response=FeedOut)
def pull(request: HttpRequest, feed_id: UUID) -> dict[str, Any]:
    """It is asked within a minute, before its next time. 422 while it is paused."""
    asking.ask_now(viewer=viewer_of(request), feed_id=feed_id, now=timezone.now())
    return feed(request, feed_id)


@router.post(
    "/feeds/{feed_id}/foresee",
    summary="What reading again would change",
    operation_id="foresee",
    response=ForeseenOut,
)
def foresee(request: HttpRequest, feed_id: UUID, said: SinceIn) -> dict[str, Any]:
    """Asks the system and weighs what comes against what is stored. Nothing of it is kept."""
    found = asking.foresee(
        viewer=viewer_of(request),
        feed_id=feed_id,
        since=said.since,
        now=timezone.now(),
        home=Path(settings.HOME),
    )
    return {
        "since": found.since,
        "records": found.compared.records,
        "new": found.compared.new,
        "corrected": found.compared.corrected,
        "unchanged": found.compared.unchanged,
        "rejected": found.compared.rejected,
        "all": found.all,
    }


@router.post("/feeds/{feed_id}/again", summary="Read it again", operation_id="again", response=FeedOut)
def again(request: HttpRequest, feed_id: UUID, said: SinceIn) -> dict[str, Any]:
    """Everything that changed since a day is read again; what is there already is not counted twice."""
    viewer = viewer_of(request)
    queries.feed(viewer=viewer, feed_id=feed_id)
    operations.replay(viewer=viewer, feed_id=feed_id, since=said.since, now=timezone.now())
    return feed(request, feed_id)


class FolderIn(Schema):
    """A folder of the server and the list that its files are of; both from ``GET /folders``."""

    folder: str
    source_id: int
    name: str = ""


class ListOut(Schema):
    """A list that was brought by hand before, and its change."""

    source_id: int
    name: str
    change: str


class FoldersOut(Schema):
    """Folders that whoever runs the server allows, and lists whose files one could leave there."""

    folders: list[str]
    lists: list[ListOut]


@router.get("/folders", summary="Folders that may be watched", operation_id="folders", response=FoldersOut)
def may_be_watched(request: HttpRequest) -> FoldersOut:
    """Only for who looks after sources."""
    viewer = viewer_of(request)
    found = known.lists(viewer=viewer)
    lists = [ListOut(source_id=each.source_id, name=each.name, change=each.change) for each in found]
    return FoldersOut(folders=list(known.choices(viewer=viewer)), lists=lists)


@router.post("/folders", summary="Watch a folder", operation_id="watch_folder", response={201: FeedOut})
def watch_folder(request: HttpRequest, said: FolderIn) -> Status[Any]:
    """It is looked into every minute. The same folder is watched once."""
    viewer = viewer_of(request)
    made = folders.connect(
        viewer=viewer, name=said.name, folder=said.folder, source_id=said.source_id, now=timezone.now()
    )
    return Status(201, feed(request, made))


def told(fact: FeedFact) -> dict[str, Any]:
    """A system as programs read it."""
    return {name: getattr(fact, name) for name in FeedOut.model_fields if name != "change"} | {
        "change": fact.slug
    }


def _pull(fact: PullFact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in PullOut.model_fields}
