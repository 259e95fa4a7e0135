"""Actions for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.bridge.facts import (
    ActionFact,
    ActionInput,
    ActionKind,
    ActionLine,
    Aim,
    Balance,
    Barrier,
    CheckFact,
    Setting,
)
from takehold.bridge.operations import actions as operations
from takehold.bridge.operations import checks as looking
from takehold.bridge.queries import actions as queries
from takehold.bridge.queries import checks, holding, payload, telling
from takehold.bridge.queries.same_kind import question
from takehold.gaps.api.routes import MOST_TEAMS, once
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["bridge"])


class ActionIn(Schema):
    """An action. ``groups``: the smallest team id of each reporting group; none: everybody. One of the owners is needed."""

    title: str = Field(max_length=160)
    what: str = Field(max_length=1000)
    kind: ActionKind
    setting: Setting
    aim: Aim
    groups: list[int] = Field(default=[], max_length=MOST_TEAMS)
    barrier: Barrier | None = None
    behaviour: str = Field(default="", max_length=100)
    expected: int | None = None
    minutes: int | None = None
    owner: int | None = None
    owner_role: str = Field(default="", max_length=20)
    begins_on: date | None = None
    check_on: date | None = None
    practice: str = Field(default="", max_length=60)
    gap: int | None = None
    ends_on: date | None = None
    exception: str = Field(default="", max_length=300)
    decided_by: str = Field(default="", max_length=160)

    def said(self) -> ActionInput:
        """As the room takes it."""
        plain = ("title", "what", "kind", "setting", "aim", "barrier", "behaviour", "expected", "minutes", "owner_role",
                 "begins_on", "check_on", "practice", "ends_on", "exception", "decided_by")  # fmt: skip
        return ActionInput(
            groups=frozenset(self.groups), owner_id=self.owner, gap_id=self.gap,
            **{name: getattr(self, name) for name in plain},
        )  # fmt: skip


class ActionEdit(ActionIn):
    """The same, over the version that was read."""

    version: int


class ActionTurnIn(Schema):
    """What becomes of it: agree, begin, finish, stop, decline, again; ``version`` as it was read."""

    event: str = Field(max_length=20)
    reason: str = Field(default="", max_length=500)
    version: int


def line(each: ActionLine) -> dict[str, Any]:
    """An action in a list."""
    days = {
        name: getattr(each, name) for name in ("proposed_on", "begins_on", "check_on", "began_on", "over_on")
    }
    return {
        "id": each.id, "title": each.title, "kind": each.kind.value, "setting": each.setting.value,
        "aim": each.aim.value, "state": each.state.value, "where": list(each.where), "minutes": each.minutes,
        "owner": {"person": each.owner.person_id, "name": each.owner.name, "role": each.owner.role, "gone": each.owner.gone},
        "practice": each.practice, "barrier": each.barrier.value if each.barrier else None,
        "behaviour": each.behaviour, "late": each.late,
        **{name: value.isoformat() if value else None for name, value in days.items()},
    }  # fmt: skip


def shape(each: ActionFact) -> dict[str, Any]:
    """One action."""
    return {
        **line(each.line), "what": each.what, "expected": each.expected, "gap": each.gap[0] if each.gap else None,
        "ends_on": each.ends_on.isoformat() if each.ends_on else None, "exception": each.exception,
        "decided_by": each.decided_by, "version": each.version,
        "turns": [
            {"on": one.on.isoformat(), "before": one.before.value, "after": one.after.value, "reason": one.reason}
            for one in each.turns
        ],
    }  # fmt: skip


def shape_of_balance(found: Balance) -> list[dict[str, Any]]:
    """The four quadrants."""
    return [
        {
            "setting": each.setting.value,
            "aim": each.aim.value,
            "living": each.living,
            "kinds": [kind.value for kind in each.kinds],
        }
        for each in found.quadrants
    ]


def read(viewer: Viewer, slug: str, action_id: int) -> dict[str, Any]:
    """One action, as it is now, with the newest look whether it worked, and how long it holds after it ends."""
    one = queries.action(viewer=viewer, slug=slug, action_id=action_id)
    found = shape(one)
    looked = checks.newest(action_id)
    lasts = holding.told(holding.holding(one.line), one.line)
    return {
        **found,
        "check": shape_of_check(looked) if looked is not None else None,
        "holding": lasts or None,
    }


def shape_of_check(each: CheckFact) -> dict[str, Any]:
    """One look: the whole answer, with the hash of what it rests on."""
    return {
        "on": each.on.isoformat(), "as_of": each.as_of.isoformat(), **payload.write(each.effect),
        "told": telling.answer(each.effect), "evidence_sha256": each.evidence_sha256,
        "code_version": each.code_version,
    }  # fmt: skip


@router.post(
    "/changes/{slug}/actions/{action_id}/look",
    summary="Look whether it worked",
    operation_id="look_at_action",
)
def look_at_action(request: HttpRequest, slug: str, action_id: int) -> Status[Any]:
    """Before the day that was booked; once a day."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        looking.look_now(viewer=viewer, slug=slug, action_id=action_id, now=timezone.now())
        return 200, read(viewer, slug, action_id)

    return once(request, viewer, act)


@router.get("/changes/{slug}/actions", summary="What is done about gaps", operation_id="actions")
def actions(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What is going on first, and how it is spread over the four quadrants."""
    viewer = viewer_of(request)
    found = queries.actions(viewer=viewer, slug=slug)
    balance = queries.balance(found, viewer.on)
    return {
        "items": [line(each) for each in found],
        "balance": shape_of_balance(balance),
        "question": question(found, viewer.on),
    }


@router.post(
    "/changes/{slug}/actions", summary="Choose an action", operation_id="propose_action",
    response={201: dict[str, Any]},
)  # fmt: skip
def propose_action(request: HttpRequest, slug: str, said: ActionIn) -> Status[Any]:
    """By those who lead the change, and by managers for their own groups."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = operations.propose(viewer=viewer, slug=slug, said=said.said(), now=timezone.now())
        return 201, read(viewer, slug, made)

    return once(request, viewer, act)


@router.get("/changes/{slug}/actions/{action_id}", summary="One action", operation_id="action")
def action(request: HttpRequest, slug: str, action_id: int) -> dict[str, Any]:
    """What, for whom, by whom, and what became of it."""
    return read(viewer_of(request), slug, action_id)


@router.put("/changes/{slug}/actions/{action_id}", summary="Say it better", operation_id="edit_action")
def edit_action(request: HttpRequest, slug: str, action_id: int, said: ActionEdit) -> Status[Any]:
    """By those who lead the change, over the version that was read."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.edit(
            viewer=viewer,
            slug=slug,
            action_id=action_id,
            said=said.said(),
            version=said.version,
            now=timezone.now(),
        )
        return 200, read(viewer, slug, action_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/actions/{action_id}/turn", summary="Move it on", operation_id="turn_action")
def turn_action(request: HttpRequest, slug: str, action_id: int, said: ActionTurnIn) -> Status[Any]:
    """Those who lead decide; whoever owns it and its managers carry it out."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.turn(
            viewer=viewer, slug=slug, action_id=action_id, event=said.event, reason=said.reason,
            version=said.version, now=timezone.now(),
        )  # fmt: skip
        return 200, read(viewer, slug, action_id)

    return once(request, viewer, act)
