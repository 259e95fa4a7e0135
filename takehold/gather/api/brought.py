"""Surveys that were run elsewhere, for programs: look at an export, and bring it in once."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError

from takehold.gather.disclosure.variables import ELEMENTS, TRUST
from takehold.gather.facts.brought import BroughtInput, Meaning, NotBrought, Said
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.operations import bringing
from takehold.gather.queries import brought
from takehold.gather.sources.limesurvey.export import LARGEST
from takehold.people.api import viewer_of

router = Router(tags=["surveys"])


class ColumnOut(Schema):
    """A column and what it seems to be: leave, group, 1-5, 1-7, 0-10, choice or line."""

    title: str
    answered: int
    meaning: str


class LookedOut(Schema):
    """What is in an export; nothing of it is kept."""

    answers: int
    unfinished: int
    dropped: list[str]
    columns: list[ColumnOut]


class BroughtOut(Schema):
    """The closed survey it became."""

    id: UUID


@router.post("/surveys/elsewhere/look", response=LookedOut, summary="Look at a survey that was run elsewhere")
def look_elsewhere(request: HttpRequest, file: File[UploadedFile], change: Form[str]) -> LookedOut:
    """Its columns with a proposal of what each is."""
    found = bringing.look(
        viewer=viewer_of(request), slug=change, content=_content(file), filename=file.name or ""
    )
    columns = [
        ColumnOut(title=each.title, answered=each.answered, meaning=each.meaning)
        for each in brought.columns(found)
    ]
    return LookedOut(
        answers=len(found.rows), unfinished=found.unfinished, dropped=list(found.left), columns=columns
    )


@router.post(
    "/surveys/elsewhere", response={201: BroughtOut}, summary="Bring in a survey that was run elsewhere"
)
def bring_elsewhere(
    request: HttpRequest,
    file: File[UploadedFile],
    change: Form[str],
    title: Form[str],
    opens_on: Form[date],
    closes_on: Form[date],
    promise: Form[str],
    promise_text: Form[str],
    columns: Form[str] = "{}",
) -> Status[BroughtOut]:
    """``columns``: JSON, title -> {"meaning", "element", "reverse"}; a column that is not named is taken as proposed."""
    viewer = viewer_of(request)
    try:
        found = bringing.look(viewer=viewer, slug=change, content=_content(file), filename=file.name or "")
        proposed = {each.title: Said(each.meaning) for each in brought.columns(found)}
        meant = {**proposed, **_said(columns)}
        said = BroughtInput(
            change,
            title,
            opens_on,
            closes_on,
            promise,
            promise_text,
            tuple(meant[each] for each in found.titles),
        )
        made = bringing.bring(viewer=viewer, found=found, said=said, now=timezone.now())
    except (NotBrought, TooFew) as error:
        raise HttpError(422, str(error)) from error
    return Status(201, BroughtOut(id=made))


def _content(file: UploadedFile) -> bytes:
    content: bytes = file.read(LARGEST + 1)
    return content


def _said(text: str) -> dict[str, Said]:
    try:
        given: dict[str, dict[str, Any]] = json.loads(text)
        found = {
            title: Said(
                Meaning(each["meaning"]), str(each.get("element", "")), bool(each.get("reverse", False))
            )
            for title, each in given.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotBrought("“columns” is JSON: title -> meaning, element, reverse.") from error
    if any(each.element not in ("", *ELEMENTS, TRUST) for each in found.values()):
        raise NotBrought("“element” is one of: " + ", ".join((*ELEMENTS, TRUST)))
    return found
