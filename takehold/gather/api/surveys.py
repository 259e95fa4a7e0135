"""Surveys for programs: plan, questions in and out, open, results once they are there, and "you said, we did"."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Router, Schema, Status
from ninja.errors import HttpError

from takehold.gather.disclosure import participation as disclosure
from takehold.gather.disclosure import reading
from takehold.gather.facts.disclosure import NotYet, TooFew
from takehold.gather.facts.surveys import MayNotOpen, NotAStep, NotASurvey, Plan, Survey
from takehold.gather.operations import opening, planning
from takehold.gather.operations.last_day import move_last_day
from takehold.gather.operations.you_said import answer_survey
from takehold.gather.queries import survey_json
from takehold.gather.queries import surveys as queries
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours

router = Router(tags=["surveys"])


class YouSaidOut(Schema):
    """What was said, and what was done about it or why not."""

    said: str
    done: bool
    answer: str


class MovedOut(Schema):
    """That the last day was moved while the survey was open."""

    was: date
    day: date
    reason: str
    at: datetime


class LastDayIn(Schema):
    """Another last day. ``reason`` is needed where it is earlier."""

    day: date
    reason: str = ""


class SurveyOut(Schema):
    """One asking of a survey. ``state``: draft, open, closed, answered. ``promise_text`` by language, sealed when open.

    ``moved`` is null in lists and of plans.
    """

    id: UUID
    change: str
    title: str
    template: str
    moment: str
    state: str
    promise: str
    promise_version: str
    promise_text: dict[str, str]
    promise_sha256: str
    languages: list[str]
    grouped_by: str
    smallest_group: int
    smallest_group_comments: int
    opens_on: date
    closes_on: date
    opened_at: datetime | None
    closed_at: datetime | None
    answered_at: datetime | None
    channels: list[str]
    you_said: list[YouSaidOut]
    why_not: list[str]
    moved: list[MovedOut] | None


class SurveyIn(Schema):
    """A plan. ``template``: adkar, pulse or pulse-why. ``promise``: named, confidential or anonymous."""

    change: str
    title: str
    template: str = "pulse"
    moment: str = "own"
    languages: list[str] = ["en"]
    promise: str = "confidential"
    grouped_by: str = "team"
    opens_on: date
    closes_on: date
    team_ids: list[int] = []
    channels: list[str] = []
    smallest_group: int = 5
    smallest_group_comments: int = 10


class YouSaidIn(Schema):
    """Lines to write."""

    lines: list[YouSaidOut]


class ParticipationOut(Schema):
    """How many answered an open survey, in steps of five, and never who."""

    low: int
    high: int
    invited: int


def out(found: Survey) -> SurveyOut:
    """The fact as it is sent."""
    return SurveyOut(
        id=found.id, change=found.slug, title=found.title, template=found.template, moment=found.moment,
        state=found.state, promise=found.promise, promise_version=found.promise_version,
        promise_text=dict(found.promise_text), promise_sha256=found.promise_sha256,
        languages=list(found.languages), grouped_by=found.tree, smallest_group=found.k_scores,
        smallest_group_comments=found.k_comments, opens_on=found.opens_on, closes_on=found.closes_on,
        opened_at=found.opened_at, closed_at=found.closed_at, answered_at=found.answered_at,
        channels=list(found.channels), why_not=list(found.why_not),
        you_said=[YouSaidOut(said=each.said, done=each.done, answer=each.answer) for each in found.you_said],
        moved=None if found.moved is None
        else [MovedOut(was=each.was, day=each.day, reason=each.reason, at=each.at) for each in found.moved],
    )  # fmt: skip


@router.get("/surveys", response=list[SurveyOut], summary="Surveys of all changes, or of one")
def surveys(request: HttpRequest, change: str = "") -> list[SurveyOut]:
    """Newest first; plans only for those who lead the change."""
    viewer = viewer_of(request)
    if not viewer.roles:
        raise NotYours
    return [out(each) for each in queries.surveys(viewer=viewer, slug=change)]


@router.post("/surveys", response={201: SurveyOut}, summary="Plan a survey")
def plan_survey(request: HttpRequest, payload: SurveyIn) -> Status[SurveyOut]:
    """It opens, invites, reminds and closes by itself on its days."""
    viewer = viewer_of(request)
    said = Plan(
        title=payload.title[:200], template=payload.template, moment=payload.moment[:20],
        languages=tuple(payload.languages), promise=payload.promise, tree=payload.grouped_by,
        opens_on=payload.opens_on, closes_on=payload.closes_on, team_ids=frozenset(payload.team_ids),
        channels=tuple(payload.channels), k_scores=payload.smallest_group,
        k_comments=payload.smallest_group_comments,
    )  # fmt: skip
    wave = planning.plan_survey(viewer=viewer, slug=payload.change, said=said, now=timezone.now())
    return Status(201, out(queries.survey(viewer=viewer, wave_id=wave)))


@router.get("/surveys/{wave_id}", response=SurveyOut, summary="One survey")
def survey(request: HttpRequest, wave_id: UUID) -> SurveyOut:
    """Where it stands; ``why_not``: what keeps a plan from opening."""
    return out(queries.survey(viewer=viewer_of(request), wave_id=wave_id))


@router.get("/surveys/{wave_id}/questions", response=dict[str, Any], summary="Its questions as SurveyJS JSON")
def survey_questions(request: HttpRequest, wave_id: UUID) -> dict[str, Any]:
    """For those who lead the change."""
    return dict(queries.survey_to_lead(viewer=viewer_of(request), wave_id=wave_id).definition)


@router.put("/surveys/{wave_id}/questions", response=SurveyOut, summary="Replace the questions of a plan")
def survey_replace(request: HttpRequest, wave_id: UUID, payload: Body[dict[str, Any]]) -> SurveyOut:
    """SurveyJS JSON; what cannot be asked is refused by name."""
    viewer = viewer_of(request)
    try:
        planning.replace_definition(
            viewer=viewer, wave_id=wave_id, text=survey_json.dumps(payload), now=timezone.now()
        )
    except NotASurvey as error:
        raise HttpError(422, str(error)) from error
    except NotAStep as error:
        raise HttpError(409, str(error)) from error
    return out(queries.survey(viewer=viewer, wave_id=wave_id))


@router.post("/surveys/{wave_id}/open", response=SurveyOut, summary="Open a plan today")
def survey_open(request: HttpRequest, wave_id: UUID) -> SurveyOut:
    """Invitations go out in the next minutes."""
    viewer = viewer_of(request)
    try:
        opening.open_survey(viewer=viewer, wave_id=wave_id, now=timezone.now())
    except (MayNotOpen, TooFew, NotAStep) as error:
        raise HttpError(409, str(error)) from error
    return out(queries.survey(viewer=viewer, wave_id=wave_id))


@router.post("/surveys/{wave_id}/last-day", response=SurveyOut, summary="Move the last day of an open survey")
def survey_last_day(request: HttpRequest, wave_id: UUID, payload: LastDayIn) -> SurveyOut:
    """Everybody invited is mailed the new day; an earlier one needs a reason, which they read."""
    viewer = viewer_of(request)
    try:
        move_last_day(
            viewer=viewer, wave_id=wave_id, to=payload.day, reason=payload.reason, now=timezone.now()
        )
    except NotAStep as error:
        raise HttpError(409, str(error)) from error
    return out(queries.survey(viewer=viewer, wave_id=wave_id))


@router.get("/surveys/{wave_id}/participation", response=ParticipationOut | None, summary="How many answered")
def survey_participation(request: HttpRequest, wave_id: UUID) -> ParticipationOut | None:
    """Of an open survey; null where nothing may be told."""
    viewer = viewer_of(request)
    queries.survey(viewer=viewer, wave_id=wave_id)
    found = disclosure.participation(viewer=viewer, wave_id=wave_id)
    return ParticipationOut(low=found.low, high=found.high, invited=found.invited) if found else None


@router.get("/surveys/{wave_id}/results", response=dict[str, Any], summary="Results of a closed survey")
def survey_results(request: HttpRequest, wave_id: UUID) -> dict[str, Any]:
    """Frozen when it closed, the same as on the page; before that 409."""
    viewer = viewer_of(request)
    queries.survey(viewer=viewer, wave_id=wave_id)
    try:
        return asdict(reading.results(viewer=viewer, wave_id=wave_id))
    except NotYet as error:
        raise HttpError(409, str(error)) from error


@router.get(
    "/surveys/{wave_id}/by-name", response=list[dict[str, Any]], summary="Answers of a survey with names"
)
def survey_by_name(request: HttpRequest, wave_id: UUID) -> list[dict[str, Any]]:
    """For whoever leads the change, once it is closed. Of a survey without names there is no such list: 404."""
    viewer = viewer_of(request)
    queries.survey(viewer=viewer, wave_id=wave_id)
    try:
        return [asdict(each) for each in reading.by_name(viewer=viewer, wave_id=wave_id)]
    except NotYet as error:
        raise HttpError(409, str(error)) from error


@router.post("/surveys/{wave_id}/you-said", response=SurveyOut, summary="Answer those who answered")
def survey_you_said(request: HttpRequest, wave_id: UUID, payload: YouSaidIn) -> SurveyOut:
    """The next survey of the change waits for it."""
    viewer = viewer_of(request)
    lines = [(each.said[:500], each.done, each.answer[:1000]) for each in payload.lines]
    try:
        answer_survey(viewer=viewer, wave_id=wave_id, lines=lines, now=timezone.now())
    except NotAStep as error:
        raise HttpError(409, str(error)) from error
    return out(queries.survey(viewer=viewer, wave_id=wave_id))
