"""The inside first, goals and rewards in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    OVERSEE,
    WIDE,
    Call,
    by_change,
    edited,
)

CHOOSE = {200: "it lead, admin", 404: f"stranger, {EMPLOYED}, lead, {OVERSEE}, steward"}
API: dict[str, Any] = {"json": True, "nobody": 401}
READ = {200: f"manager, other, {WIDE}", 404: "stranger, member, small"}
WRITERS, LOOKERS = "lead, sponsor, it lead, admin", "council, steward, works council, auditor"
GOAL, CONFLICT = {"goal_id": "{goal}"}, {"conflict_id": "{conflict}"}


def written(route: str, status: int, method: str = "GET", **more: Any) -> Call:
    """By those who lead or sponsor; managers and those who look read."""
    answers = {status: WRITERS, 403: f"manager, other, {LOOKERS}", 404: "stranger, member, small"}
    return Call(route, method, answers=answers, **more)


PROPOSED = {"way_out": "", "version": 1}
ALIGNMENT = [
    Call("alignment:house", answers=FOR_EVERYBODY),
    Call("alignment:teams", answers=CHOOSE),
    Call("alignment:teams", "POST", answers={302: CHOOSE[200], 404: CHOOSE[404]}),
    *by_change("alignment:inside", FOR_EVERYBODY, FOR_SURGERY),
    *edited("alignment:inside", 302, "POST"),
    *edited("alignment:ask", 302, "POST"),
    Call("api:inside", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:inside_teams", "PUT", body={"teams": []},
        answers={200: CHOOSE[200], 403: f"{EMPLOYED}, lead, {OVERSEE}, steward", 404: "stranger"}, **API,
    ),
    *by_change("api:inside_of", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:ask_inside", 422, "POST", **API),
    *edited("api:resolve_inside", 422, "POST", body={"how": "", "version": 1}, **API),
    Call("alignment:load", answers=FOR_EVERYBODY),
    Call("alignment:load", query="?by=sum&from=2026-03-02&q=ward", answers=FOR_EVERYBODY),
    Call("api:load", answers=FOR_EVERYBODY, nobody=401),
    Call("overview:owners", answers={200: WIDE, 404: f"stranger, {EMPLOYED}"}),
    Call("api:owners", answers={200: WIDE, 404: f"stranger, {EMPLOYED}"}, nobody=401),
    Call("alignment:incentives", answers=READ),
    written("alignment:goal-new", 200),
    written("alignment:goal-new", 422, "POST"),
    Call("alignment:goal", parts=GOAL, answers=READ),
    written("alignment:goal", 422, "POST", parts=GOAL),
    written("alignment:goal-edit", 200, parts=GOAL),
    written("alignment:goal-edit", 422, "POST", parts=GOAL),
    Call("alignment:conflict", parts=CONFLICT, answers=READ),
    written("alignment:conflict", 422, "POST", parts=CONFLICT, body={"do": "propose"}),
    Call("api:incentives", answers=READ, nobody=401),
    written("api:write_goal", 422, "POST", body={"side": "it", "kind": "goal", "text": "", "owner": ""}, **API),
    written("api:edit_goal", 422, "PUT", parts=GOAL, body={"side": "it", "kind": "goal", "text": "", "owner": ""}, **API),
    written(
        "api:weigh_goal", 422, "POST", parts=GOAL,
        body={"change": "{change}", "behaviour": "shared", "pull": "for", "evidence": ""}, **API,
    ),
    Call("api:figures_of_goals", answers=READ, nobody=401),
    written("api:show_goal", 200, "PUT", parts=GOAL, body={"figure": ""}, **API),
    Call("api:goal_movement", parts=GOAL, answers=READ, nobody=401),
    Call("api:conflict_movement", parts=CONFLICT, answers=READ, nobody=401),
    written("api:propose_way_out", 422, "POST", parts=CONFLICT, body=PROPOSED, **API),
    Call(
        "api:sign_way_out", "POST", parts=CONFLICT, body={"side": "it", "office": "Head", "version": 1},
        answers={422: READ[200], 404: READ[404]}, **API,
    ),
    written("api:reopen_goal_conflict", 422, "POST", parts=CONFLICT, body={"reason": "", "version": 1}, **API),
]  # fmt: skip
