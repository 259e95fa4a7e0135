"""Gaps in the matrix of rights: who reads the gap of a ward, and who works on it. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    CHANGE,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NO_CHANGE,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    SURGERY,
    UUID,
    WARD_1,
    WIDE,
    Call,
    by_change,
    edited,
)

OF_WARD_1 = {200: f"{WARD_1}, {WIDE}", 404: "stranger, other, small"}
NOT_THEIR_FIGURE = {200: WIDE, 404: f"{EMPLOYED}, stranger"}
"""It is about ward 2: who reads the gap does not read its evidence by that."""
THE_GAP, ELSEWHERE = {"gap_id": "{gap}"}, {"gap_id": "{absent}"}
STEP, EVIDENCE = {**THE_GAP, "step_id": "{step}"}, {**THE_GAP, "citation_id": "{citation}"}
NO_RIGHT = f"{OVERSEE}, steward"
COMPARED = {200: WIDE, 403: EMPLOYED, 404: "stranger"}
COMPARED_THERE = {200: WIDE, 403: "other, small", 404: NOT_WARD_1}
"""Groups beside each other: for those who see all of them; who may read the change is told so."""


def read(route: str, parts: dict[str, Any], **more: Any) -> list[Call]:
    """The gap of ward 1: by the ward and those who read everything; of another change it is not there."""
    return [
        Call(route, parts={**CHANGE, **parts}, answers=OF_WARD_1, **more),
        Call(route, parts={**SURGERY, **parts}, answers=NOT_THERE, **more),
        Call(route, parts={**CHANGE, **parts, **ELSEWHERE}, answers=NOT_THERE, **more),
    ]


def worked(route: str, parts: dict[str, Any], status: int, method: str = "POST", **more: Any) -> list[Call]:
    """For those who lead the change. Others are told so, whether there is such a gap or not."""
    own = {403: f"{EMPLOYED}, {NO_RIGHT}", 404: f"stranger, {EDITORS}"}
    if status != 404:
        own = {**own, status: EDITORS, 404: "stranger"}
    surgery = {403: f"other, small, {NO_RIGHT}", 404: f"{NOT_WARD_1}, {EDITORS}"}
    return [
        Call(route, method, parts={**CHANGE, **parts}, answers=own, **more),
        Call(route, method, parts={**SURGERY, **parts}, answers=surgery, **more),
        Call(route, method, parts={**NO_CHANGE, **parts}, answers=NOT_THERE, **more),
    ]


THEME = {"theme_id": "{codetheme}"}
WORDING = {"name": "Form", "meaning": "Nine clicks.", "reason": "Counted."}
CONCERN = {"concern_id": "{concern}"}
STEP_BODY = {"cause": "tool", "text": "A long form"}
API = {"json": True, "nobody": 401}
GAPS = [
    *by_change("gaps:gaps", FOR_EVERYBODY, FOR_SURGERY),
    *edited("gaps:new"),
    *edited("gaps:new", 422, "POST"),
    *edited("gaps:proposed"),
    *edited("gaps:proposed", query="?from=reach"),
    *worked("gaps:proposed", {}, 404, body={"origin": "person/1"}),
    *edited("api:proposed_gaps", nobody=401),
    *worked("api:open_proposed_gap", {}, 404, body={"look": "teams", "origin": "person/1"}, **API),
    *by_change("gaps:joining", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("api:behaviour_and_opinion", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("gaps:readiness", COMPARED, COMPARED_THERE),
    *by_change("gaps:readiness-csv", COMPARED, COMPARED_THERE),
    *by_change("api:readiness", COMPARED, COMPARED_THERE, nobody=401),
    *read("gaps:gap", THE_GAP),
    *read("gaps:chain-json", THE_GAP),
    *read("gaps:chain-markdown", THE_GAP),
    *worked("gaps:edit", THE_GAP, 200, "GET"),
    *worked("gaps:edit", THE_GAP, 422),
    *worked("gaps:turn", THE_GAP, 422),
    *read("gaps:help", THE_GAP),
    *worked("gaps:help", THE_GAP, 302),
    *read("api:help_for_gap", THE_GAP, nobody=401),
    *worked("api:offer_help", THE_GAP, 201, **API),
    *worked("gaps:why", THE_GAP, 422),
    *read("gaps:step", STEP),
    *worked("gaps:step", STEP, 422),
    *worked("gaps:end", STEP, 302, body={"root": "The ninth field"}),
    *worked("gaps:move", STEP, 302),
    *worked("gaps:remove", STEP, 302),
    *worked("gaps:pick", STEP, 200, "GET", query="?from=reach"),
    *worked("gaps:pick", STEP, 422),
    Call("gaps:evidence", parts={**CHANGE, **EVIDENCE}, answers=NOT_THEIR_FIGURE),
    Call("gaps:evidence", parts={**CHANGE, **THE_GAP, "citation_id": UUID}, answers=NOT_THERE),
    *worked("gaps:away", EVIDENCE, 302),
    *by_change("gaps:answers", FOR_EVERYBODY, FOR_SURGERY),
    *edited("gaps:concern-new"),
    *edited("gaps:concern-new", 422, "POST"),
    Call("gaps:concern", parts={**CHANGE, **CONCERN}, answers=FOR_EVERYBODY),
    Call("gaps:concern", parts={**SURGERY, **CONCERN}, answers=NOT_THERE),
    *worked("gaps:concern-answer", CONCERN, 422),
    *worked("gaps:concern-close", CONCERN, 302),
    *worked("gaps:concern-again", CONCERN, 302),
    Call(
        "gaps:concern-council", "POST", parts={**CHANGE, **CONCERN}, answers={302: EVERYBODY, 404: "stranger"}
    ),
    *by_change("gaps:codebook", FOR_EVERYBODY, FOR_SURGERY),
    *edited("gaps:codetheme-new"),
    *edited("gaps:codetheme-new", 422, "POST"),
    *edited("gaps:codetheme-legend", 302, "POST"),
    *worked("gaps:codetheme-edit", THEME, 200, "GET"),
    *worked("gaps:codetheme-edit", THEME, 422),
    *worked("gaps:codetheme-retire", THEME, 302),
    *edited("gaps:code"),
    *edited("gaps:code", 302, "POST"),
    *by_change("gaps:written", COMPARED, COMPARED_THERE),
    *by_change("gaps:counts-csv", COMPARED, COMPARED_THERE),
    *by_change("gaps:codebook-csv", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("gaps:alike", COMPARED, COMPARED_THERE),
    *edited("gaps:alike", 422, "POST"),
    Call("gaps:codetheme", parts={**CHANGE, **THEME}, answers=COMPARED),
    Call(
        "gaps:codetheme",
        parts={**SURGERY, **THEME},
        answers={403: "other, small", 404: f"{NOT_WARD_1}, {WIDE}"},
    ),
    *by_change("api:written", COMPARED, COMPARED_THERE, nobody=401),
    *by_change("api:alike", COMPARED, COMPARED_THERE, nobody=401),
    *edited("api:name_coder", 422, "POST", body={"person": 0}, **API),
    *by_change("api:codebook", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:begin_theme", 422, "POST", body={"name": "", "meaning": ""}, **API),
    *worked("api:reword_theme", THEME, 200, body=WORDING, **API),
    *worked("api:retire_theme", THEME, 200, **API),
    *edited("api:next_text", nobody=401),
    *worked("api:code_text", {}, 404, body={"seal": "0"}, **API),
    *edited("api:undo_code", 200, "POST", **API),
    Call("api:my_gaps", answers=FOR_EVERYBODY, nobody=401),
    *by_change("api:concerns", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:raise_concern", 422, "POST", body={"kind": "question", "text": ""}, **API),
    *worked("api:answer_concern", CONCERN, 200, body={"kind": "right", "answer": "Yes."}, **API),
    *worked("api:close_concern", CONCERN, 422, **API),
    *worked("api:take_up_concern", CONCERN, 422, **API),
    Call("api:ask_council", "POST", parts={**CHANGE, **CONCERN}, answers=FOR_EVERYBODY, **API),
    *by_change("api:gaps", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:open_gap", 422, "POST", body={"title": ""}, **API),
    *read("api:gap", THE_GAP, nobody=401),
    *worked("api:turn", THE_GAP, 422, body={"event": "bridge", "reason": "No."}, **API),
    *worked("api:answer_why", THE_GAP, 200, body=STEP_BODY, **API),
    *worked("api:cite", STEP, 200, body={"kind": "reach", "ref": "Ward 1"}, **API),
    Call("api:evidence", parts={**CHANGE, **EVIDENCE}, answers=NOT_THEIR_FIGURE, nobody=401),
    Call("api:evidence", parts={**CHANGE, **THE_GAP, "citation_id": UUID}, answers=NOT_THERE, nobody=401),
]
