"""Bodies, priorities, charters, requests and decisions in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    Call,
    by_change,
    edited,
)

API = {"json": True, "nobody": 401}
KEEPS = "council, admin"
NO_KEEPERS = {403: f"{EMPLOYED}, lead, sponsor, it lead, steward, works council, auditor", 404: "stranger"}
THE_BODY, NO_BODY = {"body_id": "{body}"}, {"body_id": "{absent}"}
THE_PRIORITY, NO_PRIORITY = {"priority_id": "{priority}"}, {"priority_id": "{absent}"}
SERVICE = {"service_id": "{service}"}
A_PRIORITY = {"kind": "value", "name": "Rest", "why": "It heals.", "holder": "role:sponsor", "version": 99}
SHOWN = {"kind": "document", "ref": "x"}


def kept(route: str, status: int, method: str = "POST", **more: Any) -> Call:
    """Only by those who keep bodies and priorities; everybody else is told who does."""
    if status == 404:
        return Call(route, method, answers={**NO_KEEPERS, 404: f"stranger, {KEEPS}"}, **more)
    return Call(route, method, answers={status: KEEPS, **NO_KEEPERS}, **more)


def absent(route: str, parts: dict[str, str], method: str = "GET", **more: Any) -> Call:
    """What is not there is not there for anybody."""
    return Call(route, method, parts=parts, answers=NOT_THERE, **more)


def of_service(route: str, status: int, method: str = "POST", **more: Any) -> list[Call]:
    """A service of the change for everybody: by those who lead it, and in no other change."""
    own, surgery, none = edited(route, status, method, parts=SERVICE, **more)
    elsewhere = {
        404: f"stranger, member, manager, {EDITORS}",
        403: "other, small, sponsor, council, steward, works council, auditor",
    }
    return [own, Call(route, method, parts={"slug": "{surgery}", **SERVICE}, answers=elsewhere, **more), none]


COUNCIL = [
    Call("governance:bodies", answers=FOR_EVERYBODY),
    kept("governance:bodies", 422),
    Call("governance:body", parts=THE_BODY, answers=FOR_EVERYBODY),
    absent("governance:body", NO_BODY),
    kept("governance:body", 422, parts=THE_BODY),
    kept("governance:seat", 422, parts=THE_BODY),
    absent("governance:seat", NO_BODY, "POST"),
    kept("governance:unseat", 404, parts={"body_id": "{body}", "seat_id": "{absent}"}),
    Call("governance:priorities", answers=FOR_EVERYBODY),
    kept("governance:priorities", 422),
    kept("governance:priority", 200, "GET", parts=THE_PRIORITY),
    absent("governance:priority", NO_PRIORITY),
    kept("governance:priority", 422, parts=THE_PRIORITY),
    *by_change("overview:charter", FOR_EVERYBODY, FOR_SURGERY),
    *edited("overview:charter", 422, "POST"),
    *edited("overview:charter-serve"),
    *edited("overview:charter-serve", 422, "POST"),
    *of_service("overview:charter-show", 422),
    *of_service("overview:charter-serve-no-more", 302)[1:],
    Call("api:bodies", answers=FOR_EVERYBODY, nobody=401),
    kept("api:write_body", 422, body={"name": " ", "kind": "board"}, **API),
    kept(
        "api:edit_body", 409, "PUT", parts=THE_BODY, body={"name": "x", "kind": "board", "version": 99}, **API
    ),
    kept("api:give_seat", 422, parts=THE_BODY, body={}, **API),
    kept("api:take_seat", 404, "DELETE", parts={"body_id": "{body}", "seat_id": "{absent}"}, **API),
    Call("api:priorities", answers=FOR_EVERYBODY, nobody=401),
    kept("api:write_priority", 422, body={**A_PRIORITY, "holder": ""}, **API),
    kept("api:edit_priority", 409, "PUT", parts=THE_PRIORITY, body=A_PRIORITY, **API),
    *by_change("api:charter", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:keep_charter", 422, "PUT", body={"number": 0}, **API),
    *edited("api:serve_priority", 422, "POST", body={"priority": 999_999, "how": "So."}, **API),
    *of_service("api:show_service", 422, body=SHOWN, **API),
    *of_service("api:serve_no_more", 200, "DELETE", **API)[1:],
]
