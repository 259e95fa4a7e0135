"""Missteps for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.gaps.facts import Cause
from takehold.initiatives.api.routes import untraced
from takehold.missteps.facts import Afterwards, MisstepInput, MisstepLine, MitigationFact, MitigationInput
from takehold.missteps.operations import missteps as operations
from takehold.missteps.operations import promises
from takehold.missteps.queries import missteps as queries
from takehold.missteps.queries.afterwards import afterwards
from takehold.missteps.queries.rights import change_of, speaks
from takehold.missteps.queries.words import owner
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["missteps"])


class MisstepIn(Schema):
    """What we got wrong, as "we". Only title and what happened are needed for a suggestion."""

    title: str = Field(max_length=160)
    happened: str = Field(max_length=1000)
    happened_on: date | None = None
    effect: str = Field(default="", max_length=1000)
    cause: Cause | None = None
    why: str = Field(default="", max_length=500)
    behaviour: str = Field(default="", max_length=100)

    def said(self) -> MisstepInput:
        """As the room takes it."""
        names = ("title", "happened", "happened_on", "effect", "cause", "why", "behaviour")
        return MisstepInput(**{name: getattr(self, name) for name in names})


class MisstepEdit(MisstepIn):
    """The same, over the version that was read."""

    version: int


class TellIn(Schema):
    """Who is told; ``version`` as it was read where it is told for the first time."""

    to: str = Field(max_length=300)
    version: int | None = None


class MisstepTurnIn(Schema):
    """What becomes of it: begin, finish, reopen, leave, again; ``version`` as it was read."""

    event: str = Field(max_length=20)
    reason: str = Field(default="", max_length=500)
    version: int


class PromiseIn(Schema):
    """What is promised, by whom (a person, a role, or a body in words), by when."""

    what: str = Field(max_length=500)
    due_on: date | None = None
    owner: int | None = None
    owner_role: str = Field(default="", max_length=20)
    owner_body: str = Field(default="", max_length=160)
    version: int


class KeepIn(Schema):
    """What came of a promise that was kept."""

    came_of: str = Field(max_length=500)


def line(each: MisstepLine) -> dict[str, Any]:
    """A misstep in a list."""
    days = {name: getattr(each, name) for name in ("happened_on", "told_on", "mended_on", "due_on")}
    return {
        "id": each.id, "title": each.title, "slug": each.slug, "change": each.change, "state": each.state.value,
        "cause": each.cause.value if each.cause else None, "promises": each.promises, "kept": each.kept, "late": each.late,
        **{name: value.isoformat() if value else None for name, value in days.items()},
    }  # fmt: skip


def shape_of_promise(each: MitigationFact) -> dict[str, Any]:
    """One promise."""
    return {
        "id": each.id, "what": each.what, "owner": owner(each), "due_on": each.due_on.isoformat(),
        "done_on": each.done_on.isoformat() if each.done_on else None, "came_of": each.came_of, "late": each.late,
    }  # fmt: skip


def shape_of_afterwards(each: Afterwards) -> dict[str, Any]:
    """What one figure did afterwards."""
    since = each.since.isoformat() if each.since else None
    return {"sign": each.sign.value, "because": each.because, "since": since}


def read(viewer: Viewer, misstep_id: int) -> dict[str, Any]:
    """A misstep as a program reads it."""
    found = queries.misstep(viewer=viewer, misstep_id=misstep_id)
    change = change_of(viewer, found.line.slug)
    after = afterwards(found=found, initiative_id=change.id)
    seen = found.seen
    return {
        **line(found.line),
        "happened": found.happened,
        "effect": found.effect,
        "why": found.why,
        "behaviour": found.behaviour.key if found.behaviour else None,
        "seen": {"label": seen.label, "text": seen.text, "on": seen.on.isoformat(), "sha256": seen.sha256} if seen else None,
        "promised": [shape_of_promise(each) for each in found.promises],
        "told": [{"on": each.on.isoformat(), "to": each.to} for each in found.told],
        "turns": [
            {"on": each.on.isoformat(), "before": each.before.value, "after": each.after.value, "reason": each.reason}
            for each in found.turns
        ],
        "use_afterwards": shape_of_afterwards(after[0]) if after else None,
        "trust_afterwards": shape_of_afterwards(after[1]) if after else None,
        "lacking": list(found.lacking),
        "version": found.version,
    }  # fmt: skip


@router.get("/missteps", summary="What we got wrong", operation_id="missteps")
def missteps(request: HttpRequest, change: str = "") -> dict[str, Any]:
    """Of the changes one may read, or of one."""
    found = queries.missteps(viewer=viewer_of(request), slug=change)
    return {"items": [line(each) for each in found]}


@router.post(
    "/changes/{slug}/missteps", summary="Suggest a misstep", operation_id="suggest_misstep",
    response={201: dict[str, Any]},
)  # fmt: skip
def suggest_misstep(request: HttpRequest, slug: str, said: MisstepIn) -> Status[Any]:
    """By anybody who may read the change; who it was is kept nowhere, so no Idempotency-Key is remembered either."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.suggest(viewer=viewer, slug=slug, said=said.said(), now=timezone.now())
        if not speaks(viewer, change_of(viewer, slug)):
            return 201, {"kept": True}
        return 201, read(viewer, made)

    return untraced(act)


@router.get("/missteps/{misstep_id}", summary="One misstep", operation_id="misstep")
def misstep(request: HttpRequest, misstep_id: int) -> dict[str, Any]:
    """What happened, what it did, what let it happen, what was promised, and what came after."""
    return read(viewer_of(request), misstep_id)


def _done(request: HttpRequest, viewer: Viewer, misstep_id: int, do: Callable[[], object]) -> Status[Any]:
    """Do it once, and read it back."""

    def act() -> tuple[int, Mapping[str, Any]]:
        do()
        return 200, read(viewer, misstep_id)

    return once(request, viewer, act)


@router.put("/missteps/{misstep_id}", summary="Say it better", operation_id="edit_misstep")
def edit_misstep(request: HttpRequest, misstep_id: int, said: MisstepEdit) -> Status[Any]:
    """While it is not told, over the version that was read."""
    viewer = viewer_of(request)
    on: dict[str, Any] = {"viewer": viewer, "misstep_id": misstep_id, "now": timezone.now()}
    return _done(
        request, viewer, misstep_id, lambda: operations.edit(said=said.said(), version=said.version, **on)
    )


@router.post("/missteps/{misstep_id}/tell", summary="Tell it", operation_id="tell_misstep")
def tell_misstep(request: HttpRequest, misstep_id: int, said: TellIn) -> Status[Any]:
    """With ``version``: for the first time, to everybody who may read the change. Without: who else was told."""
    viewer = viewer_of(request)
    on: dict[str, Any] = {"viewer": viewer, "misstep_id": misstep_id, "to": said.to, "now": timezone.now()}
    if said.version is None:
        return _done(request, viewer, misstep_id, lambda: operations.tell_more(**on))
    version = said.version
    return _done(request, viewer, misstep_id, lambda: operations.tell(version=version, **on))


@router.post("/missteps/{misstep_id}/turn", summary="Move it on", operation_id="turn_misstep")
def turn_misstep(request: HttpRequest, misstep_id: int, said: MisstepTurnIn) -> Status[Any]:
    """By those who lead or sponsor the change."""
    viewer = viewer_of(request)
    on: dict[str, Any] = {"viewer": viewer, "misstep_id": misstep_id, "now": timezone.now()}
    return _done(request, viewer, misstep_id, lambda: operations.turn(**said.dict(), **on))


@router.post("/missteps/{misstep_id}/promises", summary="Promise something", operation_id="promise_mending")
def promise_mending(request: HttpRequest, misstep_id: int, said: PromiseIn) -> Status[Any]:
    """What, by whom, by when."""
    viewer = viewer_of(request)
    told = MitigationInput(said.what, said.due_on, said.owner, said.owner_role, said.owner_body)
    on: dict[str, Any] = {"viewer": viewer, "misstep_id": misstep_id, "now": timezone.now()}
    return _done(request, viewer, misstep_id, lambda: promises.promise(said=told, version=said.version, **on))


@router.post(
    "/missteps/{misstep_id}/promises/{promise_id}", summary="Say that it was kept", operation_id="keep_promise"
)  # fmt: skip
def keep_promise(request: HttpRequest, misstep_id: int, promise_id: int, said: KeepIn) -> Status[Any]:
    """By whoever promised it, and by those who lead."""
    viewer = viewer_of(request)
    on: dict[str, Any] = {
        "viewer": viewer,
        "misstep_id": misstep_id,
        "promise_id": promise_id,
        "now": timezone.now(),
    }
    return _done(request, viewer, misstep_id, lambda: promises.keep(came_of=said.came_of, **on))
