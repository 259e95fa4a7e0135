"""Results of rounds, answers, whose idea it was, in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    CHANGE,
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NO_CHANGE,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    SURGERY,
    WIDE,
    Call,
    by_change,
    instead,
)

API: dict[str, Any] = {"json": True, "nobody": 401}
OVER, OPEN, NO_ROUND = {"round_id": "{round-over}"}, {"round_id": "{round}"}, {"round_id": "{absent}"}
IDEA, NO_IDEA = {**OVER, "contribution_id": "{idea}"}, {**OVER, "contribution_id": "{absent}"}
ELSEWHERE = {**NO_ROUND, "contribution_id": "{idea}"}
ANSWERS = {200: EDITORS, 403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"}
NO_SUCH = {403: f"{EMPLOYED}, {OVERSEE}, steward", 404: f"stranger, {EDITORS}"}
ONLY_THE_MEMBER = {200: "member", 404: f"stranger, manager, other, small, {WIDE}"}
ELSEWHERE_LED = {403: f"other, small, {OVERSEE}, steward", 404: f"{NOT_WARD_1}, {EDITORS}"}
"""What is of one change is not there on another; whoever does not lead that is told so first."""
DOOR = {"door": "{round-sealed}"}
AN_ANSWER = {"outcome": "declined", "reason": ""}
WISH = {"wish": "unnamed"}

AUTHORSHIP = [
    Call("cocreation:results", parts=OVER, answers=FOR_EVERYBODY),
    Call("cocreation:results", parts=OPEN, answers=FOR_EVERYBODY),
    Call("cocreation:results", parts=NO_ROUND, answers=NOT_THERE),
    Call("cocreation:results-csv", parts=OVER, answers=FOR_EVERYBODY),
    Call("cocreation:results-csv", parts=OPEN, answers=NOT_THERE),
    Call("cocreation:answers", parts=OVER, answers=FOR_EVERYBODY),
    Call("cocreation:answers", parts=NO_ROUND, answers=NOT_THERE),
    Call("cocreation:answer", parts=IDEA, answers=ANSWERS),
    Call("cocreation:answer", parts=NO_IDEA, answers=NO_SUCH),
    Call("cocreation:answer", "POST", parts=IDEA, body=AN_ANSWER, answers=instead(ANSWERS, 422)),
    Call("cocreation:answer", "POST", parts=ELSEWHERE, body=AN_ANSWER, answers=NOT_THERE),
    Call("cocreation:wish", "POST", parts=IDEA, body=WISH, answers=instead(ONLY_THE_MEMBER, 302)),
    Call("cocreation:wish", "POST", parts=ELSEWHERE, body=WISH, answers=NOT_THERE),
    Call("cocreation:link-answers", parts={"round_id": "{round-draft}"}, answers=NOT_THERE, nobody=404),
    Call("cocreation:link-answers", "POST", parts=OPEN, body={**DOOR, "contribution": "{idea}"}, answers=NOT_THERE, nobody=404),
    Call("cocreation:link-answers", "POST", parts=OVER, body=DOOR, answers=NOT_THERE, nobody=404),
    Call("cocreation:own", answers={200: f"stranger, {EMPLOYED}, {WIDE}"}),
    *by_change("overview:authorship", FOR_EVERYBODY, FOR_SURGERY),
    Call("overview:authorship-decision", "POST", parts={**CHANGE, **IDEA}, body={"decision": "999999"}, answers=instead(ANSWERS, 302)),
    Call("overview:authorship-decision", "POST", parts={**SURGERY, **IDEA}, body={"decision": ""}, answers=ELSEWHERE_LED),
    Call("overview:authorship-decision", "POST", parts={**NO_CHANGE, **IDEA}, answers=NOT_THERE),
    Call("api:round_results", parts=OVER, answers=FOR_EVERYBODY, nobody=401),
    Call("api:round_results", parts=OPEN, answers=instead(FOR_EVERYBODY, 409), nobody=401),
    Call("api:round_results", parts=NO_ROUND, answers=NOT_THERE, nobody=401),
    Call("api:round_answers", parts=OVER, answers=FOR_EVERYBODY, nobody=401),
    Call("api:round_answers", parts=NO_ROUND, answers=NOT_THERE, nobody=401),
    Call("api:answer_idea", "PUT", parts=IDEA, body=AN_ANSWER, answers=instead(ANSWERS, 422), **API),
    Call("api:answer_idea", "PUT", parts=ELSEWHERE, body=AN_ANSWER, answers=NOT_THERE, **API),
    Call("api:wish_credit", "PUT", parts=IDEA, body=WISH, answers=ONLY_THE_MEMBER, **API),
    Call("api:wish_credit", "PUT", parts=ELSEWHERE, body=WISH, answers=NOT_THERE, **API),
    Call("api:own_ideas", answers=FOR_EVERYBODY, nobody=401),
    *by_change("api:authorship", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    Call("api:name_decision", "PUT", parts={**CHANGE, **IDEA}, body={"decision": 999999}, answers=instead(ANSWERS, 422), **API),
    Call("api:name_decision", "PUT", parts={**SURGERY, **IDEA}, body={"decision": None}, answers=ELSEWHERE_LED, **API),
    Call("api:name_decision", "PUT", parts={**NO_CHANGE, **IDEA}, body={}, answers=NOT_THERE, **API),
]  # fmt: skip
