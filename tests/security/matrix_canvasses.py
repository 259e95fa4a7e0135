"""Whom people turn to: who writes it down, says yes, answers and reads, in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    NOT_THERE,
    OVERSEE,
    WIDE,
    Call,
)

API: dict[str, Any] = {"json": True, "nobody": 401}
ONE, DRAFT, NONE = {"canvass_id": "{canvass}"}, {"canvass_id": "{canvass-draft}"}, {"canvass_id": "{absent}"}
REST = f"{EMPLOYED}, {OVERSEE}, steward"
ASKS = {422: EDITORS, 403: REST, 404: "stranger"}
DECIDE = f"{EDITORS}, works council"
UNREAD = f"stranger, {EMPLOYED}, sponsor, council, steward, auditor"
INVITED = {422: EMPLOYED, 403: WIDE, 404: "stranger"}
A_CANVASS = {"change": "{change}", "question": "", "closes_on": "2026-03-20"}
OPEN = {"event": "open"}

CANVASSES = [
    Call("cocreation:canvasses", answers=FOR_EVERYBODY),
    Call("cocreation:canvasses", "POST", answers=ASKS),
    Call("cocreation:canvass", parts=ONE, answers=FOR_EVERYBODY),
    Call("cocreation:canvass", parts=DRAFT, answers={200: DECIDE, 404: UNREAD}),
    Call("cocreation:canvass", parts=NONE, answers=NOT_THERE),
    Call("cocreation:canvass", "POST", parts=ONE, answers=INVITED),
    Call("cocreation:canvass", "POST", parts=DRAFT, answers={403: DECIDE, 404: UNREAD}),
    Call("cocreation:canvass-turn", "POST", parts=ONE, body=OPEN, answers={302: EVERYBODY, 404: "stranger"}),
    Call("cocreation:canvass-turn", "POST", parts=ONE, body={"event": "close"}, answers={302: EDITORS, 403: REST, 404: "stranger"}),
    Call("cocreation:canvass-turn", "POST", parts=DRAFT, body={"event": "agree"}, answers={302: "works council", 403: EDITORS, 404: UNREAD}),
    Call("cocreation:canvass-turn", "POST", parts=NONE, answers=NOT_THERE),
    Call("cocreation:canvass-unname", "POST", parts=ONE, answers={302: EVERYBODY, 404: "stranger"}),
    Call("cocreation:canvass-unname", "POST", parts=NONE, answers=NOT_THERE),
    Call("api:canvasses", answers=FOR_EVERYBODY, nobody=401),
    Call("api:canvass", parts=ONE, answers=FOR_EVERYBODY, nobody=401),
    Call("api:canvass", parts=DRAFT, answers={200: DECIDE, 404: UNREAD}, nobody=401),
    Call("api:write_canvass", "POST", body=A_CANVASS, answers=ASKS, **API),
    Call("api:turn_canvass", "POST", parts=ONE, body=OPEN, answers={409: EVERYBODY, 404: "stranger"}, **API),
    Call("api:turn_canvass", "POST", parts=DRAFT, body={"event": "agree"}, answers={200: "works council", 403: EDITORS, 404: UNREAD}, **API),
    Call("api:turn_canvass", "POST", parts=NONE, body=OPEN, answers=NOT_THERE, **API),
    Call("api:name_whom", "PUT", parts=ONE, body={"whom": ["Nobody at all"]}, answers=INVITED, **API),
    Call("api:name_whom", "PUT", parts=NONE, body={"whom": []}, answers=NOT_THERE, **API),
    Call("api:unname", "DELETE", parts=ONE, answers=FOR_EVERYBODY, nobody=401),
    Call("api:unname", "DELETE", parts=NONE, answers=NOT_THERE, nobody=401),
]  # fmt: skip
