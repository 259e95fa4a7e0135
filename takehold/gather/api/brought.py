"""Surveys that were run elsewhere, for programs: look at an export or ask the tool it was run with, and bring it in once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from ninja.errors import HttpError

from takehold.gather.disclosure.variables import ELEMENTS, TRUST
from takehold.gather.facts.brought import BroughtInput, Export, Meaning, NotBrought, Said
from takehold.gather.facts.disclosure import TooFew
from takehold.gather.operations import bringing
from takehold.gather.queries import brought
from takehold.gather.queries.surveys import change_to_ask
from takehold.gather.sources.elsewhere import Said as Elsewhere
from takehold.gather.sources.limesurvey.export import LARGEST
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["surveys"])
NOT_COLUMNS: Final = "“columns” is JSON: title -> meaning, element, reverse."


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


class AskIn(Schema):
    """Another survey tool and one survey of it. Address and password are used for this one reading and forgotten."""

    change: str
    system: Literal["limesurvey", "formbricks"]
    address: str
    secret: str
    survey: str
    user: str = ""


class AskedOut(LookedOut):
    """What came: its columns, and ``held``, the answers sealed so that only this house reads them. It is to be sent
    back with what the columns are."""

    title: str
    held: str


class HeldIn(Schema):
    """``held`` as it came, and what the survey was. ``columns``: title -> meaning, element, reverse."""

    held: str
    change: str
    title: str
    opens_on: date
    closes_on: date
    promise: str
    promise_text: str
    columns: dict[str, dict[str, Any]] = {}


class BroughtOut(Schema):
    """The closed survey it became."""

    id: UUID


@router.post("/surveys/elsewhere/look", response=LookedOut, summary="Look at a survey that was run elsewhere")
def look_elsewhere(request: HttpRequest, file: File[UploadedFile], change: Form[str]) -> LookedOut:
    """Its columns with a proposal of what each is."""
    found = bringing.look(
        viewer=viewer_of(request), slug=change, content=_content(file), filename=file.name or ""
    )
    return LookedOut(**_looked(found))


def _looked(found: Export) -> dict[str, Any]:
    columns = [
        ColumnOut(title=each.title, answered=each.answered, meaning=each.meaning)
        for each in brought.columns(found)
    ]
    return {
        "answers": len(found.rows),
        "unfinished": found.unfinished,
        "dropped": list(found.left),
        "columns": columns,
    }


@router.post("/surveys/elsewhere/ask", response=AskedOut, summary="Ask another survey tool for a survey")
def ask_elsewhere(request: HttpRequest, said: AskIn) -> AskedOut:
    """LimeSurvey or Formbricks is asked once; nothing of it is kept until ``POST /surveys/elsewhere/held``."""
    where = Elsewhere(said.address.strip(), said.user, said.secret, said.survey.strip())
    try:
        title, found = bringing.ask(
            viewer=viewer_of(request), slug=said.change, system=said.system, said=where, now=timezone.now()
        )
        return AskedOut(**_looked(found), title=title, held=bringing.held(found))
    except NotBrought as error:
        raise HttpError(422, str(error)) from error


@router.post(
    "/surveys/elsewhere/held", response={201: BroughtOut}, summary="Bring in a survey that was asked for"
)
def bring_held(request: HttpRequest, said: HeldIn) -> Status[BroughtOut]:
    """A column that is not named is taken as proposed. A survey comes in once."""
    viewer = viewer_of(request)
    change_to_ask(viewer=viewer, slug=said.change)
    try:
        found = bringing.unheld(said.held)
        wave = said.model_dump(exclude={"held", "columns", "change"})
        return _brought(viewer, found, said.change, _meant(said.columns), wave)
    except (NotBrought, TooFew) as error:
        raise HttpError(422, str(error)) from error


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
    wave = {
        "title": title, "opens_on": opens_on, "closes_on": closes_on, "promise": promise, "promise_text": promise_text,
    }  # fmt: skip
    try:
        found = bringing.look(viewer=viewer, slug=change, content=_content(file), filename=file.name or "")
        return _brought(viewer, found, change, _said(columns), wave)
    except (NotBrought, TooFew) as error:
        raise HttpError(422, str(error)) from error


def _brought(
    viewer: Viewer, found: Export, change: str, meant: Mapping[str, Said], wave: Mapping[str, Any]
) -> Status[BroughtOut]:
    proposed = {each.title: Said(each.meaning) for each in brought.columns(found)}
    every = {**proposed, **meant}
    said = BroughtInput(slug=change, columns=tuple(every[each] for each in found.titles), **wave)
    return Status(
        201, BroughtOut(id=bringing.bring(viewer=viewer, found=found, said=said, now=timezone.now()))
    )


def _content(file: UploadedFile) -> bytes:
    content: bytes = file.read(LARGEST + 1)
    return content


def _said(text: str) -> dict[str, Said]:
    try:
        given: dict[str, dict[str, Any]] = json.loads(text)
    except ValueError as error:
        raise NotBrought(NOT_COLUMNS) from error
    return _meant(given)


def _meant(given: Mapping[str, Mapping[str, Any]]) -> dict[str, Said]:
    try:
        found = {
            title: Said(
                Meaning(each["meaning"]), str(each.get("element", "")), bool(each.get("reverse", False))
            )
            for title, each in given.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotBrought(NOT_COLUMNS) from error
    if any(each.element not in ("", *ELEMENTS, TRUST) for each in found.values()):
        raise NotBrought("“element” is one of: " + ", ".join((*ELEMENTS, TRUST)))
    return found
