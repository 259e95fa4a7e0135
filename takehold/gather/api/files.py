"""The same doors for programs: bring a file, watch it, match names, send a tally. Thin over the same operations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import File, Form, Router, Schema, UploadedFile
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError, HttpError

from takehold.evidence.recipe import RecipeError
from takehold.evidence.sentences import told
from takehold.gather import operations, queries
from takehold.gather.facts import SourceLine
from takehold.gather.views.receiving import guarded
from takehold.ledger.facts import ImportFact
from takehold.people import queries as people
from takehold.people.api import viewer_of
from takehold.people.facts import NotAllowed, NotFound, NotYours, Viewer

router = Router(tags=["data"])
MOST = 500


class ImportOut(Schema):
    """An import: how far it is, what came of it, and why it was refused, in a sentence."""

    id: UUID
    source_id: int
    filename: str
    state: str
    progress: float
    created_at: datetime
    finished_at: datetime | None
    rows_read: int
    rows_rejected: int
    duplicates: int
    events_new: int
    events_corrected: int
    first_day: date | None
    last_day: date | None
    reason: str


class RejectedOut(Schema):
    """A record that was not read."""

    line: int
    column: str
    reason: str


class RejectedPage(Schema):
    """Some of them; ``next`` is the cursor of the next page, or null."""

    items: list[RejectedOut]
    next: int | None


class SourceOut(Schema):
    """Where data comes from and how fresh it is."""

    id: int
    name: str
    kind: str
    last_day: date | None
    stopped_on: date | None
    change: str


class LabelOut(Schema):
    """A name found in the data and its team; ``how``: exact, suggested, chosen, outside, open."""

    label: str
    rows: int
    team_id: int | None
    team: str
    how: str


class LabelIn(Schema):
    """Which team a name means; null leaves it outside."""

    label: str
    team_id: int | None


class Saved(Schema):
    """How many were saved."""

    saved: int


class TallyIn(Schema):
    """What was counted with one's own eyes. The header Idempotency-Key makes a repeated sending harmless."""

    team_id: int
    change: str
    behaviour: str
    chances: int
    new_way: int
    day: date | None = None


class TallyOut(Schema):
    """Whether this sending saved it, and what you saved for the team on that day."""

    saved: bool
    chances: int
    new_way: int


def _may_bring(request: HttpRequest) -> None:
    account = getattr(request, "auth", None) or getattr(request.user, "pk", None)
    if account is None:
        raise AuthenticationError
    viewer = people.viewer(user_id=account, on=timezone.localdate())
    slug = request.GET.get("change", "")
    if slug:
        queries.initiative_to_gather_for(viewer, slug)
    elif not queries.may_gather_anything(viewer):
        raise NotYours


@router.post("/imports", response={202: ImportOut}, summary="Bring a file for a change")
@decorate_view(guarded(_may_bring))
def bring(
    request: HttpRequest, file: File[UploadedFile], change: Form[str] = "", mapping: Form[str] = ""
) -> ImportFact:
    """Take a file and start reading it. Without ``mapping`` (TOML) the one last used for the same columns is taken.

    Name the change in the address (``?change=…``) and the right to it is asked for before the file is read.
    """
    viewer, now = viewer_of(request), timezone.now()
    change = change or request.GET.get("change", "")
    try:
        draft = operations.upload(
            viewer=viewer,
            slug=change,
            filename=file.name or "",
            chunks=file.chunks(),
            announced=file.size or 0,
            now=now,
            home=settings.HOME,
        )
        if mapping:
            operations.use_mapping_text(viewer=viewer, draft_id=draft.id, text=mapping, now=now)
        else:
            _reuse(viewer, draft.id, now)
        return operations.start_import(viewer=viewer, draft_id=draft.id, now=now, home=settings.HOME)
    except RecipeError as refused:
        raise HttpError(422, told(refused.sentence, translation)) from refused
    except (operations.UploadRefused, NotAllowed) as refused:
        raise HttpError(422, str(refused)) from refused


def _reuse(viewer: Viewer, draft_id: UUID, now: datetime) -> None:
    try:
        operations.reuse_mapping(viewer=viewer, draft_id=draft_id, now=now)
    except NotFound as missing:
        operations.discard_draft(viewer=viewer, draft_id=draft_id, now=now, home=settings.HOME)
        raise HttpError(
            422, "No file with these columns was imported for this change before: send a mapping."
        ) from missing


@router.get("/imports/{import_id}", response=ImportOut, summary="Watch an import")
def watch(request: HttpRequest, import_id: UUID) -> ImportFact:
    """How far it is, and what came of it."""
    return queries.watching(viewer=viewer_of(request), import_id=import_id).fact


@router.get("/imports/{import_id}/rejected", response=RejectedPage, summary="Records that were not read")
def rejected(request: HttpRequest, import_id: UUID, cursor: int = 0, limit: int = 100) -> dict[str, object]:
    """In the file's order, each with its line and why."""
    limit, cursor = max(1, min(limit, MOST)), max(cursor, 0)
    rows = queries.rejected(viewer=viewer_of(request), import_id=import_id, offset=cursor, limit=limit)
    return {"items": rows, "next": cursor + limit if len(rows) == limit else None}


@router.get("/sources", response=list[SourceOut], summary="Sources and how fresh they are")
def sources(request: HttpRequest) -> list[SourceOut]:
    """Those this viewer looks after."""
    return [_source(line) for line in queries.source_room(viewer=viewer_of(request)).lines]


@router.get("/sources/{source_id}", response=SourceOut, summary="One source")
def source(request: HttpRequest, source_id: int) -> SourceOut:
    """How fresh it is and which change it feeds."""
    return _source(queries.source_line(viewer=viewer_of(request), source_id=source_id))


@router.get("/sources/{source_id}/labels", response=list[LabelOut], summary="Names found, and their teams")
def labels(request: HttpRequest, source_id: int) -> list[LabelOut]:
    """Those that wait for a person first."""
    viewer = viewer_of(request)
    queries.source_line(viewer=viewer, source_id=source_id)
    return [
        LabelOut(label=m.label, rows=m.rows, team_id=m.team_id, team=m.team_name, how=m.how)
        for m in queries.open_matches(viewer=viewer, source_id=source_id)
    ]


@router.put("/sources/{source_id}/labels", response=Saved, summary="Say which team a name means")
def match(request: HttpRequest, source_id: int, payload: list[LabelIn]) -> dict[str, int]:
    """Save teams of names; verdicts are worked out again."""
    choices = [(each.label, each.team_id) for each in payload]
    saved = operations.match_labels(
        viewer=viewer_of(request), source_id=source_id, choices=choices, now=timezone.now()
    )
    return {"saved": saved}


@router.post("/tallies", response={201: TallyOut}, summary="Send a tally")
def tally(request: HttpRequest, payload: TallyIn) -> dict[str, object]:
    """Save counts seen with one's own eyes, once."""
    viewer = viewer_of(request)
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise HttpError(422, "Send the header Idempotency-Key: any text that no other tally of yours has.")
    day = payload.day or viewer.on
    saved = operations.save_tally(
        viewer=viewer,
        team_id=payload.team_id,
        slug=payload.change,
        behaviour_key=payload.behaviour,
        chances=payload.chances,
        new_way=payload.new_way,
        day=day,
        key=f"{viewer.person_id}:{key}"[:64],
        now=timezone.now(),
    )
    counts = queries.counted_today(
        viewer=viewer, team_id=payload.team_id, behaviour_key=payload.behaviour, day=day
    )
    return {"saved": saved, "chances": counts.chances, "new_way": counts.new_way}


def _source(line: SourceLine) -> SourceOut:
    return SourceOut(
        id=line.source.id,
        name=line.source.name,
        kind=line.source.kind,
        last_day=line.source.last_day,
        stopped_on=line.source.stopped_on,
        change=line.initiative_slug,
    )
