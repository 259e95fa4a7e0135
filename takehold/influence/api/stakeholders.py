"""Who has a stake, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.influence.facts import (
    Influence,
    Kind,
    PositionFact,
    PositionInput,
    StakeholderInput,
    Support,
    SupportMap,
)
from takehold.influence.operations import stakeholders as operations
from takehold.influence.queries.stakeholders import support
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["influence"])


class StakeholderIn(Schema):
    """A group, a body or a role. ``influence``: 1 little say, 2 is listened to, 3 decides. ``version``: as it was read."""

    name: str = Field(max_length=160)
    kind: Kind
    influence: Influence
    stake: str = Field(default="", max_length=300)
    version: int = 0

    def told(self) -> StakeholderInput:
        """As the room takes it."""
        return StakeholderInput(self.name, self.kind, self.influence, self.stake)


class PositionIn(Schema):
    """Where they said they stand: 1 against, 3 undecided, 5 for it. ``source``: where it was said."""

    support: Support
    source: str = Field(max_length=160)
    on: date
    words: str = Field(default="", max_length=300)


class OwnIn(Schema):
    """Where you stand yourself, with your name."""

    support: Support
    words: str = Field(default="", max_length=300)


def stated(each: PositionFact) -> dict[str, Any]:
    """A position."""
    return {
        "support": int(each.support), "words": each.words, "source": each.source, "on": each.on.isoformat(),
    }  # fmt: skip


def shape(found: SupportMap) -> dict[str, Any]:
    """All of it."""
    told = found.agreement
    return {
        "stakeholders": [
            {
                "id": each.id, "name": each.said.name, "kind": each.said.kind.value,
                "influence": int(each.said.influence), "stake": each.said.stake, "version": each.version,
                "attempts": each.attempts,
                "reached_on": each.reached_on.isoformat() if each.reached_on else None,
                "positions": [stated(one) for one in each.positions],
            }
            for each in found.stakeholders
        ],
        "people": [
            {
                "name": each.person, "support": int(each.support), "words": each.words,
                "on": each.on.isoformat(), "own": each.own,
            }
            for each in found.own
        ],
        "agreement": {
            "counts": list(told.counts), "n": told.n, "least": told.least, "a": told.a,
            "together": told.together.value if told.together else None, "low": told.low, "high": told.high,
        },
    }  # fmt: skip


@router.get("/changes/{slug}/stakeholders", summary="Who has a stake", operation_id="stakeholders")
def stakeholders(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Who has a stake, where each said it stands, and how far they agree."""
    return shape(support(viewer=viewer_of(request), slug=slug))


@router.post("/changes/{slug}/stakeholders", summary="Write one down", operation_id="write_stakeholder")
def write_stakeholder(request: HttpRequest, slug: str, said: StakeholderIn) -> Status[Any]:
    """By those who lead the change."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.write_down(viewer=viewer, slug=slug, said=said.told(), now=timezone.now())
        return 200, shape(support(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.put(
    "/changes/{slug}/stakeholders/{stakeholder_id}", summary="Say it anew", operation_id="edit_stakeholder"
)
def edit_stakeholder(
    request: HttpRequest, slug: str, stakeholder_id: int, said: StakeholderIn
) -> Status[Any]:
    """Over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer, slug=slug, stakeholder_id=stakeholder_id, said=said.told(), version=said.version,
            now=timezone.now(),
        )  # fmt: skip
        return 200, shape(support(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/stakeholders/{stakeholder_id}/positions",
    summary="Where they said they stand",
    operation_id="state_position",
)
def state_position(request: HttpRequest, slug: str, stakeholder_id: int, said: PositionIn) -> Status[Any]:
    """With where it was said."""
    viewer = viewer_of(request)
    told = PositionInput(said.support, said.source, said.on, said.words)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.state(
            viewer=viewer, slug=slug, stakeholder_id=stakeholder_id, said=told, now=timezone.now()
        )
        return 200, shape(support(viewer=viewer, slug=slug))

    return once(request, viewer, act)


@router.put("/changes/{slug}/my-position", summary="Where I stand", operation_id="stand")
def stand(request: HttpRequest, slug: str, said: OwnIn) -> dict[str, Any]:
    """With your name, for everybody who reads the change; nobody else can write it."""
    viewer = viewer_of(request)
    operations.stand(viewer=viewer, slug=slug, support=said.support, words=said.words, now=timezone.now())
    return shape(support(viewer=viewer, slug=slug))


@router.delete("/changes/{slug}/my-position", summary="Take it back", operation_id="take_back_position")
def take_back_position(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Nothing of it is left."""
    viewer = viewer_of(request)
    operations.take_back(viewer=viewer, slug=slug, now=timezone.now())
    return shape(support(viewer=viewer, slug=slug))
