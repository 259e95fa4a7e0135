"""Going live in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    CHANGE,
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    WIDE,
    Call,
    by_change,
    edited,
)

BACK = {"go_id": "{absent}"}
TO_SIGN = {403: f"{EMPLOYED}, {WIDE}", 404: "stranger"}
TAKEN = {404: f"{EDITORS}, stranger", 403: f"{EMPLOYED}, sponsor, council, steward, works council, auditor"}
API: dict[str, Any] = {"json": True, "nobody": 401}
GO = [
    *by_change("overview:go", FOR_EVERYBODY, FOR_SURGERY),
    *edited("overview:go", 422, "POST"),
    Call("overview:go-sign", "POST", parts=CHANGE, answers=TO_SIGN),
    Call("overview:go-back", "POST", parts={**CHANGE, **BACK}, answers=TAKEN),
    *by_change("api:may_go", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:say_go", 422, "POST", body={"group": 0, "on": "2026-03-02"}, **API),
    Call("api:sign_go", "POST", parts=CHANGE, body={"signed": True}, answers=TO_SIGN, **API),
    Call("api:take_go_back", "POST", parts={**CHANGE, **BACK}, answers=TAKEN, **API),
]
