"""Rights on addresses for calendars outside: each is its owner's alone. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import ALL, EVERYBODY, FOR_EVERYBODY, NOT_THERE, WIDE, Call, instead

THE_ADDRESS = {"address_id": "{dates}"}
OWNER = {200: "member", 404: f"stranger, manager, other, small, {WIDE}"}
MAKES = instead(FOR_EVERYBODY, 422)

CALENDARS = [
    Call("overview:calendars", answers=FOR_EVERYBODY),
    Call("overview:calendars", "POST", body={"change": "no-such"}, answers=MAKES),
    Call("overview:calendar-renew", "POST", parts=THE_ADDRESS, answers=OWNER),
    Call("overview:calendar-end", "POST", parts=THE_ADDRESS, answers=instead(OWNER, 302)),
    Call("overview:calendar", parts={"key": "{dates-key}"}, answers={200: ALL}, nobody=200),
    Call("overview:calendar", parts={"key": "no-such"}, answers=NOT_THERE, nobody=404),
    Call("api:calendars", answers=FOR_EVERYBODY, nobody=401),
    Call("api:dates", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:dates",
        query="?change={surgery}",
        answers={200: f"other, small, {WIDE}", 404: "stranger, member, manager"},
        nobody=401,
    ),
    Call(
        "api:make_calendar",
        "POST",
        body={"change": "{surgery}"},
        json=True,
        answers={201: f"other, small, {WIDE}", 404: "stranger, member, manager"},
        nobody=401,
    ),
    Call(
        "api:make_calendar",
        "POST",
        body={},
        json=True,
        answers={201: EVERYBODY, 404: "stranger"},
        nobody=401,
    ),
    Call("api:renew_calendar", "POST", parts=THE_ADDRESS, json=True, answers=OWNER, nobody=401),
    Call("api:end_calendar", "POST", parts=THE_ADDRESS, json=True, answers=OWNER, nobody=401),
]
