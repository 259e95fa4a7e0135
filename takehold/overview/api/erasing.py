"""Erasing oneself or, as an administrator, somebody who left: for programs."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from takehold.overview import operations
from takehold.overview.queries import fates
from takehold.people.api import viewer_of
from takehold.people.facts import NotFound, NotYours, RoleKind, Viewer
from takehold.people.queries.identity import found_by

router = Router(tags=["persons"])


class WordIn(Schema):
    """The word, so that nobody is erased by a slip of a program."""

    word: Literal["erase"]


@router.get("/me/erasure", summary="What erasing me would do", operation_id="my_erasure")
def my_erasure(request: HttpRequest) -> dict[str, Any]:
    """What goes and what stays without the name, and why; in counts."""
    viewer = viewer_of(request)
    return _fate(viewer, _own(viewer))


@router.post("/me/erasure", summary="Erase me", operation_id="erase_me")
def erase_me(request: HttpRequest, said: WordIn) -> dict[str, Any]:
    """For good. The key that calls this ends with it."""
    viewer = viewer_of(request)
    return _erased(viewer, _own(viewer))


@router.get("/persons/{key}/erasure", summary="What erasing a person would do", operation_id="erasure")
def erasure(request: HttpRequest, key: str) -> dict[str, Any]:
    """For administrators; by key or mail address."""
    viewer = viewer_of(request)
    return _fate(viewer, _somebody(viewer, key))


@router.post("/persons/{key}/erasure", summary="Erase a person", operation_id="erase_somebody")
def erase_somebody(request: HttpRequest, key: str, said: WordIn) -> dict[str, Any]:
    """For good; for administrators."""
    viewer = viewer_of(request)
    return _erased(viewer, _somebody(viewer, key))


def _own(viewer: Viewer) -> int:
    if viewer.person_id is None:
        raise NotYours
    return viewer.person_id


def _somebody(viewer: Viewer, key: str) -> int:
    if not viewer.has(RoleKind.ADMIN):
        raise NotYours
    found = found_by(text=key)
    if found is None:
        raise NotFound
    return found[0]


def _fate(viewer: Viewer, person_id: int) -> dict[str, Any]:
    fate = fates.fate(viewer=viewer, person_id=person_id)
    return {
        "goes": [{"what": what, "count": count} for what, count in fate.goes],
        "stays": [
            {"what": what, "count": count, "why": why} for why, each in fate.stays for what, count in each
        ],
        "upload_days": fate.upload_days,
        "backup_days": fate.backup_days,
    }


def _erased(viewer: Viewer, person_id: int) -> dict[str, Any]:
    done = operations.erase(viewer=viewer, person_id=person_id, now=timezone.now())
    return {"files": done.files, "files_until": done.files_until, "wiped": done.wiped}
