"""Who gets what answer about tools that departments found for themselves. How entries are written: ``matrix.py``.

``{told-tool}`` is of ward 1, not asked about yet, and its teller may be asked back; ``{offered-tool}`` is of ward 1 too: a way out
is offered, accepted, and the manager is to sign; ``{settled-tool}`` is settled, and its department is asked whether its need is met.
"""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    NOT_THERE,
    WIDE,
    Call,
)

TOLD, OFFERED, SETTLED = (
    {"tool_id": "{told-tool}"}, {"tool_id": "{offered-tool}"}, {"tool_id": "{settled-tool}"},
)  # fmt: skip
NO_TOOL = {"tool_id": "{absent}"}
OF_ITS_DEPARTMENT = {"department_id": "{offered-department}"}
OF_NONE = {"department_id": "{absent}"}
CHECK = {"check_id": "{check}"}
READ = {200: f"member, manager, {WIDE}", 404: "stranger, other, small"}
HEAR = "sponsor, council, steward, works council, auditor"
API: dict[str, Any] = {"json": True, "nobody": 401}
A_TOOL = {"name": "", "kind": "paper", "used_for": "x", "people": "few"}
TELL = {422: EMPLOYED, 403: WIDE, 404: "stranger"}
WRITES = {
    422: f"{EDITORS}, sponsor, council",
    403: f"{EMPLOYED}, steward, works council, auditor",
    404: "stranger",
}
NOT_EXECUTIVE = f"{EMPLOYED}, {EDITORS}, steward, works council, auditor"
SIGNS = {422: "sponsor, council", 403: NOT_EXECUTIVE, 404: "stranger"}
TEXTS = {"text": " ", "limits": "x", "report_to": "x"}
ANOTHER = {"text": "Something else.", "limits": "x", "report_to": "x"}


def worked(
    route: str, parts: dict[str, str] = TOLD, status: int = 422, method: str = "POST", **more: Any
) -> list[Call]:
    """By those who ask why; whoever reads the tool is told that it is not theirs to do; others that it is not there."""
    own = {status: EDITORS, 403: f"member, manager, {HEAR}", 404: "stranger, other, small"}
    none = {**parts, **NO_TOOL}
    return [
        Call(route, method, parts=parts, answers=own, **more),
        Call(route, method, parts=none, answers=NOT_THERE, **more),
    ]


def by_api(
    name: str, parts: dict[str, str] = TOLD, status: int = 409, method: str = "POST", **body: Any
) -> list[Call]:
    """The page's twin."""
    return worked(f"api:shadow_{name}", parts, status, method, body=body, **API)


SHADOW_IT = [
    Call("shadow_it:tools", answers=FOR_EVERYBODY),
    Call("shadow_it:needs", answers=FOR_EVERYBODY),
    Call("shadow_it:tell", answers=FOR_EVERYBODY),
    Call("shadow_it:tell", "POST", body={"name": ""}, answers=TELL),
    Call("shadow_it:promise", answers=FOR_EVERYBODY),
    Call("shadow_it:promise", "POST", body={"text": ""}, answers=WRITES),
    Call("shadow_it:promise-sign", "POST", body={"text": ""}, answers=SIGNS),
    Call("shadow_it:tool", parts=TOLD, answers=READ),
    Call("shadow_it:tool", parts=OFFERED, answers=READ),
    Call("shadow_it:tool", parts=NO_TOOL, answers=NOT_THERE),
    *worked("shadow_it:interview", status=200, method="GET"),
    *worked("shadow_it:interview"),
    *worked("shadow_it:why"),
    *worked("shadow_it:why-back", status=422),
    *worked("shadow_it:need"),
    *worked("shadow_it:offer"),
    *worked("shadow_it:turn"),
    *worked("shadow_it:request"),
    *worked("shadow_it:gap"),
    Call("shadow_it:forget-me", "POST", parts=TOLD, answers={302: "member", 404: f"stranger, manager, other, small, {WIDE}"}),
    Call("shadow_it:forget-me", "POST", parts=NO_TOOL, answers=NOT_THERE),
    *worked("shadow_it:department"),
    Call("shadow_it:open-find", "POST", parts={"service": "no-such"}, answers=NOT_THERE),
    *by_api("department", group=0, version=0, status=422),
    Call("api:open_shadow_find", "POST", parts={"service": "no-such"}, answers=NOT_THERE, json=True, nobody=401),
    *worked("shadow_it:co-owner", {**OFFERED, **OF_ITS_DEPARTMENT}),
    Call("shadow_it:co-owner", "POST", parts={**OFFERED, **OF_NONE}, answers={404: f"stranger, other, small, {EDITORS}", 403: f"member, manager, {HEAR}"}),
    Call("shadow_it:accept", "POST", parts={**OFFERED, **OF_ITS_DEPARTMENT}, body={"version": "{offered-version}"},
         answers={302: "member, manager", 403: WIDE, 404: "stranger, other, small"}),
    Call("shadow_it:accept", "POST", parts={**OFFERED, **OF_NONE}, answers=NOT_THERE),
    Call("shadow_it:sign", "POST", parts={**OFFERED, **OF_ITS_DEPARTMENT}, body={"version": "{offered-version}"},
         answers={302: "manager", 403: f"member, {WIDE}", 404: "stranger, other, small"}),
    Call("shadow_it:sign", "POST", parts={**OFFERED, **OF_NONE}, answers=NOT_THERE),
    Call("shadow_it:answer", "POST", parts={**SETTLED, **CHECK}, body={"said": "yes"},
         answers={302: "member, manager", 403: WIDE, 404: "stranger, other, small"}),
    Call("shadow_it:answer", "POST", parts={**TOLD, **CHECK}, answers=NOT_THERE),
    Call("api:shadow_tools", answers=FOR_EVERYBODY, nobody=401),
    Call("api:shadow_needs", answers=FOR_EVERYBODY, nobody=401),
    Call("api:shadow_promise", answers=FOR_EVERYBODY, nobody=401),
    Call("api:shadow_tool", parts=TOLD, answers=READ, nobody=401),
    Call("api:shadow_tool", parts=NO_TOOL, answers=NOT_THERE, nobody=401),
    Call("api:tell_shadow_tool", "POST", body=A_TOOL, answers=TELL, **API),
    Call("api:draft_shadow_promise", "POST", body=TEXTS, answers=WRITES, **API),
    Call("api:sign_shadow_promise", "POST", parts={"number": 2}, body=ANOTHER,
         answers={409: "sponsor, council", 403: NOT_EXECUTIVE, 404: "stranger"}, **API),
    Call("api:sign_shadow_promise", "POST", parts={"number": 9}, body=ANOTHER,
         answers={404: "stranger, sponsor, council", 403: NOT_EXECUTIVE}, **API),
    *by_api("interview", method="PUT", used_for="x", version=0),
    *by_api("why", cause="tool", text="x", version=0),
    *worked("api:shadow_why_back", status=422, method="DELETE", **API),
    *by_api("need", method="PUT", sentence="x", theme="files", people="few", version=0),
    *by_api("offer", way="offer", what="x", version=0),
    *by_api("turn", event="ask", version=0),
    *by_api("request", body=1, version=0),
    *by_api("gap", change="x", version=0),
    *by_api("co_owner", {**OFFERED, **OF_ITS_DEPARTMENT}, method="PUT", co_owner=0, version=0),
    Call("api:shadow_forget_me", "POST", parts=TOLD, answers={200: "member", 404: f"stranger, manager, other, small, {WIDE}"}, **API),
    Call("api:shadow_accept", "POST", parts={**OFFERED, **OF_ITS_DEPARTMENT}, body={"version": 0},
         answers={409: "member, manager", 403: WIDE, 404: "stranger, other, small"}, **API),
    Call("api:shadow_accept", "POST", parts={**OFFERED, **OF_NONE}, body={"version": "{offered-version}"}, answers=NOT_THERE, **API),
    Call("api:shadow_sign", "POST", parts={**OFFERED, **OF_ITS_DEPARTMENT}, body={"version": "{offered-version}"},
         answers={200: "manager", 403: f"member, {WIDE}", 404: "stranger, other, small"}, **API),
    Call("api:shadow_sign", "POST", parts={**OFFERED, **OF_NONE}, body={"version": "{offered-version}"}, answers=NOT_THERE, **API),
    Call("api:shadow_answer", "POST", parts={**SETTLED, **CHECK}, body={"said": "no"},
         answers={422: "member, manager", 403: WIDE, 404: "stranger, other, small"}, **API),
    Call("api:shadow_answer", "POST", parts={**TOLD, **CHECK}, body={"said": "yes"},
         answers={404: "stranger, member, manager, other, small", 403: WIDE}, **API),
]  # fmt: skip
