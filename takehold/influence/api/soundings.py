"""Soundings for programs: one's own, and asking. Answers are given on the page alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.influence.facts.soundings import Form, SoundingFact, SoundingInput
from takehold.influence.operations import soundings as operations
from takehold.influence.queries.soundings import soundings as queried
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["influence"])


class SoundingIn(Schema):
    """What is asked about, by name or as a group, and whom: keys or mail addresses."""

    about: str = Field(max_length=160)
    form: Form
    people: list[str] = Field(max_length=40)


def shape(each: SoundingFact) -> dict[str, Any]:
    """One sounding, as the leader reads it."""
    told = each.told
    return {
        "id": each.id, "about": each.about, "form": each.form.value, "opened_on": each.opened_on.isoformat(),
        "closes_on": each.closes_on.isoformat(), "asked": each.asked, "open": each.open,
        "told": {
            "n": told.n, "lands_well": told.lands, "openly": told.openly,
            "courses": [{"course": course.value, "named": many} for course, many in told.courses],
        } if told else None,
        "answers": [
            {
                "person": line.person, "on": line.on.isoformat(), "lands": line.said.lands, "openly": line.said.openly,
                "course": line.said.course.value, "note": line.said.note,
            }
            for line in each.lines
        ],
    }  # fmt: skip


def read(viewer: Viewer) -> dict[str, Any]:
    """All of one's own."""
    found = queried(viewer=viewer)
    return {
        "items": [shape(each) for each in found.mine],
        "turned": found.turned or None,
        "suggested": found.suggestion.course.value if found.suggestion else None,
        "waiting": [
            {"leader": each.leader, "about": each.about, "form": each.form.value, "until": each.closes_on.isoformat()}
            for each in found.waiting
        ],
    }  # fmt: skip


@router.get("/soundings", summary="My soundings", operation_id="soundings")
def soundings(request: HttpRequest) -> dict[str, Any]:
    """What colleagues told you, whether it turned, and what waits for your answer."""
    return read(viewer_of(request))


@router.post("/soundings", summary="Ask colleagues", operation_id="ask_sounding")
def ask_sounding(request: HttpRequest, said: SoundingIn) -> Status[Any]:
    """By those who lead, sponsor, decide or manage; one at a time."""
    viewer = viewer_of(request)
    told = SoundingInput(said.about, said.form, tuple(said.people))

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.ask(viewer=viewer, said=told, now=timezone.now())
        return 200, read(viewer)

    return once(request, viewer, act)


@router.delete("/soundings/answers/{note_id}", summary="Take an answer back", operation_id="unsay_sounding")
def unsay_sounding(request: HttpRequest, note_id: int) -> dict[str, Any]:
    """One that you gave by name: it is gone for whoever asked, too."""
    viewer = viewer_of(request)
    operations.take_back(viewer=viewer, note_id=note_id, now=timezone.now())
    return read(viewer)
