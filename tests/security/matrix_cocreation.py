"""Rounds: who asks, votes, adds and moderates, in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    ALL,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    NOT_THERE,
    OVERSEE,
    WIDE,
    Call,
    instead,
)

API: dict[str, Any] = {"json": True, "nobody": 401}
ONE, DRAFT, NO_ROUND = {"round_id": "{round}"}, {"round_id": "{round-draft}"}, {"round_id": "{absent}"}
STATEMENT = {**ONE, "contribution_id": "{statement}"}
OFFER, NO_OFFER = {"offer_id": "{offer}"}, {"offer_id": "{absent}"}
DOOR = {"door": "{round-sealed}"}
REST = f"{EMPLOYED}, {OVERSEE}, steward"
ASKS = {200: EDITORS, 403: REST, 404: "stranger"}
WRITTEN = {200: EDITORS, 404: f"stranger, {REST}"}
INVITED = {200: EMPLOYED, 403: WIDE, 404: "stranger"}
ONLY_THE_MEMBER = {200: "member", 404: f"stranger, manager, other, small, {WIDE}"}
A_ROUND = {
    "question": "", "open": "x", "decides": "x", "how": "x", "closes_on": "2026-03-20",
}  # fmt: skip

COCREATION = [
    Call("cocreation:rounds", answers=FOR_EVERYBODY),
    Call("cocreation:new", answers=ASKS),
    Call("cocreation:new", "POST", answers=instead(ASKS, 422)),
    Call("cocreation:bring", answers=ASKS),
    Call("cocreation:bring", "POST", answers=instead(ASKS, 422)),
    Call("api:bring_round", "POST", body={"change": "{change}", "question": "", "decides": "x", "how": "x",
         "ended_on": "2026-02-01", "comments": "", "votes": ""}, answers=instead(ASKS, 422), **API),
    Call("cocreation:enter", parts={"token": "{round-door}"}, answers={302: ALL}, nobody=302),
    Call("cocreation:enter", parts={"token": "made-up"}, answers=NOT_THERE, nobody=404),
    *[Call(f"cocreation:link-{name}", parts=DRAFT, answers=NOT_THERE, nobody=404) for name in ("round", "vote", "mine", "ideas")],
    *[Call(f"cocreation:link-{name}", "POST", parts=ONE, answers=NOT_THERE, nobody=404) for name in ("vote", "ideas")],
    Call("cocreation:link-vote", "POST", parts=ONE, body=DOOR, answers={409: ALL}, nobody=409),
    Call("cocreation:link-ideas", "POST", parts=ONE, body=DOOR, answers={422: ALL}, nobody=422),
    Call("cocreation:link-vote", "POST", parts=DRAFT, body=DOOR, answers=NOT_THERE, nobody=404),
    Call("cocreation:round", parts=ONE, answers=FOR_EVERYBODY),
    Call("cocreation:round", parts=DRAFT, answers=WRITTEN),
    Call("cocreation:round", parts=NO_ROUND, answers=NOT_THERE),
    Call("cocreation:edit", parts=DRAFT, answers=WRITTEN),
    Call("cocreation:edit", "POST", parts=DRAFT, answers=instead(WRITTEN, 422)),
    Call("cocreation:edit", parts=ONE, answers=ASKS),
    Call("cocreation:turn", "POST", parts=ONE, body={"event": "close"}, answers=instead(ASKS, 302)),
    Call("cocreation:turn", "POST", parts=DRAFT, body={"event": "drop"}, answers=instead(WRITTEN, 302)),
    *[Call(f"cocreation:{name}", parts=ONE, answers=INVITED) for name in ("vote", "mine", "ideas")],
    *[Call(f"cocreation:{name}", parts=NO_ROUND, answers=NOT_THERE) for name in ("vote", "mine", "ideas")],
    Call("cocreation:vote", "POST", parts=ONE, answers=instead(INVITED, 409)),
    Call("cocreation:ideas", "POST", parts=ONE, answers=instead(INVITED, 422)),
    Call("cocreation:step-forward", "POST", parts=ONE, answers={302: EVERYBODY, 404: "stranger"}),
    Call("cocreation:step-back", "POST", parts=OFFER, answers=instead(ONLY_THE_MEMBER, 302)),
    Call("cocreation:step-back", "POST", parts=NO_OFFER, answers=NOT_THERE),
    Call("cocreation:moderate", parts=ONE, answers=ASKS),
    Call("cocreation:moderate", parts=DRAFT, answers=WRITTEN),
    Call("cocreation:seed", "POST", parts=ONE, answers=instead(ASKS, 422)),
    Call("cocreation:facilitators", "POST", parts=ONE, answers=instead(ASKS, 302)),
    Call("cocreation:settle", "POST", parts=STATEMENT, answers=instead(ASKS, 302)),
    Call("api:rounds", answers=FOR_EVERYBODY, nobody=401),
    Call("api:one_round", parts=ONE, answers=FOR_EVERYBODY, nobody=401),
    Call("api:one_round", parts=DRAFT, answers=WRITTEN, nobody=401),
    Call("api:begin_round", "POST", body={**A_ROUND, "change": "{change}"}, answers=instead(ASKS, 422), **API),
    Call("api:edit_round", "PUT", parts=DRAFT, body=A_ROUND, answers=instead(WRITTEN, 422), **API),
    Call("api:turn_round", "POST", parts=ONE, body={"event": "close", "version": 0}, answers=instead(ASKS, 409), **API),
    Call("api:seed_round", "POST", parts=ONE, body={"lines": []}, answers=instead(ASKS, 422), **API),
    Call("api:name_facilitators", "PUT", parts=ONE, body={"who": []}, answers=ASKS, **API),
    Call("api:moderation", parts=ONE, answers=ASKS, nobody=401),
    Call("api:added_to_round", parts=ONE, answers=FOR_EVERYBODY, nobody=401),
    Call("api:added_to_round", parts=NO_ROUND, answers=NOT_THERE, nobody=401),
    Call("api:ballot", parts=ONE, answers=INVITED, nobody=401),
    Call("api:vote", "PUT", parts=STATEMENT, body={"choice": "agree"}, answers=INVITED, **API),
    Call("api:vote", "PUT", parts={**ONE, "contribution_id": "{absent}"}, body={"choice": "agree"},
         answers={404: f"stranger, {EMPLOYED}", 403: WIDE}, **API),
    Call("api:contribute", "POST", parts=ONE, body={"kind": "statement", "text": ""}, answers=instead(INVITED, 422), **API),
    Call("api:settle", "POST", parts=STATEMENT, body={"event": "restore"}, answers=instead(ASKS, 409), **API),
    Call("api:step_forward", "POST", parts=ONE, body={"kind": "pilot"}, answers=FOR_EVERYBODY, **API),
    Call("api:step_back", "DELETE", parts=OFFER, answers=ONLY_THE_MEMBER, nobody=401),
    Call("api:step_back", "DELETE", parts=NO_OFFER, answers=NOT_THERE, nobody=401),
]  # fmt: skip
