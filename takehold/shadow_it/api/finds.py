"""What logs show, and bringing logs, for programs: the pages' twin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError
from ninja.files import UploadedFile
from pydantic import Field

from takehold.gaps.api.routes import once
from takehold.gather.views.receiving import guarded
from takehold.people import queries as people
from takehold.people.api import viewer_of
from takehold.people.facts import NotYours, Viewer
from takehold.shadow_it.facts.feeds import FeedFact, LogFact
from takehold.shadow_it.facts.finds import FindFact
from takehold.shadow_it.operations import feeding, own_services
from takehold.shadow_it.queries import feeds as by_feed
from takehold.shadow_it.queries import finds as queries
from takehold.shadow_it.queries.catalogue import own_services as of_house
from takehold.shadow_it.queries.log_rights import feeds as need_right
from takehold.shadow_it.queries.log_rights import reads as need_to_read

router = Router(tags=["shadow_it"])


class FeedIn(Schema):
    """A source of logs. ``kind``: proxy, dns, firewall, sign-on, expenses, endpoints. ``columns``: at, host, name, user,
    address, team, hits -> heading, of tables whose headings do not tell."""

    name: str = Field(max_length=80)
    kind: str = Field(max_length=12)
    columns: dict[str, str] = {}


class RangeIn(Schema):
    """Addresses of the network that are a team's."""

    addresses: str = Field(max_length=50)
    team: int


class ServiceIn(Schema):
    """What a name is that a log showed and no catalogue knows. ``category`` and ``kind``: as services have them."""

    domain: str = Field(max_length=253)
    name: str = Field(max_length=80)
    category: str = Field(max_length=60)
    kind: str = Field(max_length=60)


def find(each: FindFact) -> dict[str, Any]:
    """A service that logs show. Lines are told of weeks with at least five people only."""
    return {
        "service": each.key, "name": each.name, "category": each.category, "kind": each.service.kind,
        "first_seen": each.first_seen.isoformat(), "last_seen": each.last_seen.isoformat(), "trend": each.trend.value,
        "because": each.because, "groups": list(each.groups), "elsewhere": each.elsewhere, "people_at_least": each.people,
        "weeks": [
            {"week": week.week.isoformat(), "people_at_least": week.people, "seen": week.hits > 0,
             "lines": week.hits if week.people else None}
            for week in each.weeks
        ],
    }  # fmt: skip


def feed(each: FeedFact) -> dict[str, Any]:
    """A source."""
    last = each.last.isoformat() if each.last else None
    return {
        "id": each.id,
        "name": each.name,
        "kind": each.kind.value,
        "columns": dict(each.columns),
        "read_up_to": last,
    }


def log(each: LogFact) -> dict[str, Any]:
    """A log that was brought."""
    return {
        "id": each.id, "feed": each.feed_id, "filename": each.filename, "state": each.state.value, "reason": each.reason,
        "form": each.form, "counts": asdict(each.counts), "groups_known": each.groups_known,
        "first": each.first.isoformat() if each.first else None, "last": each.last.isoformat() if each.last else None,
        "broken": [{"line": line, "why": why} for line, why in each.broken],
        "unknown": [{"name": name, "people_at_least": people} for name, people in each.unknown],
    }  # fmt: skip


@router.get("/shadow/found", summary="What logs show", operation_id="shadow_found")
def shadow_found(request: HttpRequest) -> dict[str, Any]:
    """Services in use, the widest use first."""
    return {"items": [find(each) for each in queries.finds(viewer=viewer_of(request))]}


@router.get("/shadow/found/{service}", summary="One service that logs show", operation_id="shadow_found_one")
def shadow_found_one(request: HttpRequest, service: str) -> dict[str, Any]:
    """With its weeks."""
    found = queries.find(viewer=viewer_of(request), service=service)
    if found is None:
        raise NotYours
    return find(found)


@router.get("/shadow/feeds", summary="Sources of logs", operation_id="shadow_feeds")
def shadow_feeds(request: HttpRequest) -> dict[str, Any]:
    """All, by name."""
    return {"items": [feed(each) for each in by_feed.feeds(viewer=viewer_of(request))]}


@router.post(
    "/shadow/feeds",
    summary="Name a source of logs",
    operation_id="open_shadow_feed",
    response={201: dict[str, Any]},
)
def open_shadow_feed(request: HttpRequest, said: FeedIn) -> Status[Any]:
    """Then bring its logs."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        made = feeding.open_feed(viewer=viewer, now=timezone.now(), **said.dict())
        return 201, feed(by_feed.feed(viewer=viewer, feed_id=made))

    return once(request, viewer, act)


@router.get("/shadow/feeds/{feed_id}/logs", summary="Logs of a source", operation_id="shadow_logs")
def shadow_logs(request: HttpRequest, feed_id: int) -> dict[str, Any]:
    """The newest fifty."""
    viewer = viewer_of(request)
    by_feed.feed(viewer=viewer, feed_id=feed_id)
    return {"items": [log(each) for each in by_feed.logs(viewer=viewer, feed_id=feed_id)]}


def _may_feed(request: HttpRequest) -> None:
    account = getattr(request, "auth", None) or getattr(request.user, "pk", None)
    if account is None:
        raise AuthenticationError
    need_right(people.viewer(user_id=account, on=timezone.localdate()))


@router.post(
    "/shadow/feeds/{feed_id}/logs",
    summary="Bring a log",
    operation_id="bring_shadow_log",
    response={202: dict[str, Any]},
)
@decorate_view(guarded(_may_feed))
def bring_shadow_log(request: HttpRequest, feed_id: int, file: File[UploadedFile]) -> Status[Any]:
    """It is kept durably and read in its turn. The same file counts once, however often it is brought."""
    viewer = viewer_of(request)
    made = feeding.bring(
        viewer=viewer, feed_id=feed_id, filename=file.name or "", chunks=file.chunks(), now=timezone.now()
    )
    return Status(202, log(by_feed.log(viewer=viewer, log_id=made)))


@router.post("/shadow/logs/{log_id}/back", summary="Take a log back", operation_id="shadow_log_back")
def shadow_log_back(request: HttpRequest, log_id: int) -> Status[Any]:
    """What it showed counts no more."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        feeding.take_back(viewer=viewer, log_id=log_id, now=timezone.now())
        return 200, log(by_feed.log(viewer=viewer, log_id=log_id))

    return once(request, viewer, act)


@router.get("/shadow/ranges", summary="Whose addresses are whose", operation_id="shadow_ranges")
def shadow_ranges(request: HttpRequest) -> dict[str, Any]:
    """Ranges of addresses and the teams they belong to."""
    return _ranges(viewer_of(request))


@router.post(
    "/shadow/ranges",
    summary="Name the addresses of a team",
    operation_id="name_shadow_range",
    response={201: dict[str, Any]},
)
def name_shadow_range(request: HttpRequest, said: RangeIn) -> Status[Any]:
    """They count for logs that are read from now on."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        feeding.name_range(viewer=viewer, addresses=said.addresses, team_id=said.team, now=timezone.now())
        return 201, _ranges(viewer)

    return once(request, viewer, act)


@router.delete(
    "/shadow/ranges/{range_id}", summary="Drop the addresses of a team", operation_id="drop_shadow_range"
)
def drop_shadow_range(request: HttpRequest, range_id: int) -> Status[Any]:
    """What was read stays."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        feeding.drop_range(viewer=viewer, range_id=range_id, now=timezone.now())
        return 200, _ranges(viewer)

    return once(request, viewer, act)


@router.get("/shadow/services", summary="Services that we named ourselves", operation_id="shadow_services")
def shadow_services(request: HttpRequest) -> dict[str, Any]:
    """Beside those of the catalogue."""
    return _own(viewer_of(request))


@router.post(
    "/shadow/services",
    summary="Name a service that no catalogue knows",
    operation_id="name_shadow_service",
    response={201: dict[str, Any]},
)
def name_shadow_service(request: HttpRequest, said: ServiceIn) -> Status[Any]:
    """It counts for logs that are read from now on."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        own_services.name_service(viewer=viewer, now=timezone.now(), **said.dict())
        return 201, _own(viewer)

    return once(request, viewer, act)


@router.delete(
    "/shadow/services/{service}", summary="Drop a named service", operation_id="drop_shadow_service"
)
def drop_shadow_service(request: HttpRequest, service: str) -> Status[Any]:
    """What was counted as it is shown no more."""
    viewer = viewer_of(request)

    def act() -> tuple[int, Mapping[str, Any]]:
        own_services.drop_service(viewer=viewer, service=service, now=timezone.now())
        return 200, _own(viewer)

    return once(request, viewer, act)


def _own(viewer: Viewer) -> dict[str, Any]:
    need_to_read(viewer)
    return {"items": [asdict(each) for each in of_house()]}


def _ranges(viewer: Viewer) -> dict[str, Any]:
    rows = by_feed.ranges(viewer=viewer)
    return {"items": [{"id": each.id, "addresses": each.addresses, "team": each.team_id} for each in rows]}
