"""Tools that people found for themselves, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.gaps.facts import Cause
from takehold.initiatives.api.routes import untraced
from takehold.people.api import viewer_of
from takehold.people.facts import Viewer
from takehold.shadow_it.api import shapes
from takehold.shadow_it.facts.promises import PromiseInput
from takehold.shadow_it.facts.tools import (
    Contract,
    DataKept,
    Found,
    InterviewInput,
    Kind,
    NeedInput,
    OfferInput,
    Theme,
    ToldInput,
    Way,
)
from takehold.shadow_it.operations import becoming, following, inquiry, opening, promises, telling, ways
from takehold.shadow_it.queries import needs as by_need
from takehold.shadow_it.queries import promises as promised
from takehold.shadow_it.queries import tools as queries

router = Router(tags=["shadow_it"])


class ToldIn(Schema):
    """A tool of one's own department. ``people``: few, 5-9, 10-19, ..., 1000+. ``team``: one's own; none: the only one."""

    name: str = Field(max_length=160)
    kind: Kind
    used_for: str = Field(max_length=300)
    people: str = Field(max_length=8)
    team: int | None = None
    ask_me: bool = False


class Versioned(Schema):
    """``version`` as it was read."""

    version: int


class InterviewIn(Versioned):
    """What was said when the why was asked."""

    used_for: str = Field(max_length=300)
    gives: str = Field(default="", max_length=500)
    hurts: str = Field(default="", max_length=500)
    data: DataKept = DataKept.UNKNOWN
    contract: Contract = Contract.UNKNOWN
    risk: str = Field(default="", max_length=500)


class WhyIn(Versioned):
    """One more answer to "why?". ``ends_at``: what somebody can change, where the chain ends."""

    cause: Cause
    text: str = Field(max_length=300)
    ends_at: str = Field(default="", max_length=160)


class NeedIn(Versioned):
    """The need in one sentence."""

    sentence: str = Field(max_length=300)
    theme: Theme
    people: str = Field(max_length=8)


class OfferIn(Versioned):
    """A way out; ``service``: its key in the catalogue, where logs can see it."""

    way: Way
    what: str = Field(max_length=500)
    service: str = Field(default="", max_length=80)


class ToolTurnIn(Versioned):
    """What becomes of it: ask, withdraw, settle, retire, order (with a directive in force), reopen, leave, again."""

    event: str = Field(max_length=20)
    reason: str = Field(default="", max_length=500)
    directive: int | None = None


class CoOwnerIn(Versioned):
    """Who signs for a department, by number."""

    co_owner: int


class DepartmentIn(Versioned):
    """A reporting group that uses it too: the smallest id of its teams."""

    group: int


class MetIn(Schema):
    """Whether the need is met: yes, partly or no."""

    said: Found
    words: str = Field(default="", max_length=300)


class ToBodyIn(Versioned):
    """Which body is asked."""

    body: int


class ToChangeIn(Versioned):
    """Of which change it becomes a gap: its slug."""

    change: str = Field(max_length=80)


class NoBlameIn(Schema):
    """The promise of no blame: its text, what it cannot cover, and where that is reported."""

    text: str = Field(max_length=2000)
    limits: str = Field(max_length=1000)
    report_to: str = Field(max_length=300)


def _done(
    request: HttpRequest, viewer: Viewer, tool_id: int, do: Callable[..., object], **said: Any
) -> Status[Any]:
    """Do it once, and read it back."""
    return once(request, viewer, _act(viewer, tool_id, do, **said))


def _act(
    viewer: Viewer, tool_id: int, do: Callable[..., object], **said: Any
) -> Callable[[], tuple[int, Mapping[str, Any]]]:
    def act() -> tuple[int, Mapping[str, Any]]:
        do(viewer=viewer, tool_id=tool_id, now=timezone.now(), **said)
        return 200, shapes.read(viewer, tool_id)

    return act


@router.get("/shadow", summary="Tools that departments found for themselves", operation_id="shadow_tools")
def shadow_tools(request: HttpRequest) -> dict[str, Any]:
    """Of the departments one sees."""
    return {"items": [shapes.line(each) for each in queries.tools(viewer=viewer_of(request))]}


@router.post(
    "/shadow", summary="Tell of a tool", operation_id="tell_shadow_tool", response={201: dict[str, Any]}
)
def tell_shadow_tool(request: HttpRequest, said: ToldIn) -> Status[Any]:
    """Of one's own department, under the signed promise; who it was is kept only where they want to be asked back. So no
    Idempotency-Key is remembered."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = telling.tell(viewer=viewer, said=ToldInput(**said.dict()), now=timezone.now())
        return 201, shapes.read(viewer, made)

    return untraced(act)


@router.get("/shadow/needs", summary="What our offering lacks", operation_id="shadow_needs")
def shadow_needs(request: HttpRequest) -> dict[str, Any]:
    """Needs by theme over departments, those that concern most people first."""
    return {"items": [shapes.need(each) for each in by_need.needs(viewer=viewer_of(request))]}


@router.get("/shadow/promise", summary="The promise of no blame", operation_id="shadow_promise")
def shadow_promise(request: HttpRequest) -> dict[str, Any]:
    """All versions, the newest first."""
    return {"items": [shapes.promise(each) for each in promised.versions(viewer=viewer_of(request))]}


@router.post(
    "/shadow/promise",
    summary="Draft the next version",
    operation_id="draft_shadow_promise",
    response={201: dict[str, Any]},
)
def draft_shadow_promise(request: HttpRequest, said: NoBlameIn) -> Status[Any]:
    """It holds once somebody signs it."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        number = promises.draft(viewer=viewer, said=PromiseInput(**said.dict()), now=timezone.now())
        return 201, {"number": number}

    return once(request, viewer, act)


@router.post("/shadow/promise/{number}/sign", summary="Sign a version", operation_id="sign_shadow_promise")
def sign_shadow_promise(request: HttpRequest, number: int, said: NoBlameIn) -> Status[Any]:
    """As it was read, in the own name."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        promises.sign(viewer=viewer, number=number, said=PromiseInput(**said.dict()), now=timezone.now())
        return 200, {"items": [shapes.promise(each) for each in promised.versions(viewer=viewer)]}

    return once(request, viewer, act)


@router.get("/shadow/{tool_id}", summary="One tool", operation_id="shadow_tool")
def shadow_tool(request: HttpRequest, tool_id: int) -> dict[str, Any]:
    """What it is, who uses it, whether its need is met."""
    return shapes.read(viewer_of(request), tool_id)


@router.put("/shadow/{tool_id}/interview", summary="Keep what was said", operation_id="shadow_interview")
def shadow_interview(request: HttpRequest, tool_id: int, said: InterviewIn) -> Status[Any]:
    """While why is asked."""
    told = said.dict()
    version = told.pop("version")
    return _done(
        request, viewer_of(request), tool_id, inquiry.interview, said=InterviewInput(**told), version=version
    )


@router.post("/shadow/{tool_id}/why", summary="Answer why", operation_id="shadow_why")
def shadow_why(request: HttpRequest, tool_id: int, said: WhyIn) -> Status[Any]:
    """Each answer explains the one before."""
    return _done(request, viewer_of(request), tool_id, inquiry.why, **said.dict())


@router.delete("/shadow/{tool_id}/why", summary="Take the last answer back", operation_id="shadow_why_back")
def shadow_why_back(request: HttpRequest, tool_id: int) -> Status[Any]:
    """The last answer of the chain."""
    return _done(request, viewer_of(request), tool_id, inquiry.take_back)


@router.put("/shadow/{tool_id}/need", summary="Record the need", operation_id="shadow_need")
def shadow_need(request: HttpRequest, tool_id: int, said: NeedIn) -> Status[Any]:
    """After a first why was answered."""
    need = NeedInput(said.sentence, said.theme, said.people)
    return _done(request, viewer_of(request), tool_id, inquiry.need, said=need, version=said.version)


@router.post("/shadow/{tool_id}/forget-me", summary="Do not ask me back", operation_id="shadow_forget_me")
def shadow_forget_me(request: HttpRequest, tool_id: int) -> Status[Any]:
    """No trace stays of who told it."""
    return untraced(_act(viewer_of(request), tool_id, telling.no_longer_ask))


@router.post("/shadow/{tool_id}/offer", summary="Offer a way out", operation_id="shadow_offer")
def shadow_offer(request: HttpRequest, tool_id: int, said: OfferIn) -> Status[Any]:
    """Once the need is recorded."""
    offered = OfferInput(said.way, said.what, said.service)
    return _done(request, viewer_of(request), tool_id, ways.offer, said=offered, version=said.version)


@router.post("/shadow/{tool_id}/turn", summary="Move it on", operation_id="shadow_turn")
def shadow_turn(request: HttpRequest, tool_id: int, said: ToolTurnIn) -> Status[Any]:
    """Nothing is switched off before its need is met, but by a directive in force."""
    return _done(
        request, viewer_of(request), tool_id, ways.turn, event=said.event, reason=said.reason, version=said.version,
        directive_id=said.directive,
    )  # fmt: skip


@router.post(
    "/shadow/found/{service}/open", summary="Open the inquiry into a find", operation_id="open_shadow_find"
)
def open_shadow_find(request: HttpRequest, service: str) -> Status[Any]:
    """Into a service that logs showed; the one that is open already, if there is one."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        return 200, shapes.read(viewer, opening.from_find(viewer=viewer, service=service, now=timezone.now()))

    return once(request, viewer, act)


@router.post(
    "/shadow/{tool_id}/departments", summary="Another department uses it", operation_id="shadow_department"
)
def shadow_department(request: HttpRequest, tool_id: int, said: DepartmentIn) -> Status[Any]:
    """It accepts and signs from then on too."""
    return _done(request, viewer_of(request), tool_id, telling.add_department, **said.dict())


@router.put(
    "/shadow/{tool_id}/departments/{department_id}/co-owner",
    summary="Name who signs",
    operation_id="shadow_co_owner",
)
def shadow_co_owner(request: HttpRequest, tool_id: int, department_id: int, said: CoOwnerIn) -> Status[Any]:
    """Whoever manages the department or what is above it, or co-owns a change."""
    return _done(
        request, viewer_of(request), tool_id, ways.name_co_owner, department_id=department_id, person_id=said.co_owner,
        version=said.version,
    )  # fmt: skip


@router.post(
    "/shadow/{tool_id}/departments/{department_id}/accept",
    summary="It meets our need",
    operation_id="shadow_accept",
)
def shadow_accept(request: HttpRequest, tool_id: int, department_id: int, said: Versioned) -> Status[Any]:
    """By people of the department."""
    told = {"department_id": department_id, "version": said.version}
    return _done(request, viewer_of(request), tool_id, ways.accept, **told)


@router.post(
    "/shadow/{tool_id}/departments/{department_id}/sign",
    summary="Sign for a department",
    operation_id="shadow_sign",
)
def shadow_sign(request: HttpRequest, tool_id: int, department_id: int, said: Versioned) -> Status[Any]:
    """By its named co-owner."""
    told = {"department_id": department_id, "version": said.version}
    return _done(request, viewer_of(request), tool_id, ways.sign, **told)


@router.post(
    "/shadow/{tool_id}/checks/{check_id}",
    summary="Answer whether the need is met",
    operation_id="shadow_answer",
)
def shadow_answer(request: HttpRequest, tool_id: int, check_id: int, said: MetIn) -> Status[Any]:
    """By people of the department; who answered is kept nowhere."""
    told = {"check_id": check_id, "said": said.said, "words": said.words}
    return untraced(_act(viewer_of(request), tool_id, following.answer, **told))


@router.post(
    "/shadow/{tool_id}/request", summary="Draft a request from the need", operation_id="shadow_request"
)
def shadow_request(request: HttpRequest, tool_id: int, said: ToBodyIn) -> Status[Any]:
    """It lies with nobody until it is sent."""
    told = {"body_id": said.body, "version": said.version}
    return _done(request, viewer_of(request), tool_id, becoming.to_request, **told)


@router.post("/shadow/{tool_id}/gap", summary="Open a gap from the need", operation_id="shadow_gap")
def shadow_gap(request: HttpRequest, tool_id: int, said: ToChangeIn) -> Status[Any]:
    """With its whys and its departments."""
    told = {"slug": said.change, "version": said.version}
    return _done(request, viewer_of(request), tool_id, becoming.to_gap, **told)
