"""The operations of the API on changes and alerts. Each is a page's twin: same queries, same operations, same rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from takehold.initiatives import operations, queries
from takehold.initiatives.api import shapes
from takehold.initiatives.api.series import control_chart
from takehold.initiatives.facts import InitiativeInput, Invalid
from takehold.people.api import viewer_of
from takehold.people.facts import NotFound, Viewer

router = Router(tags=["changes"])
LONGEST_KEY = 120


def once(
    request: HttpRequest, viewer: Viewer, act: Callable[[], tuple[int, Mapping[str, Any]]]
) -> Status[Any]:
    """Do it once for each Idempotency-Key."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise Invalid("Idempotency-Key", f"At most {LONGEST_KEY} characters.")
    said = (request.method or "").encode() + b" " + request.path.encode() + b"\n" + request.body
    status, body = operations.once(viewer=viewer, key=key, request=said, act=act, now=timezone.now())
    return Status(status, body)


def untraced(act: Callable[[], tuple[int, Mapping[str, Any]]]) -> Status[Any]:
    """Do it and remember nothing, whatever key came with it: for what nobody is to be known to have sent."""
    status, body = act()
    return Status(status, body)


@router.get("/changes", summary="Changes", operation_id="changes")
def changes(request: HttpRequest, show: str = "all", cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Changes that you may read. ``show``: all, mine, needs-me, ended."""
    items, following = shapes.page(queries.lines(viewer=viewer_of(request), filter=show), cursor, limit)
    return {"items": [shapes.line(each) for each in items], "next": following}


@router.post(
    "/changes", summary="Begin a change", operation_id="begin_change", response={201: dict[str, Any]}
)
def begin(request: HttpRequest, said: shapes.ChangeIn) -> Status[Any]:
    """Begin a change. Send an Idempotency-Key, so that a repeated sending begins one only."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        slug = operations.create(
            viewer=viewer,
            said=InitiativeInput(
                name=said.name,
                reasons=tuple(said.reasons),
                lead_id=said.lead_id,
                sponsor_id=said.sponsor_id,
                co_owner_id=said.co_owner_id,
                team_ids=frozenset(said.team_ids),
                go_live=said.go_live,
            ),
            now=timezone.now(),
        )
        return 201, {"slug": slug}

    return once(request, viewer, act)


@router.get("/changes/{slug}", summary="One change", operation_id="change")
def change(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One change with its reasons and marks."""
    return shapes.change(queries.initiative(viewer=viewer_of(request), slug=slug))


@router.get("/changes/{slug}/standings", summary="Where it stands", operation_id="standings")
def standings(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Each behaviour of the change with its verdict, as a whole and by reporting group."""
    viewer = viewer_of(request)
    found = queries.with_series(viewer=viewer, standings=queries.standings(viewer=viewer, slug=slug))
    rests = queries.rests(viewer=viewer, slug=slug, standings=found)
    return {"items": [shapes.standing(each, rests.get(each.behaviour.key)) for each in found]}


@router.get("/changes/{slug}/standings/{key}", summary="Where one behaviour stands", operation_id="standing")
def standing(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """One behaviour."""
    viewer = viewer_of(request)
    found = queries.standing(viewer=viewer, slug=slug, key=key)
    rests = queries.rests(viewer=viewer, slug=slug, standings=(found,))
    return shapes.standing(queries.with_series(viewer=viewer, standings=(found,))[0], rests.get(key))


@router.get(
    "/changes/{slug}/standings/{key}/control", summary="The series as a control chart", operation_id="control"
)
def control(request: HttpRequest, slug: str, key: str, team: str = "") -> dict[str, Any]:
    """The share by period under its limits, of the whole or of one reporting group. A picture, never the alarm."""
    viewer = viewer_of(request)
    found = queries.standing(viewer=viewer, slug=slug, key=key)
    if team:
        (found,) = queries.with_series(viewer=viewer, standings=(found,), names={key: (team,)})
    if found.verdict is None:
        raise NotFound
    verdict = next((unit.verdict for unit in found.units if unit.unit == team), None)
    if team and verdict is None:
        raise NotFound
    return control_chart(verdict or found.verdict.whole)


@router.get("/alerts", summary="Alerts", operation_id="alerts")
def alerts(request: HttpRequest, cursor: str = "", limit: int = 50) -> dict[str, Any]:
    """Alerts that you may read already, the newest first, and how many of those answered were real."""
    viewer = viewer_of(request)
    items, following = shapes.page(queries.alerts(viewer=viewer), cursor, limit)
    record = queries.alert_record(viewer=viewer)
    return {
        "items": [shapes.alert(each) for each in items],
        "next": following,
        "record": {
            "real": record.real,
            "not_real": record.not_real,
            "data_fault": record.data_fault,
            "unanswered": record.unanswered,
            "precision": record.precision,
        },
    }


@router.get("/alerts/{alert_id}", summary="One alert", operation_id="alert")
def alert(request: HttpRequest, alert_id: int) -> dict[str, Any]:
    """One alert."""
    return shapes.alert(queries.alert(viewer=viewer_of(request), alert_id=alert_id))


@router.post("/alerts/{alert_id}/line", summary="Write the team's line", operation_id="line")
def line(request: HttpRequest, alert_id: int, said: shapes.LineIn) -> Status[Any]:
    """Write the team's one line."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.write_line(viewer=viewer, alert_id=alert_id, line=said.line, now=timezone.now())
        return 200, shapes.alert(queries.alert(viewer=viewer, alert_id=alert_id))

    return once(request, viewer, act)


@router.post("/alerts/{alert_id}/answer", summary="Say what it turned out to be", operation_id="answer")
def answer(request: HttpRequest, alert_id: int, said: shapes.AnswerIn) -> Status[Any]:
    """Say what the alert was: real, not_real or data_fault."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        operations.resolve_alert(
            viewer=viewer, alert_id=alert_id, resolution=said.resolution, now=timezone.now()
        )
        return 200, shapes.alert(queries.alert(viewer=viewer, alert_id=alert_id))

    return once(request, viewer, act)
