"""The codebook and the coding of texts, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.gaps.facts.codebook import MOST_THEMES, CodedTheme, WordingFact, WordingInput
from takehold.gaps.operations import codebook as operations
from takehold.gaps.operations import coding
from takehold.gaps.queries import codebook as queries
from takehold.gaps.queries import counted
from takehold.gaps.queries.agreeing import agreed
from takehold.gaps.queries.coding import card, coder
from takehold.gaps.queries.rights import change_of
from takehold.gaps.queries.saying import agreed_line, written_line
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["gaps"])


class WordingIn(Schema):
    """What a theme means. ``reason``: why it is said anew; needed from the second wording on.

    ``heard_as``: the theme by whose words messages of listened channels are counted for it.
    """

    name: str = Field(max_length=80)
    meaning: str = Field(max_length=400)
    use: str = Field(default="", max_length=400)
    avoid: str = Field(default="", max_length=400)
    example: str = Field(default="", max_length=300)
    reason: str = Field(default="", max_length=300)
    heard_as: int | None = None

    def said(self) -> WordingInput:
        """As the operation takes it."""
        return WordingInput(
            self.name, self.meaning, self.use, self.avoid, self.example, self.reason, self.heard_as
        )


class CodeIn(Schema):
    """A text by its ``seal`` and the themes it is put under; none: nothing of the codebook fits."""

    seal: str = Field(max_length=24)
    themes: list[int] = Field(default=[], max_length=MOST_THEMES)


def shape(each: CodedTheme) -> dict[str, Any]:
    """A theme with all its wordings."""
    return {
        "id": each.id,
        **_wording(each.now),
        "retired_on": each.retired_on.isoformat() if each.retired_on else None,
        "heard_as": each.heard_as,
        "earlier": [_wording(one) for one in each.earlier],
    }


def _wording(each: WordingFact) -> dict[str, Any]:
    names = ("name", "meaning", "use", "avoid", "example", "reason", "number")
    return {**{name: getattr(each, name) for name in names}, "since": each.since.isoformat()}


def read(viewer: Viewer, slug: str, on: date | None = None) -> dict[str, Any]:
    """The codebook, today or as it read on a day."""
    found = queries.themes(change=change_of(viewer, slug), on=on, retired=on is None)
    return {"items": [shape(each) for each in found]}


@router.get("/changes/{slug}/codebook", summary="Codebook", operation_id="codebook")
def codebook(request: HttpRequest, slug: str, on: date | None = None) -> dict[str, Any]:
    """The themes of a change, with what each means and meant; ``on``: as it read at the end of a day."""
    return read(viewer_of(request), slug, on)


@router.post(
    "/changes/{slug}/codebook",
    summary="Begin a theme",
    operation_id="begin_theme",
    response={201: dict[str, Any]},
)
def begin_theme(request: HttpRequest, slug: str, said: WordingIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.begin_theme(viewer=viewer, slug=slug, said=said.said(), now=timezone.now())
        return 201, {"theme": made, **read(viewer, slug)}

    return once(request, viewer, act)


@router.post("/changes/{slug}/codebook/{theme_id}", summary="Say a theme anew", operation_id="reword_theme")
def reword_theme(request: HttpRequest, slug: str, theme_id: int, said: WordingIn) -> Status[Any]:
    """With a reason; the earlier wording stays."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.reword(viewer=viewer, slug=slug, theme_id=theme_id, said=said.said(), now=timezone.now())
        return 200, read(viewer, slug)

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/codebook/{theme_id}/retire", summary="Give a theme up", operation_id="retire_theme"
)
def retire_theme(request: HttpRequest, slug: str, theme_id: int) -> Status[Any]:
    """Or take it up again; what was put under it stays."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.retire(viewer=viewer, slug=slug, theme_id=theme_id, now=timezone.now())
        return 200, read(viewer, slug)

    return once(request, viewer, act)


@router.get("/changes/{slug}/next-text", summary="The text to sort next", operation_id="next_text")
def next_text(request: HttpRequest, slug: str) -> dict[str, Any]:
    """In an order drawn for this coder, without team and day; ``hints`` count only when somebody chooses them."""
    return _card(viewer_of(request), slug)


@router.post("/changes/{slug}/codes", summary="Put a text under themes", operation_id="code_text")
def code_text(request: HttpRequest, slug: str, said: CodeIn) -> Status[Any]:
    """The answer is the next text."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        coding.code(viewer=viewer, slug=slug, seal=said.seal, chosen=said.themes)
        return 200, _card(viewer, slug)

    return once(request, viewer, act)


@router.post("/changes/{slug}/codes/undo", summary="Take the last one back", operation_id="undo_code")
def undo_code(request: HttpRequest, slug: str) -> Status[Any]:
    """Of this coder."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        coding.undo(viewer=viewer, slug=slug)
        return 200, _card(viewer, slug)

    return once(request, viewer, act)


@router.get("/changes/{slug}/written", summary="What is written about", operation_id="written")
def written(request: HttpRequest, slug: str) -> dict[str, Any]:
    """How often each theme comes up, in steps of five, over everything and by period; for roles over everything."""
    viewer = viewer_of(request)
    found = counted.written(viewer=viewer, change=queries.reader(viewer, slug))
    return {
        "answer": written_line(found),
        "waiting": found.waiting,
        "growth": {
            str(each.theme.id): {series.by.value: series.growth.value for series in each.series}
            for each in found.themes
        },
        "channels": {
            str(each.theme.id): {
                "messages": each.heard.messages,
                "weeks": each.heard.weeks,
                "first": each.heard.first.isoformat(),
                "last": each.heard.last.isoformat(),
            }
            for each in found.themes
            if each.heard
        },
        "items": counted.rows(found),
    }


@router.get("/changes/{slug}/alike", summary="Do two people read alike?", operation_id="alike")
def alike(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Krippendorff's alpha with its interval, and the themes to be said anew."""
    viewer = viewer_of(request)
    found = agreed(viewer=viewer, change=queries.reader(viewer, slug))
    return {
        "answer": agreed_line(found),
        "reliance": found.reliance.value,
        "texts": found.units,
        "sample": found.wanted,
        "alpha": found.alpha,
        "interval": None if found.low is None else [found.low, found.high],
        "disputed": [
            {
                "theme": each.theme.id,
                "name": each.theme.name,
                "both": each.both,
                "one": each.one,
                "alpha": each.alpha,
            }
            for each in found.disputed
        ],
    }


class CoderIn(Schema):
    """Who reads too: a person who sees all groups anyway, as the second or as one more first."""

    person: int
    second: bool = True


@router.post("/changes/{slug}/coders", summary="Name who reads too", operation_id="name_coder")
def name_coder(request: HttpRequest, slug: str, said: CoderIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        coding.name_coder(
            viewer=viewer, slug=slug, person_id=said.person, second=said.second, now=timezone.now()
        )
        return 200, {"named": True}

    return once(request, viewer, act)


def _card(viewer: Viewer, slug: str) -> dict[str, Any]:
    found = card(viewer=viewer, turn=coder(viewer=viewer, slug=slug))
    text = found.text
    return {
        "done": found.done,
        "left": found.left,
        "sample": found.sample,
        "text": {"seal": text.seal, "kind": text.kind.value, "text": text.text, "survey": text.where} if text else None,
        "themes": [
            {
                "id": each.theme.id, "name": each.theme.name, "meaning": each.theme.now.meaning,
                "hint": {"alike": each.hint.alike, "shared": list(each.hint.shared)} if each.hint else None,
            }
            for each in found.choices
        ],
    }  # fmt: skip
