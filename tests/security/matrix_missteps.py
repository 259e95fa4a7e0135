"""Who gets what answer about missteps. How entries are written: ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    WIDE,
    Call,
    by_change,
    instead,
)

TOLD, SUGGESTED, ABSENT = (
    {"misstep_id": "{misstep}"},
    {"misstep_id": "{suggested}"},
    {"misstep_id": "{absent}"},
)
SPEAK = f"{EDITORS}, sponsor"
HEAR = "council, steward, works council, auditor"
API: dict[str, Any] = {"json": True, "nobody": 401}
BODY = {"title": "We said too little", "happened": "We sent one mail."}


def spoken(route: str, status: int, method: str = "POST", **more: Any) -> list[Call]:
    """For those who speak for the change: of what was told others are told that it is not theirs to do; what is only
    suggested is not there for them."""
    parts = more.pop("parts", {})
    knows = {status: SPEAK, 403: f"{EMPLOYED}, {HEAR}", 404: "stranger"}
    not_yet = {status: SPEAK, 404: f"stranger, {EMPLOYED}, {HEAR}"}
    return [
        Call(route, method, parts={**TOLD, **parts}, answers=knows, **more),
        Call(route, method, parts={**SUGGESTED, **parts}, answers=not_yet, **more),
        Call(route, method, parts={**ABSENT, **parts}, answers=NOT_THERE, **more),
    ]


PROMISE = {"promise_id": "{promise}"}
KEPT = {422: f"member, {SPEAK}", 403: f"manager, other, small, {HEAR}", 404: "stranger"}
SUGGESTS = instead(FOR_EVERYBODY, 422)
MISSTEPS = [
    Call("missteps:missteps", answers=FOR_EVERYBODY),
    Call("missteps:missteps", query="?change={surgery}", answers=FOR_SURGERY),
    Call("missteps:missteps", query="?change=no-such", answers=NOT_THERE),
    *by_change("missteps:new", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("missteps:new", SUGGESTS, instead(FOR_SURGERY, 422), "POST"),
    Call("missteps:misstep", parts=TOLD, answers=FOR_EVERYBODY),
    Call("missteps:misstep", parts=SUGGESTED, answers={200: SPEAK, 404: f"stranger, {EMPLOYED}, {HEAR}"}),
    Call("missteps:misstep", parts=ABSENT, answers=NOT_THERE),
    *spoken("missteps:edit", 200, "GET"),
    *spoken("missteps:edit", 422),
    *spoken("missteps:tell", 422),
    *spoken("missteps:turn", 422),
    *spoken("missteps:promise", 422),
    Call("missteps:keep", "POST", parts={**TOLD, **PROMISE}, answers={422: f"{EMPLOYED}, {WIDE}", 404: "stranger"}),
    Call("missteps:keep", "POST", parts={**ABSENT, **PROMISE}, answers=NOT_THERE),
    Call("api:missteps", answers=FOR_EVERYBODY, nobody=401),
    Call("api:missteps", query="?change={surgery}", answers=FOR_SURGERY, nobody=401),
    Call("api:misstep", parts=TOLD, answers=FOR_EVERYBODY, nobody=401),
    Call("api:misstep", parts=SUGGESTED, answers={200: SPEAK, 404: f"stranger, {EMPLOYED}, {HEAR}"}, nobody=401),
    *by_change(
        "api:suggest_misstep", SUGGESTS, instead(FOR_SURGERY, 422), "POST", body={**BODY, "title": " "}, **API
    ),
    *spoken("api:edit_misstep", 409, "PUT", body={**BODY, "version": 0}, **API),
    *spoken("api:tell_misstep", 422, body={"to": " "}, **API),
    *spoken("api:turn_misstep", 409, body={"event": "begin", "version": 0}, **API),
    *spoken("api:promise_mending", 422, body={"what": "x", "version": 0}, **API),
    Call("api:keep_promise", "POST", parts={**TOLD, **PROMISE}, body={"came_of": " "}, answers=KEPT, **API),
    Call("api:keep_promise", "POST", parts={**ABSENT, **PROMISE}, body={"came_of": "x"}, answers=NOT_THERE, **API),
]  # fmt: skip
