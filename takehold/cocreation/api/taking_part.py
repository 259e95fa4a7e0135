"""Voting and adding for programs of somebody who is invited: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.cocreation.facts import Choice, ContributionFact, Kind
from takehold.cocreation.facts.offers import Forward
from takehold.cocreation.operations import contributing, moderating, offering, voting
from takehold.cocreation.queries import ballots, coming, contributions
from takehold.cocreation.queries.rights import fetch
from takehold.initiatives.api.routes import once
from takehold.people.api import viewer_of

router = Router(tags=["cocreation"])
ONE = "/rounds/{int:round_id}"


class VoteIn(Schema):
    """What one says to a statement; said anew, the last one counts."""

    choice: Literal["agree", "disagree", "pass"]


class AddIn(Schema):
    """Something to add. ``parent``: what an amendment or a comment is on."""

    kind: Kind
    text: str = Field(max_length=2_000_000)
    parent: int | None = None
    signed: str = Field(default="", max_length=200)


class SettleIn(Schema):
    """What a facilitator does, and why."""

    event: Literal["let in", "merge", "remove", "restore"]
    reason: str = Field(default="", max_length=2000)
    into: int | None = None


class ForwardIn(Schema):
    """Stepping forward. ``about``: the contribution it is about."""

    kind: Forward
    note: str = Field(default="", max_length=2000)
    about: int | None = None


def shape(each: ContributionFact) -> dict[str, Any]:
    """A contribution. How it was voted on is told when the round is over, with its result."""
    return {
        "id": each.id, "kind": each.kind.value, "text": each.text, "state": each.state.value,
        "from": each.origin.value, "signed": each.signed, "mine": each.mine, "on": each.on.isoformat(),
        "children": [shape(child) for child in each.children],
    }  # fmt: skip


@router.get(f"{ONE}/contributions", summary="What was added", operation_id="added_to_round")
def added_to_round(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """With what was let in, merged or removed, and why."""
    viewer = viewer_of(request)
    fetch(viewer, round_id)
    found = contributions.contributions(round_id=round_id, person_id=viewer.person_id)
    done = contributions.moderated(round_id=round_id)
    return {
        "items": [shape(each) for each in found],
        "moderated": [
            {"on": each.on.isoformat(), "state": each.what.value, "text": each.text, "reason": each.reason,
             "into": each.into}
            for each in done
        ],
    }  # fmt: skip


@router.get(f"{ONE}/ballot", summary="The next statement", operation_id="ballot")
def ballot(request: HttpRequest, round_id: int) -> dict[str, Any]:
    """And one's own votes, which can be changed while the round is open."""
    comer = coming.by_account(viewer_of(request), round_id)
    found = ballots.ballot(comer)
    asked = {"id": found.asked.id, "text": found.asked.text} if found.asked is not None else None
    return {
        "asked": asked if not comer.over else None, "voted": found.voted, "of": found.of, "over": comer.over,
        "votes": [{"id": each.contribution_id, "text": each.text, "choice": each.choice.name.lower()}
                  for each in ballots.own_votes(comer)],
    }  # fmt: skip


@router.put(f"{ONE}/votes/{{int:contribution_id}}", summary="Vote", operation_id="vote")
def vote(request: HttpRequest, round_id: int, contribution_id: int, said: VoteIn) -> dict[str, Any]:
    """The last vote of a person on a statement counts; the same once more changes nothing."""
    comer = coming.by_account(viewer_of(request), round_id)
    choice: Choice = voting.choice_of(said.choice)
    voting.vote(comer=comer, contribution_id=contribution_id, choice=choice, now=timezone.now())
    return {"id": contribution_id, "choice": said.choice}


@router.post(f"{ONE}/contributions", summary="Add something", operation_id="contribute")
def contribute(request: HttpRequest, round_id: int, said: AddIn) -> Status[Any]:
    """A statement, a design, an amendment or a comment."""
    viewer = viewer_of(request)
    comer = coming.by_account(viewer, round_id)

    def act() -> tuple[int, Mapping[str, Any]]:
        addition = contributing.Addition(said.kind, said.text, said.parent, said.signed)
        return 200, {"id": contributing.add(comer=comer, said=addition, now=timezone.now())}

    return once(request, viewer, act)


@router.post(
    f"{ONE}/contributions/{{int:contribution_id}}",
    summary="Let in, merge, remove, restore",
    operation_id="settle",
)
def settle(request: HttpRequest, round_id: int, contribution_id: int, said: SettleIn) -> Status[Any]:
    """By those who facilitate; readable by all with its reason."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        moderating.settle(
            viewer=viewer, round_id=round_id, contribution_id=contribution_id, event=said.event,
            reason=said.reason, into=said.into, now=timezone.now(),
        )  # fmt: skip
        return 200, {"id": contribution_id, "event": said.event}

    return once(request, viewer, act)


@router.post(f"{ONE}/offers", summary="Step forward", operation_id="step_forward_in_round")
def step_forward(request: HttpRequest, round_id: int, said: ForwardIn) -> Status[Any]:
    """By name; those who facilitate read it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        offering.step_forward(
            viewer=viewer, round_id=round_id, kind=said.kind, note=said.note, about=said.about,
            now=timezone.now(),
        )  # fmt: skip
        mine = contributions.own_offers(viewer=viewer, round_id=round_id)
        return 200, {"mine": [{"id": each.id, "kind": each.kind.value, "note": each.note} for each in mine]}

    return once(request, viewer, act)


@router.delete("/rounds/offers/{int:offer_id}", summary="Step back", operation_id="step_back")
def step_back(request: HttpRequest, offer_id: int) -> dict[str, Any]:
    """Nothing of it is left."""
    viewer = viewer_of(request)
    return {"round": offering.take_back(viewer=viewer, offer_id=offer_id, now=timezone.now())}
