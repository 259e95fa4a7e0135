"""Champions, guides and own coaching in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    ALL,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
    WIDE,
    Call,
    by_change,
    edited,
    instead,
)

API: dict[str, Any] = {"json": True, "nobody": 401}
NIGHT = {"shift": "night"}


def own(route: str, method: str, **more: Any) -> list[Call]:
    """By those who have a team that the change is for; whoever else reads it is told so."""
    return by_change(
        route,
        {422: EMPLOYED, 403: WIDE, 404: "stranger"},
        {422: "other, small", 403: WIDE, 404: NOT_WARD_1},
        method,
        **more,
    )


def nobodys(route: str, method: str, **more: Any) -> list[Call]:
    """Of one's own part, or of a champion: there is none here, for anybody."""
    return by_change(route, NOT_THERE, NOT_THERE, method, **more)


CHAMPIONS = [
    *by_change("bridge:champions", FOR_EVERYBODY, FOR_SURGERY),
    *own("bridge:champions", "POST"),
    *nobodys("bridge:champions-answer", "POST", body={"event": "decline"}),
    *nobodys("bridge:champions-hours", "POST"),
    *edited("bridge:champions-invite", 422, "POST"),
    *by_change("bridge:champions-thank", instead(FOR_EVERYBODY, 422), instead(FOR_SURGERY, 422), "POST"),
    *edited("bridge:champions-shift", 422, "POST"),
    *by_change("api:champions", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *own("api:step_forward", "PUT", body={"team": 0, "shifts": []}, **API),
    *nobodys("api:answer_champion", "POST", body={"event": "decline"}, **API),
    *nobodys("api:note_champion_hours", "PUT", body={"on": "2026-03-02", "half_hours": 1}, **API),
    *edited("api:invite_champion", 422, "POST", body={"person": 0}, **API),
    *nobodys("api:thank_champion", "POST", body={"champion": 0, "text": "x"}, **API),
    *edited("api:work_shift", 422, "PUT", parts=NIGHT, body={"worked": True, "groups": [0]}, **API),
]
THEIRS = {
    200: "manager, other, lead, sponsor, it lead",
    404: "stranger, member, small, council, steward, works council, auditor, admin",
}
CHAMPIONS += [
    Call("bridge:guides", answers={200: ALL}),
    Call("bridge:guides", query="?occasion=question", answers={200: ALL}),
    Call("bridge:guide", parts={"key": "night-shift"}, answers={200: ALL}),
    Call("bridge:guide", parts={"key": "no-such"}, answers=NOT_THERE),
    Call("api:guides", answers=FOR_EVERYBODY, nobody=401),
    Call("api:guide", parts={"key": "night-shift"}, answers=FOR_EVERYBODY, nobody=401),
    Call("api:guide", parts={"key": "no-such"}, answers=NOT_THERE, nobody=401),
    Call("overview:coaching", answers=THEIRS),
    Call("overview:coaching", query="?change=no-such", answers=THEIRS),
    Call("api:coaching", answers=THEIRS, nobody=401),
]
