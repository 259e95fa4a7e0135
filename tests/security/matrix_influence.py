"""Who has a stake, how they were won over, in the matrix of rights. See ``matrix.py``."""

from __future__ import annotations

from typing import Any

from tests.security.entries import (
    ALL,
    CHANGE,
    EDITORS,
    EMPLOYED,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    SURGERY,
    WIDE,
    Call,
    by_change,
    edited,
    instead,
)

API: dict[str, Any] = {"json": True, "nobody": 401}
STAKEHOLDER = {"stakeholder_id": "{stakeholder}"}
MOVE, ATTEMPT = {"move_id": "{advocacy}"}, {"attempt_id": "{attempt}"}
A_STAKEHOLDER = {"name": "", "kind": "group", "influence": 1}
A_POSITION = {"support": 5, "source": "", "on": "2026-03-01"}
A_MOVE = {
    "stakeholder": 0, "matters": "x", "message": "x", "messenger": "x", "channel": "x", "due": "2026-04-01",
}  # fmt: skip
AN_ATTEMPT = {"approach": "facts", "on": "2030-01-01", "what": "x", "version": 1}

ONLY_THE_MEMBER = {200: "member", 404: f"stranger, manager, other, small, {WIDE}"}

TALK, NO_TALK = {"talk_id": "{talk}"}, {"talk_id": "{absent}"}
READ_EARLY = {200: WIDE, 404: f"stranger, {EMPLOYED}"}
KEEP_EARLY = {
    422: "lead, sponsor, council, it lead, admin", 403: "steward, works council, auditor", 404: f"stranger, {EMPLOYED}",
}  # fmt: skip
A_TOPIC = {"topic": "", "owner": "x", "expected": "2026-06-01", "on": "2026-03-01"}
LATER = {"stage": "decided", "on": "2030-01-01", "version": 1}

ASKERS = "manager, other, lead, sponsor, council, it lead, admin"
ASKS = {422: ASKERS, 403: "member, small, steward, works council, auditor", 404: "stranger"}
A_SOUNDING = {"about": "x", "form": "named", "people": ["nobody at all"]}


def read(route: str, parts: dict[str, str], **more: Any) -> list[Call]:
    """Of the change for everybody: by whoever reads it; of another change it is not there."""
    return [
        Call(route, parts={**CHANGE, **parts}, answers=FOR_EVERYBODY, **more),
        Call(route, parts={**SURGERY, **parts}, answers=NOT_THERE, **more),
    ]


def written(
    route: str, parts: dict[str, str], status: int = 422, method: str = "POST", **more: Any
) -> list[Call]:
    """By those who lead; whoever reads the change is told so; of another change it is not there."""
    own = {status: EDITORS, 403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"}
    return [Call(route, method, parts={**CHANGE, **parts}, answers=own, **more)]


def elsewhere(route: str, parts: dict[str, str], method: str = "POST", **more: Any) -> list[Call]:
    """What is of another change is not there on this one; by programs whoever does not lead is told that first."""
    told = {404: f"{NOT_WARD_1}, {EDITORS}", 403: f"other, small, {OVERSEE}, steward"}
    return [Call(route, method, parts={**SURGERY, **parts}, answers=told, **more)]


INFLUENCE = [
    Call("influence:approaches", answers=FOR_EVERYBODY),
    Call("influence:approaches", query="?approach=facts&text=ward", answers=FOR_EVERYBODY),
    Call("api:approaches", answers=FOR_EVERYBODY, nobody=401),
    Call("influence:soundings", answers=FOR_EVERYBODY),
    Call("influence:soundings", "POST", answers=ASKS),
    Call("influence:sounding-take-back", "POST", parts={"note_id": "{sounding-note}"}, answers=instead(ONLY_THE_MEMBER, 302)),
    Call("influence:sounding-take-back", "POST", parts={"note_id": "{absent}"}, answers=NOT_THERE),
    Call("influence:sounding-answer", answers=NOT_THERE, nobody=404),
    Call("influence:sounding-enter", parts={"token": "{sounding-door}"}, answers={302: ALL}, nobody=302),
    Call("influence:sounding-enter", parts={"token": "made-up"}, answers=NOT_THERE, nobody=404),
    Call("influence:sounding-answer", "POST", body={"door": "made-up"}, answers=NOT_THERE, nobody=404),
    Call("influence:sounding-answer", "POST", body={"door": "{sounding-door}"}, answers={422: ALL}, nobody=422),
    Call("api:soundings", answers=FOR_EVERYBODY, nobody=401),
    Call("api:ask_sounding", "POST", body=A_SOUNDING, answers=ASKS, **API),
    Call("api:unsay_sounding", "DELETE", parts={"note_id": "{sounding-note}"}, answers=ONLY_THE_MEMBER, nobody=401),
    Call("api:unsay_sounding", "DELETE", parts={"note_id": "{absent}"}, answers=NOT_THERE, nobody=401),
    Call("influence:early", answers=READ_EARLY),
    Call("influence:early", "POST", answers=KEEP_EARLY),
    Call("influence:talk", parts=TALK, answers=READ_EARLY),
    Call("influence:talk", parts=NO_TALK, answers=NOT_THERE),
    *[Call(f"influence:{name}", "POST", parts=TALK, answers=KEEP_EARLY) for name in ("talk", "talk-move", "talk-join")],
    *[Call(f"influence:{name}", "POST", parts=NO_TALK, answers=NOT_THERE) for name in ("talk-move", "talk-join")],
    Call("api:early", answers=READ_EARLY, nobody=401),
    Call("api:talk", parts=TALK, answers=READ_EARLY, nobody=401),
    Call("api:talk", parts=NO_TALK, answers=NOT_THERE, nobody=401),
    Call("api:begin_talk", "POST", body=A_TOPIC, answers=KEEP_EARLY, **API),
    Call("api:edit_talk", "PUT", parts=TALK, body=A_TOPIC, answers=KEEP_EARLY, **API),
    Call("api:move_talk", "POST", parts=TALK, body=LATER, answers=KEEP_EARLY, **API),
    Call("api:join_talk", "POST", parts=TALK, body=LATER, answers=KEEP_EARLY, **API),
    *by_change("influence:stakeholders", FOR_EVERYBODY, FOR_SURGERY),
    *edited("influence:stakeholders", 422, "POST"),
    *by_change("influence:stand", {422: FOR_EVERYBODY[200], 404: "stranger"}, {422: FOR_SURGERY[200], 404: NOT_WARD_1}, "POST"),
    Call("influence:stand", "POST", parts=SURGERY, body={"take-back": "yes"}, answers=NOT_THERE),
    *read("influence:stakeholder", STAKEHOLDER),
    *written("influence:stakeholder", STAKEHOLDER),
    *written("influence:position", STAKEHOLDER),
    *written("influence:attempt", STAKEHOLDER),
    *written("influence:land", {**STAKEHOLDER, **ATTEMPT}),
    Call("influence:position", "POST", parts={**SURGERY, **STAKEHOLDER}, answers=NOT_THERE),
    *by_change("influence:advocacy", FOR_EVERYBODY, FOR_SURGERY),
    *edited("influence:advocacy", 422, "POST"),
    *read("influence:move", MOVE),
    *written("influence:move", MOVE),
    *written("influence:done", MOVE),
    *written("influence:turn", MOVE, 302),
    Call("influence:done", "POST", parts={**SURGERY, **MOVE}, answers=NOT_THERE),
    *by_change("api:stakeholders", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:write_stakeholder", 422, "POST", body=A_STAKEHOLDER, **API),
    *written("api:edit_stakeholder", STAKEHOLDER, 422, "PUT", body=A_STAKEHOLDER, **API),
    *written("api:state_position", STAKEHOLDER, body=A_POSITION, **API),
    *elsewhere("api:state_position", STAKEHOLDER, body={**A_POSITION, "source": "x"}, **API),
    *by_change("api:stand", FOR_EVERYBODY, FOR_SURGERY, "PUT", body={"support": 3}, **API),
    Call("api:take_back_position", "DELETE", parts=CHANGE, answers=ONLY_THE_MEMBER, nobody=401),
    Call("api:take_back_position", "DELETE", parts={"slug": "no-such"}, answers=NOT_THERE, nobody=401),
    *by_change("api:advocacy", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:attempts", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:plan_advocacy", 422, "POST", body=A_MOVE, **API),
    *written("api:edit_advocacy", MOVE, 422, "PUT", body=A_MOVE, **API),
    *written("api:do_advocacy", MOVE, body=AN_ATTEMPT, **API),
    *written("api:turn_advocacy", MOVE, body={"event": "x", "version": 1}, **API),
    *elsewhere("api:turn_advocacy", MOVE, body={"event": "x", "version": 1}, **API),
    *written("api:write_attempt", STAKEHOLDER, body=AN_ATTEMPT, **API),
    *written("api:land_attempt", ATTEMPT, 409, "PUT", body={"version": 9}, **API),
    *elsewhere("api:land_attempt", ATTEMPT, "PUT", body={"version": 9}, **API),
]  # fmt: skip
