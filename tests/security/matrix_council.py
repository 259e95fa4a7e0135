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


THE_REQUEST, NO_REQUEST = {"request_id": "{request}"}, {"request_id": "{absent}"}
THE_DECISION, NO_DECISION = {"decision_id": "{decision}"}, {"decision_id": "{absent}"}
KEPT = {"commitment_id": "{commitment}"}
ASKERS = "lead, it lead, admin"
NO_ASKERS = {403: f"{EMPLOYED}, sponsor, council, steward, works council, auditor", 404: "stranger"}
NOT_SENT = "stranger, member, other, small, lead, sponsor, council, steward, works council, auditor, admin"
ENTERS = {403: f"{EMPLOYED}, lead, it lead, sponsor, steward, works council, auditor, admin", 404: "stranger"}
HOLDS = {
    422: "lead, council",
    403: f"{EMPLOYED}, it lead, sponsor, steward, works council, auditor, admin",
    404: "stranger",
}
OUTCOME = {"outcome": "noted", "reason": "So.", "holder": "role:lead", "version": 99}
A_REQUEST = {"body": 1, "title": " ", "purpose": "note", "ask": "x", "version": 99}


def own(route: str, status: int, method: str = "POST", signs: int = 403, **more: Any) -> list[Call]:
    """A request that was not sent: whoever asked writes it, whoever signs reads it, nobody else knows of it."""
    answers = {status: "it lead", signs: "manager", 404: NOT_SENT}
    if status == signs:
        answers = {status: "it lead, manager", 404: NOT_SENT}
    parts = {**THE_REQUEST, **more.pop("parts", {})}
    return [
        Call(route, method, parts=parts, answers=answers, **more),
        Call(route, method, parts={**parts, **NO_REQUEST}, answers=NOT_THERE, **more),
    ]


COUNCIL = [
    Call("overview:council", answers=FOR_EVERYBODY),
    Call("governance:requests", answers=FOR_EVERYBODY),
    Call("governance:request-new", answers={200: ASKERS, **NO_ASKERS}),
    Call("governance:request-new", "POST", answers={422: ASKERS, **NO_ASKERS}),
    *own("overview:request", 200, "GET", 200),
    *own("governance:request-edit", 200, "GET"),
    *own("governance:request-edit", 422),
    *own("governance:request-lines", 200, "GET"),
    *own("governance:request-option", 422),
    *own("governance:request-consulted", 422),
    *own("governance:request-serves", 422),
    *own("governance:request-take-out", 404, signs=403, parts={"kind": "option", "line_id": "{absent}"})[1:],
    *own("overview:request-check", 302),
    *own("overview:request-send", 422),
    *own("overview:request-turn", 422, signs=422),
    *own("overview:request-comment", 422, signs=422),
    Call(
        "overview:request-sign",
        "POST",
        parts=THE_REQUEST,
        body={"version": 999},
        answers={422: "manager", 403: "it lead", 404: NOT_SENT},
    ),
    *own("governance:decide", 403, "GET", 403),
    Call("governance:decisions", answers=FOR_EVERYBODY),
    Call("governance:decision", parts=THE_DECISION, answers=FOR_EVERYBODY),
    absent("governance:decision", NO_DECISION),
    Call("governance:decision-change", parts=THE_DECISION, answers={200: "council", **ENTERS}),
    Call("governance:decision-change", "POST", parts=THE_DECISION, answers={422: "council", **ENTERS}),
    absent("governance:decision-change", NO_DECISION),
    Call("governance:commitment-kept", "POST", parts={**THE_DECISION, **KEPT}, answers=HOLDS),
    absent("governance:commitment-kept", {**NO_DECISION, **KEPT}, "POST"),
    Call("api:council", answers=FOR_EVERYBODY, nobody=401),
    Call("api:all_requests", answers=FOR_EVERYBODY, nobody=401),
    Call("api:begin_request", "POST", body=A_REQUEST, answers={422: ASKERS, **NO_ASKERS}, **API),
    *own("api:one_request", 200, "GET", 200, nobody=401),
    *own("api:edit_request", 422, "PUT", body=A_REQUEST, **API),
    *own(
        "api:add_request_line",
        409,
        body={"option": {"name": "x", "pros": "y", "cons": "z"}, "version": 99},
        **API,
    ),
    *own(
        "api:take_line",
        409,
        "DELETE",
        parts={"kind": "option", "line_id": "{absent}"},
        query="?version=99",
        **API,
    ),
    *own("api:check_request", 200, **API),
    *own("api:send_request", 409, body={"version": 99}, **API),
    *own("api:turn_request", 409, body={"event": "withdraw", "reason": "So.", "version": 99}, **API),
    Call(
        "api:sign_request",
        "POST",
        parts=THE_REQUEST,
        body={"version": 99},
        answers={409: "manager", 403: "it lead", 404: NOT_SENT},
        **API,
    ),
    *own("api:comment_request", 422, signs=422, body={"text": " "}, **API),
    *own("api:decide", 403, signs=403, body=OUTCOME, **API),
    Call("api:register", answers=FOR_EVERYBODY, nobody=401),
    Call("api:one_decision", parts=THE_DECISION, answers=FOR_EVERYBODY, nobody=401),
    absent("api:one_decision", NO_DECISION, nobody=401),
    Call(
        "api:change_decision",
        "POST",
        parts=THE_DECISION,
        body=OUTCOME,
        answers={422: "council", **ENTERS},
        **API,
    ),
    Call(
        "api:turn_commitment",
        "POST",
        parts=KEPT,
        body={"event": "keep", "said": " ", "version": 1},
        answers=HOLDS,
        **API,
    ),
    absent(
        "api:turn_commitment",
        {"commitment_id": "{absent}"},
        "POST",
        body={"event": "keep", "said": "x", "version": 1},
        **API,
    ),
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
