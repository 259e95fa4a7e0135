"""Who gets what answer about wins. How entries are written: ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    CHANGE,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    OVERSEE,
    SURGERY,
    WIDE,
    Call,
    by_change,
    instead,
)

WIN, DRAFT = {"win_id": "{win}"}, {"win_id": "{draft}"}
API: dict[str, Any] = {"json": True, "nobody": 401}
OF_WARD_3 = f"other, {EDITORS}"
NOT_OF_WARD_3 = f"stranger, member, manager, small, {OVERSEE}, steward"


def published(route: str, status: int, **more: Any) -> list[Call]:
    """The published win of everybody: for those who lead; others know of it and are told that it is not theirs to do. Of
    another change it is not there."""
    rest = {403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"}
    return [
        Call(route, "POST", parts={**CHANGE, **WIN}, answers={status: EDITORS, **rest}, **more),
        Call(route, "POST", parts={**SURGERY, **WIN}, answers=NOT_THERE, **more),
    ]


def waiting(route: str, status: int, method: str = "POST", **more: Any) -> list[Call]:
    """Ward 3's win that is not published: for its manager and those who lead; nobody else is told that it is there."""
    return [
        Call(
            route, method, parts={**CHANGE, **DRAFT}, answers={status: OF_WARD_3, 404: NOT_OF_WARD_3}, **more
        )
    ]


NAMING = {"naming_id": "{naming}"}
ASKED = {302: "member", 404: f"stranger, manager, other, small, {WIDE}"}
TELLS = instead(FOR_EVERYBODY, 422)
WINS = [
    Call("celebrate:wall", answers=FOR_EVERYBODY),
    Call("celebrate:tell", answers=FOR_EVERYBODY),
    Call("celebrate:tell", "POST", answers=TELLS),
    *by_change("celebrate:wins", FOR_EVERYBODY, FOR_SURGERY),
    Call("celebrate:win", parts={**CHANGE, **WIN}, answers=FOR_EVERYBODY),
    Call("celebrate:win", parts={**SURGERY, **WIN}, answers=NOT_THERE),
    *waiting("celebrate:win", 200, "GET"),
    *published("celebrate:publish", 422),
    *waiting("celebrate:publish", 302),
    *published("celebrate:leave", 302),
    *waiting("celebrate:leave", 302),
    *waiting("celebrate:withdraw", 302),
    Call(
        "celebrate:withdraw",
        "POST",
        parts={**CHANGE, **WIN},
        answers={
            302: f"member, {EDITORS}",
            403: f"manager, other, small, {OVERSEE}, steward",
            404: "stranger",
        },
    ),
    Call("celebrate:withdraw", "POST", parts={**SURGERY, **WIN}, answers=NOT_THERE),
    Call("celebrate:applaud", "POST", parts={**CHANGE, **WIN}, answers={302: EVERYBODY, 404: "stranger"}),
    Call("celebrate:applaud", "POST", parts={**CHANGE, **DRAFT}, answers=NOT_THERE),
    *published("celebrate:ask-name", 422),
    *waiting("celebrate:ask-name", 422),
    Call("celebrate:answer-name", "POST", parts=NAMING, body={"state": "named"}, answers=ASKED),
    Call("api:my_names", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:answer_name",
        "POST",
        parts=NAMING,
        body={"state": "named"},
        answers={200: "member", 404: ASKED[404]},
        **API,
    ),
    *published("api:ask_name", 422, body={"person": 0, "deed": "Well done"}, **API),
    *waiting("api:ask_name", 422, body={"person": 0, "deed": "Well done"}, **API),
    Call("api:wall", answers=FOR_EVERYBODY, nobody=401),
    *by_change("api:wins", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:tell_win", TELLS, instead(FOR_SURGERY, 422), "POST", body={"text": " "}, **API),
    Call("api:win", parts={**CHANGE, **WIN}, answers=FOR_EVERYBODY, nobody=401),
    Call("api:win", parts={**SURGERY, **WIN}, answers=NOT_THERE, nobody=401),
    *waiting("api:win", 200, "GET", nobody=401),
    *published("api:publish_win", 422, body={}, **API),
    *waiting("api:publish_win", 200, body={"text": "Ward 3 kept it up."}, **API),
    *published("api:leave_win", 422, **API),
    *waiting("api:leave_win", 200, **API),
    *waiting("api:withdraw_win", 200, **API),
    Call("api:applaud_win", "POST", parts={**CHANGE, **WIN}, answers=FOR_EVERYBODY, **API),
    Call("api:applaud_win", "POST", parts={**CHANGE, **DRAFT}, answers=NOT_THERE, **API),
]
