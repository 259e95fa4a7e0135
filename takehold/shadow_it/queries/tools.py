"""Tools that people found for themselves: as a list, and one with its inquiry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Prefetch, QuerySet

from takehold.gaps.facts import Cause
from takehold.people import queries as people
from takehold.people.facts import NotYours, ReportingUnit, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import (
    CheckFact,
    Contract,
    DataKept,
    DepartmentFact,
    Found,
    Gate,
    Kind,
    LedTo,
    Ordered,
    Said,
    Theme,
    ToolFact,
    ToolLine,
    ToolState,
    TurnFact,
    Way,
    WhyFact,
)
from takehold.shadow_it.queries.rights import readable, speaks_for, works

ORDER: Final = (
    ToolState.REOPENED, ToolState.TOLD, ToolState.ASKING, ToolState.UNDERSTOOD, ToolState.OFFERED,
    ToolState.SETTLED, ToolState.RETIRED, ToolState.LEFT,
)  # fmt: skip
DONE: Final = (ToolState.SETTLED, ToolState.RETIRED)


def tools(*, viewer: Viewer) -> tuple[ToolLine, ...]:
    """All that this viewer may read: what waits first, then what is settled; the newest first. Raises ``NotYours``."""
    units = people.sight(viewer=viewer).units
    rows = _with_teams(readable(viewer)).prefetch_related("checks").order_by("-known_on", "-id")
    found = [line(row, units) for row in rows]
    return tuple(sorted(found, key=lambda each: ORDER.index(each.state)))


def tool(*, viewer: Viewer, tool_id: int) -> ToolFact:
    """One of them. Raises ``NotYours``."""
    rows = readable(viewer).select_related("under", "directive", "gap__initiative")
    row = rows.filter(id=tool_id).first()
    if row is None:
        raise NotYours
    units = people.sight(viewer=viewer).units
    people_of = ("asks_back", "co_owner", "accepted_by", "signed_by")
    departments = tuple(row.departments.select_related(*people_of).prefetch_related("teams").order_by("id"))
    checks = tuple(row.checks.all())
    own = any(speaks_for(viewer, teams_of(each)) for each in departments)
    return ToolFact(
        line=line(row, units, departments, checks),
        under=row.under.number if row.under is not None else None,
        gives=row.gives,
        hurts=row.hurts,
        data=DataKept(row.data),
        contract=Contract(row.contract),
        risk=row.risk,
        whys=tuple(WhyFact(each.pk, Cause(each.cause), each.text, each.ends_at) for each in row.whys.all()),
        need_on=row.need_on,
        offer=row.offer,
        offer_service=row.offer_service,
        offered_on=row.offered_on,
        departments=tuple(department(each, row, units, viewer) for each in departments),
        gate=gate(row, departments),
        ordered=Ordered(row.directive.pk, row.directive.title) if row.directive is not None else None,
        led_to=LedTo(row.request_id, row.gap_id, row.gap.initiative.slug if row.gap is not None else ""),
        turns=tuple(turned(each) for each in row.turns.select_related("seen_by")),
        version=row.version,
        may_work=works(viewer),
        checks=tuple(check(each, own=own) for each in checks),
    )


def line(
    row: models.Tool,
    units: Iterable[ReportingUnit],
    departments: Iterable[models.Department] | None = None,
    checks: Iterable[models.Check] | None = None,
) -> ToolLine:
    """The row as a line of a list; its departments and checks are fetched already, or given."""
    teams = frozenset(
        team for each in (row.departments.all() if departments is None else departments) for team in teams_of(each)
    )  # fmt: skip
    looks = tuple(row.checks.all() if checks is None else checks)
    state = ToolState(row.state)
    return ToolLine(
        id=row.pk,
        name=row.name,
        kind=Kind(row.kind),
        state=state,
        where=where(teams, units),
        used_for=row.used_for,
        people=row.people,
        need=row.need,
        theme=Theme(row.theme) if row.theme else None,
        way=Way(row.way) if row.way else None,
        service=row.service,
        known_on=row.known_on,
        met=state in DONE and row.directive_id is None,
        asked=any(each.asked_on is not None and each.done_on is None for each in looks),
    )


def department(
    row: models.Department, tool_row: models.Tool, units: Iterable[ReportingUnit], viewer: Viewer
) -> DepartmentFact:
    """One department, as this viewer may act for it. The row comes with its persons and teams."""
    teams = teams_of(row)
    there = tool_row.offered if tool_row.offer else None
    accepted = row.accepted is not None and row.accepted == there
    signed = row.signed is not None and row.signed == there
    mine, own = viewer.person_id, speaks_for(viewer, teams)
    sayer = row.accepted_by.name if row.accepted_by and (own or works(viewer)) else ""
    return DepartmentFact(
        id=row.pk,
        name=", ".join(where(teams, units)),
        team_ids=teams,
        on=row.on,
        asks_back=row.asks_back.name if row.asks_back is not None else "",
        co_owner=row.co_owner.name if row.co_owner is not None else "",
        accepted=Said(sayer, row.accepted_on) if accepted and row.accepted_on else None,
        signed=Said(row.signed_by.name if row.signed_by else "", row.signed_on)
        if signed and row.signed_on
        else None,
        own=own,
        mine=mine is not None and row.asks_back_id == mine,
        signs=mine is not None and row.co_owner_id == mine,
    )


def gate(row: models.Tool, departments: Iterable[models.Department]) -> Gate:
    """What is there of what has to be there before it is switched off."""
    every = tuple(departments)
    return Gate(
        need=bool(row.need),
        offer=bool(row.offer and row.way),
        accepted=tuple(bool(row.offer) and each.accepted == row.offered for each in every),
        signed=tuple(bool(row.offer) and each.signed == row.offered for each in every),
    )


def check(row: models.Check, *, own: bool = False) -> CheckFact:
    """One look whether the need is met. ``own``: the viewer may answer for a department."""
    return CheckFact(
        id=row.pk,
        due_on=row.due_on,
        asked_on=row.asked_on,
        done_on=row.done_on,
        found=Found(row.found) if row.found else None,
        figures=row.figures,
        words=row.words,
        may_answer=own and row.asked_on is not None and row.done_on is None,
    )


def turned(row: models.ToolTurn) -> TurnFact:
    """One change of state; the row comes with the look that made it."""
    seen = check(row.seen_by) if row.seen_by is not None else None
    return TurnFact(row.on, ToolState(row.before), ToolState(row.after), row.reason, seen)


def teams_of(row: models.Department) -> frozenset[int]:
    """The teams of a department; they are fetched already."""
    return frozenset(each.team_id for each in row.teams.all())


def where(teams: frozenset[int], units: Iterable[ReportingUnit]) -> tuple[str, ...]:
    """Names of the reporting groups of these teams, of those that are given."""
    return tuple(sorted(unit.name for unit in units if unit.team_ids & teams))


def _with_teams(rows: QuerySet[models.Tool]) -> QuerySet[models.Tool]:
    departments = models.Department.objects.prefetch_related("teams").order_by("id")
    return rows.prefetch_related(Prefetch("departments", queryset=departments))
