"""The operations of the API on gaps. Each is a page's twin: same queries, same operations, same rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.facts import Cause, GapInput, GapKind, GapLine, SourceKind, Spread
from takehold.gaps.facts.candidates import Look
from takehold.gaps.operations import chains as chain_operations
from takehold.gaps.operations import citing, helping, proposing
from takehold.gaps.operations import gaps as operations
from takehold.gaps.queries import candidates, of_team
from takehold.gaps.queries import gaps as queries
from takehold.gaps.queries.exports import as_dict
from takehold.gaps.queries.rights import change_of, led
from takehold.gaps.queries.settling import to_settle
from takehold.gaps.queries.widespread import kept
from takehold.gather.disclosure.by_team import newest
from takehold.initiatives.api.routes import once as once
from takehold.initiatives.queries.names import names
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer

router = Router(tags=["gaps"])
MOST_TEAMS = 500


class GapIn(Schema):
    """A gap. ``groups``: the smallest team id of each reporting group; none: everybody the change is for.

    ``offer``: everybody in these groups is offered two minutes on what would help.
    """

    title: str = Field(max_length=160)
    kind: GapKind = GapKind.UNKNOWN
    spread: Spread = Spread.CANNOT_TELL
    groups: list[int] = Field(default=[], max_length=MOST_TEAMS)
    offer: bool = True


class TurnIn(Schema):
    """What becomes of it: understand, bridge, close, doubt, reopen; always with a reason."""

    event: str = Field(max_length=20)
    reason: str = Field(max_length=500)


class StepIn(Schema):
    """One answer to "why?": of the gap, or of a step (``parent``). ``ends_at``: what somebody can change."""

    cause: Cause
    text: str = Field(max_length=300)
    parent: int | None = None
    ends_at: str = Field(default="", max_length=160)


class CitationIn(Schema):
    """What a step cites: ``ref`` as the page of evidence names it."""

    kind: SourceKind
    ref: str = Field(max_length=200)
    against: bool = False


def line(each: GapLine) -> dict[str, Any]:
    """A gap in a list."""
    return {
        "id": each.id,
        "title": each.title,
        "kind": each.kind.value,
        "state": each.state.value,
        "where": list(each.where),
        "spread": each.spread.value,
        "spread_told": kept(each.told) if each.told else None,
        "sureness": each.sureness.value,
        "opened_on": each.opened_on.isoformat(),
        "closed_on": each.closed_on.isoformat() if each.closed_on else None,
        "roots": list(each.roots),
    }


def whole(viewer: Viewer, slug: str, gap_id: int) -> dict[str, Any]:
    """A gap with its chain."""
    return as_dict(queries.gap(viewer=viewer, slug=slug, gap_id=gap_id))


def offered(viewer: Viewer, slug: str, gap_id: int) -> str:
    """Offer the groups of a gap the two minutes on what would help; why not, where that cannot be."""
    return helping.offer_to_groups(viewer=viewer, slug=slug, gap_id=gap_id, now=timezone.now())


@router.get("/changes/{slug}/gaps", summary="Gaps of a change", operation_id="gaps")
def gaps(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Where the change does not take hold, of what kind, how widespread and how sure; which questions would settle the rest."""
    viewer = viewer_of(request)
    change, lines = change_of(viewer, slug), queries.gaps(viewer=viewer, slug=slug)
    settle = to_settle(lines, newest(initiative_id=change.id))
    return {
        "items": [line(each) for each in lines],
        "to_settle": [
            {"question": each.question, "gap": each.gap_id, "survey": str(each.wave) if each.wave else None}
            for each in settle
        ],
    }


@router.post(
    "/changes/{slug}/gaps", summary="Open a gap", operation_id="open_gap", response={201: dict[str, Any]}
)
def open_gap(request: HttpRequest, slug: str, said: GapIn) -> Status[Any]:
    """Open a gap by hand."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        told = GapInput(said.title, said.kind, frozenset(said.groups), said.spread)
        gap_id = operations.open_gap(viewer=viewer, slug=slug, said=told, now=timezone.now())
        why_not = offered(viewer, slug, gap_id) if said.offer else ""
        return 201, {**whole(viewer, slug, gap_id), "not_offered": why_not or None}

    return once(request, viewer, act)


@router.get("/my-gaps", summary="What stands in my team's way", operation_id="my_gaps")
def my_gaps(request: HttpRequest) -> dict[str, Any]:
    """Gaps of one's own teams, and what others did about the same, without whose it was."""
    viewer = viewer_of(request)
    changes = {each.id: (each.slug, each.name) for each in names(viewer=viewer) if not each.ended}
    found = of_team.in_the_way(viewer=viewer, changes=changes)
    return {
        "items": [
            {
                "id": each.id, "change": each.slug, "title": each.title, "kind": each.kind.value,
                "state": each.state.value, "roots": list(each.roots), "others": list(each.others),
            }
            for each in found
        ]
    }  # fmt: skip


class ProposedIn(Schema):
    """Which proposal to open: where it was looked for, and its ``origin``."""

    look: Look
    origin: str = Field(max_length=120)


@router.get("/changes/{slug}/proposed-gaps", summary="Where to look", operation_id="proposed_gaps")
def proposed_gaps(request: HttpRequest, slug: str, look: Look = Look.TEAMS) -> dict[str, Any]:
    """What the system proposes from one kind of source: teams, themes, survey, reach."""
    viewer = viewer_of(request)
    change = led(viewer, slug, whole=look not in proposing.HEARD)
    there = candidates.origins(change=change)
    return {
        "items": [
            {
                "origin": each.origin, "title": each.title, "kind": each.kind.value, "because": each.because,
                "groups": sorted(each.groups), "source": {"kind": each.source.kind.value, "ref": each.source.ref},
                "open": candidates.is_open(each, there),
                "spread": kept(each.spread) if each.spread else None,
            }
            for each in candidates.candidates(viewer=viewer, change=change, look=look)
        ]
    }  # fmt: skip


@router.post(
    "/changes/{slug}/proposed-gaps", summary="Open a proposed gap", operation_id="open_proposed_gap",
    response={201: dict[str, Any]},
)  # fmt: skip
def open_proposed_gap(request: HttpRequest, slug: str, said: ProposedIn) -> Status[Any]:
    """With what shows it; one that is open already is given back."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        gap_id = proposing.open_proposed(
            viewer=viewer, slug=slug, look=said.look, origin=said.origin, now=timezone.now()
        )
        why_not = offered(viewer, slug, gap_id)
        return 201, {**whole(viewer, slug, gap_id), "not_offered": why_not or None}

    return once(request, viewer, act)


@router.get("/changes/{slug}/gaps/{gap_id}", summary="One gap", operation_id="gap")
def gap(request: HttpRequest, slug: str, gap_id: int) -> dict[str, Any]:
    """A gap with its chain of whys and the evidence it cites."""
    return whole(viewer_of(request), slug, gap_id)


@router.post("/changes/{slug}/gaps/{gap_id}/turn", summary="Move a gap on", operation_id="turn_gap")
def turn(request: HttpRequest, slug: str, gap_id: int, said: TurnIn) -> Status[Any]:
    """With a reason."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.turn(
            viewer=viewer, slug=slug, gap_id=gap_id, event=said.event, reason=said.reason, now=timezone.now()
        )
        return 200, whole(viewer, slug, gap_id)

    return once(request, viewer, act)


@router.post("/changes/{slug}/gaps/{gap_id}/steps", summary="Answer a why", operation_id="answer_why")
def answer_why(request: HttpRequest, slug: str, gap_id: int, said: StepIn) -> Status[Any]:
    """Add a step to the chain."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        step_id = chain_operations.add_step(
            viewer=viewer, slug=slug, gap_id=gap_id, cause=said.cause, text=said.text,
            parent_id=said.parent, ends_at=said.ends_at, now=timezone.now(),
        )  # fmt: skip
        return 200, {"step": step_id, **whole(viewer, slug, gap_id)}

    return once(request, viewer, act)


@router.post(
    "/changes/{slug}/gaps/{gap_id}/steps/{step_id}/evidence",
    summary="Cite something",
    operation_id="cite",
)
def cite(request: HttpRequest, slug: str, gap_id: int, step_id: int, said: CitationIn) -> Status[Any]:
    """For a step or against it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        found = citing.cite(
            viewer=viewer, slug=slug, gap_id=gap_id, step_id=step_id, kind=said.kind, ref=said.ref,
            against=said.against, now=timezone.now(),
        )  # fmt: skip
        return 200, {"citation": str(found)}

    return once(request, viewer, act)


@router.get(
    "/changes/{slug}/gaps/{gap_id}/evidence/{citation_id}", summary="Evidence", operation_id="evidence_of_gap"
)
def evidence(request: HttpRequest, slug: str, gap_id: int, citation_id: UUID) -> dict[str, Any]:
    """What was cited, for who may read its source; ``today``: what it reads today, where that differs."""
    found = citing.open_citation(
        viewer=viewer_of(request), slug=slug, gap_id=gap_id, citation_id=citation_id, now=timezone.now()
    )
    withdrawn = found.citation.withdrawn_on
    return {
        "label": found.citation.label, "kind": found.citation.kind.value, "against": found.citation.against,
        "text": found.text, "today": found.today, "intact": found.intact, "sha256": found.citation.sha256,
        "seen_on": found.citation.seen_on.isoformat(),
        "withdrawn_on": withdrawn.isoformat() if withdrawn else None,
    }  # fmt: skip
