"""Playbook, actions and what goes with them in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    ALL,
    CHANGE,
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NO_CHANGE,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    SURGERY,
    WARD_1,
    WIDE,
    Call,
    by_change,
    edited,
)

OF_WARD_1 = {200: f"{WARD_1}, {WIDE}", 404: "stranger, other, small"}
THE_ACTION, ELSEWHERE = {"action_id": "{action}"}, {"action_id": "{absent}"}
READ_ALL = f"{OVERSEE}, steward"
API = {"json": True, "nobody": 401}


def read(route: str, **more: Any) -> list[Call]:
    """The action for ward 1: by the ward and those who read everything; of another change it is not there."""
    return [
        Call(route, parts={**CHANGE, **THE_ACTION}, answers=OF_WARD_1, **more),
        Call(route, parts={**SURGERY, **THE_ACTION}, answers=NOT_THERE, **more),
        Call(route, parts={**CHANGE, **ELSEWHERE}, answers=NOT_THERE, **more),
    ]


def proposed(route: str, status: int, method: str = "GET", **more: Any) -> list[Call]:
    """By those who lead and by managers; whoever may read the change is told so."""
    own = {status: f"{EDITORS}, manager, other", 403: f"member, small, {READ_ALL}", 404: "stranger"}
    surgery = {status: f"{EDITORS}, other", 403: f"small, {READ_ALL}", 404: NOT_WARD_1}
    return [
        Call(route, method, parts=CHANGE, answers=own, **more),
        Call(route, method, parts=SURGERY, answers=surgery, **more),
        Call(route, method, parts=NO_CHANGE, answers=NOT_THERE, **more),
    ]


def rated(route: str, **more: Any) -> list[Call]:
    """By those who lead or sponsor the change and by its teams; whoever else reads it is told so."""
    held = "it lead, council, steward, works council, auditor, admin"
    own = {422: f"{EMPLOYED}, lead, sponsor", 403: held, 404: "stranger"}
    surgery = {422: "other, small, lead, sponsor", 403: held, 404: NOT_WARD_1}
    return by_change(route, own, surgery, "POST", **more)


def worked(route: str, status: int, method: str = "POST", also: str = "", **more: Any) -> list[Call]:
    """By those who lead, and ``also``; whoever reads it is told so, others not that it is there."""
    may = f"{EDITORS}{also}"
    held = ", ".join(each for each in ("member", "manager") if each not in may)
    own = {status: may, 403: f"{held}, {READ_ALL}", 404: "stranger, other, small"}
    return [
        Call(route, method, parts={**CHANGE, **THE_ACTION}, answers=own, **more),
        Call(route, method, parts={**SURGERY, **THE_ACTION}, answers=NOT_THERE, **more),
        Call(route, method, parts={**CHANGE, **ELSEWHERE}, answers=NOT_THERE, **more),
    ]


PATH = {"path_id": "{old-path}"}
EDITED = {422: EDITORS, 403: f"{EMPLOYED}, {READ_ALL}", 404: "stranger"}
BODY = {"title": "x", "what": "y", "kind": "story", "setting": "formal", "aim": "deliver"}
TURN = {"event": "finish", "version": 1}
BRIDGE = [
    Call("bridge:playbook", answers={200: ALL}),
    Call("bridge:playbook", query="?barrier=ability&setting=informal", answers={200: ALL}),
    Call("bridge:practice", parts={"key": "figures-back"}, answers={200: ALL}),
    Call("bridge:practice", parts={"key": "no-such"}, answers=NOT_THERE),
    Call("api:playbook", answers=FOR_EVERYBODY, nobody=401),
    Call("api:practice", parts={"key": "figures-back"}, answers=FOR_EVERYBODY, nobody=401),
    Call("api:practice", parts={"key": "no-such"}, answers=NOT_THERE, nobody=401),
    *by_change("bridge:actions", FOR_EVERYBODY, FOR_SURGERY),
    *proposed("bridge:new", 200),
    *proposed("bridge:new", 422, "POST"),
    *read("bridge:action"),
    *worked("bridge:edit", 200, "GET"),
    *worked("bridge:edit", 422),
    *worked("bridge:turn", 422, also=", manager"),
    *worked("bridge:look", 302, also=", manager"),
    *read("bridge:lots"),
    *worked("bridge:lots", 422),
    *worked("bridge:draw", 422),
    *worked("bridge:instead", 422),
    *read("api:lots", nobody=401),
    *worked("api:announce_lots", 422, body={"slots": []}, **API),
    *worked("api:draw_lots", 422, body={"text": ""}, **API),
    *worked("api:choose_instead", 422, body={"text": ""}, **API),
    *by_change("bridge:calendar", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("api:calendar", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("bridge:paths", FOR_EVERYBODY, FOR_SURGERY),
    *edited("bridge:paths", 422, "POST"),
    Call("bridge:path", parts={**CHANGE, **PATH}, answers=FOR_EVERYBODY),
    Call("bridge:path", parts={**SURGERY, **PATH}, answers=NOT_THERE),
    Call("bridge:path", "POST", parts={**CHANGE, **PATH}, answers=EDITED),
    *edited("bridge:downtime", 422, "POST"),
    *by_change("api:old_paths", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:write_old_path", 422, "POST", body={"name": "", "state": "open"}, **API),
    Call(
        "api:move_old_path",
        "PUT",
        parts={**CHANGE, **PATH},
        body={"name": "", "state": "open", "version": 1},
        answers=EDITED,
        **API,
    ),
    *edited(
        "api:declare_downtime",
        422,
        "POST",
        body={"first": "2026-03-01", "last": "2026-03-01", "reason": ""},
        **API,
    ),
    *by_change("bridge:sustainability", FOR_EVERYBODY, FOR_SURGERY),
    *rated("bridge:sustainability"),
    *edited("bridge:sustainability-close", 422, "POST"),
    *by_change("api:sustainability", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *rated("api:rate_sustainability", body={"levels": {}}, **API),
    *edited("api:close_sustainability", 422, "POST", **API),
    *by_change("api:actions", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *proposed("api:propose_action", 422, "POST", body=BODY, **API),
    *read("api:action", nobody=401),
    *worked("api:edit_action", 422, "PUT", body={**BODY, "version": 1}, **API),
    *worked("api:look_at_action", 422, also=", manager", **API),
    *worked("api:turn_action", 422, also=", manager", body=TURN, **API),
]
