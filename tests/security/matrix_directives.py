"""Directives in the matrix of rights. See ``matrix.py``.

Whoever has a part in the organisation reads what was issued; a draft is its writer's own. It is for medicine, of
which ward 1 is one: ``manager`` manages that, ``member`` belongs to it.
"""

from __future__ import annotations

from typing import Any

from tests.security.entries import ALL, EMPLOYED, EVERYBODY, FOR_EVERYBODY, NOT_THERE, Call

THE, DRAFT, ABSENT = (
    {"directive_id": "{directive}"}, {"directive_id": "{directive-draft}"}, {"directive_id": "{absent}"},
)  # fmt: skip
OFFICES = "lead, sponsor, council, it lead"
WATCH = "steward, works council, auditor, admin"
NOT_IT = ", ".join(each for each in ("stranger", *EVERYBODY.split(", ")) if each != "lead")
OWN = {200: "lead", 404: NOT_IT}
WRITTEN = {422: OFFICES, 403: f"{EMPLOYED}, {WATCH}", 404: "stranger"}
MOVED = {422: "lead, council", 403: f"{EMPLOYED}, it lead, sponsor, {WATCH}", 404: "stranger"}
TOLD = "member, manager"
NOT_TOLD = f"stranger, other, small, {OFFICES}, {WATCH}"
COUNTED = {422: "manager", 403: f"member, other, small, {OFFICES}, {WATCH}", 404: "stranger"}
API: dict[str, Any] = {"json": True, "nobody": 401}
BODY = {
    "title": "x", "what": "y", "ground": "urgent", "rests_on": "z", "evidence": "e", "office": "lead",
    "reviewer": "council", "version": 1,
}  # fmt: skip


def read(route: str, nobody: int = 302) -> list[Call]:
    """What was issued, by everybody; a draft by its writer; what is not there by nobody."""
    return [
        Call(route, parts=THE, answers=FOR_EVERYBODY, nobody=nobody),
        Call(route, parts=DRAFT, answers=OWN, nobody=nobody),
        Call(route, parts=ABSENT, answers=NOT_THERE, nobody=nobody),
    ]


DIRECTIVES = [
    Call("governance:directives", answers=FOR_EVERYBODY),
    Call("governance:directive-new", answers={200: OFFICES, 403: f"{EMPLOYED}, {WATCH}", 404: "stranger"}),
    Call("governance:directive-new", "POST", body={"title": ""}, answers=WRITTEN),
    *read("governance:directive"),
    Call("governance:directive-edit", parts=DRAFT, answers=OWN),
    Call("governance:directive-edit", "POST", parts=DRAFT, body={"title": ""}, answers={422: "lead", 404: NOT_IT}),
    Call("governance:directive-edit", parts=THE, answers={403: EVERYBODY, 404: "stranger"}),
    Call("governance:directive-grounds", parts=DRAFT, answers=OWN),
    Call("governance:directive-grounds", "POST", parts=DRAFT, answers={422: "lead", 404: NOT_IT}),
    Call("governance:directive-grounds", parts=THE, answers={403: EVERYBODY, 404: "stranger"}),
    Call("governance:directive-grounds", parts=ABSENT, answers=NOT_THERE),
    Call("governance:directive-uncite", "POST", parts={**DRAFT, "citation_id": 999_999}, answers={302: "lead", 404: NOT_IT}),
    Call("governance:directive-uncite", "POST", parts={**THE, "citation_id": 999_999}, answers={403: EVERYBODY, 404: "stranger"}),
    Call("api:cite_directive", "POST", parts=DRAFT, body={"ref": "figure:x", "version": 1}, answers={422: "lead", 404: NOT_IT}, **API),
    Call("api:cite_directive", "POST", parts=THE, body={"ref": "figure:x", "version": 1}, answers={403: EVERYBODY, 404: "stranger"}, **API),
    Call("api:uncite_directive", "DELETE", parts={**DRAFT, "citation_id": 999_999}, query="?version=99", answers={409: "lead", 404: NOT_IT}, nobody=401),
    Call("api:uncite_directive", "DELETE", parts={**THE, "citation_id": 999_999}, query="?version=99", answers={403: EVERYBODY, 404: "stranger"}, nobody=401),
    Call("governance:directive-turn", "POST", parts=THE, body={"event": "issue"}, answers=MOVED),
    Call("governance:directive-turn", "POST", parts=DRAFT, body={"event": "keep"}, answers={422: "lead", 404: NOT_IT}),
    Call("governance:directive-notice", parts=THE, answers=FOR_EVERYBODY),
    Call("governance:directive-notice", parts=DRAFT, answers=NOT_THERE),
    Call("governance:directive-notice", parts=THE, query="?team=0", answers=NOT_THERE),
    *read("governance:directive-acknowledge"),
    Call("governance:directive-acknowledged", "POST", parts=THE, answers={302: TOLD, 404: NOT_TOLD}),
    Call("governance:directive-acknowledged", "POST", parts=ABSENT, answers=NOT_THERE),
    Call("governance:directive-shift", "POST", parts=THE, body={"people": "0"}, answers=COUNTED),
    Call("governance:directive-shift", "POST", parts=ABSENT, answers=NOT_THERE),
    Call("api:directives", answers=FOR_EVERYBODY, nobody=401),
    *read("api:directive", nobody=401),
    Call("api:write_directive", "POST", body=BODY, answers=WRITTEN, **API),
    Call("api:edit_directive", "PUT", parts=DRAFT, body=BODY, answers={422: "lead", 404: NOT_IT}, **API),
    Call("api:edit_directive", "PUT", parts=THE, body=BODY, answers={422: "lead", 403: ", ".join(each for each in EVERYBODY.split(", ") if each != "lead"), 404: "stranger"}, **API),
    Call("api:turn_directive", "POST", parts=THE, body={"event": "keep", "version": 2}, answers={422: "council", 403: f"{EMPLOYED}, lead, sponsor, it lead, {WATCH}", 404: "stranger"}, **API),
    Call("api:acknowledge_directive", "POST", parts=THE, answers={200: TOLD, 404: NOT_TOLD}, **API),
    Call("api:count_shift", "POST", parts=THE, body={"team": 0, "on": "2026-03-02", "shift": "noon", "people": 0}, answers=COUNTED, **API),
    Call("api:count_shift", "POST", parts=ABSENT, body={"team": 0, "on": "2026-03-02", "shift": "noon", "people": 0}, answers={404: ALL}, **API),
]  # fmt: skip
