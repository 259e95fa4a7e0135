"""Who gets what answer about wins. How entries are written: ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    ALL,
    CHANGE,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
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


def of_story(route: str, status: int, may: str, **more: Any) -> list[Call]:
    """Ward 1's story, written by the member and not published: nobody else is told that it is there."""
    told = {*may.split(", "), "member"}
    rest = ", ".join(each for each in f"stranger, {EMPLOYED}, {WIDE}".split(", ") if each not in told)
    knows = {403: "member"} if "member" not in may else {}
    return [
        Call(route, "POST", parts={**CHANGE, **STORY}, answers={status: may, **knows, 404: rest}, **more),
        Call(route, "POST", parts={**SURGERY, **STORY}, answers=NOT_THERE, **more),
    ]


STORY = {"story_id": "{story}"}
STORY_BODY = {"group": 0, "before": "a", "hard": "b", "helped": "c"}
WRITES = {200: EMPLOYED, 403: WIDE, 404: "stranger"}
NAMING = {"naming_id": "{naming}"}
ASKED = {302: "member", 404: f"stranger, manager, other, small, {WIDE}"}
OWN_PLAN = {302: "member", 404: f"stranger, manager, other, small, {WIDE}"}
SCREEN = {"screen_id": "{screen}"}
PUT_UP = {200: EDITORS, 403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"}
ENDS = {200: EDITORS, 404: f"stranger, {EMPLOYED}, {OVERSEE}, steward"}
TELLS = instead(FOR_EVERYBODY, 422)
WINS = [
    Call("celebrate:wall", answers=FOR_EVERYBODY),
    Call("celebrate:tell", answers=FOR_EVERYBODY),
    Call("celebrate:tell", "POST", answers=TELLS),
    *by_change("celebrate:wins", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("celebrate:thank-champion", instead(FOR_EVERYBODY, 422), instead(FOR_SURGERY, 422), "POST"),
    *by_change("api:praise_champion", NOT_THERE, NOT_THERE, "POST", body={"champion": 0, "text": "x"}, **API),
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
    Call("celebrate:seen", answers={200: WIDE, 403: EMPLOYED, 404: "stranger"}),
    Call("api:seen", answers={200: WIDE, 403: EMPLOYED, 404: "stranger"}, nobody=401),
    Call("celebrate:screens", answers=PUT_UP),
    Call("celebrate:screens", "POST", answers=instead(PUT_UP, 422)),
    Call("celebrate:screen-end", "POST", parts=SCREEN, answers=instead(ENDS, 302)),
    Call("celebrate:screen", parts={"key": "{screen-key}"}, answers={200: ALL}, nobody=200),
    Call("celebrate:screen", parts={"key": "no-such"}, answers=NOT_THERE, nobody=404),
    Call("api:screens", answers=FOR_EVERYBODY, nobody=401),
    Call("api:put_up_screen", "POST", body={"name": "Corridor"}, answers=instead(PUT_UP, 201), **API),
    Call("api:end_screen", "POST", parts=SCREEN, answers=ENDS, **API),
    *by_change("celebrate:story-new", WRITES, {200: "other, small", 403: WIDE, 404: NOT_WARD_1}),
    *by_change(
        "celebrate:story-new", instead(WRITES, 422), {422: "other, small", 403: WIDE, 404: NOT_WARD_1}, "POST"
    ),
    *of_story("celebrate:story-publish", 302, f"manager, {EDITORS}"),
    *of_story("celebrate:story-withdraw", 302, f"member, manager, {EDITORS}"),
    *by_change("api:stories", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:write_story", TELLS, instead(FOR_SURGERY, 422), "POST", body=STORY_BODY, **API),
    *of_story("api:publish_story", 200, f"manager, {EDITORS}", **API),
    *of_story("api:withdraw_story", 200, f"member, manager, {EDITORS}", **API),
    *published("celebrate:mail", 302),
    *waiting("celebrate:mail", 302),
    *published("api:mail_win", 422, **API),
    *waiting("api:mail_win", 422, **API),
    Call("bridge:plan", answers=FOR_EVERYBODY),
    Call("bridge:plan", "POST", body={"hard": "everything"}, answers=TELLS),
    Call("bridge:plan-line", "POST", body={"key": "short-film", "state": "agreed"}, answers=OWN_PLAN),
    Call("bridge:plan-withdraw", "POST", answers=OWN_PLAN),
    Call("bridge:plans", answers=FOR_EVERYBODY),
    Call("api:my_plan", answers=FOR_EVERYBODY, nobody=401),
    Call("api:write_plan", "PUT", answers=FOR_EVERYBODY, **API),
    Call(
        "api:answer_plan",
        "POST",
        body={"key": "short-film"},
        answers={200: "member", 404: OWN_PLAN[404]},
        **API,
    ),
    Call("api:withdraw_plan", "DELETE", answers={200: "member", 404: OWN_PLAN[404]}, **API),
    Call("api:shared_plans", answers=FOR_EVERYBODY, nobody=401),
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
