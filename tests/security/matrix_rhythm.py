"""Rights on the reasons and the rhythm of a change. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import EDITORS, FOR_EVERYBODY, FOR_SURGERY, Call, by_change, edited

STORY = {"kind": "story", "text": "One dose, not two.", "source": "A night nurse"}
DONE = {"turn": 1, "part": "gather", "what": "Asked"}
TOLD = {"fresh": "{fresh}"}
ELSEWHERE = {
    404: f"stranger, member, manager, {EDITORS}",
    403: "other, small, sponsor, council, steward, works council, auditor",
}

RHYTHM = [
    *by_change("initiatives:reasons", FOR_EVERYBODY, FOR_SURGERY),
    *edited("initiatives:reasons", 302, "POST", body=STORY),
    edited("initiatives:take-back", 302, "POST", parts=TOLD)[0],
    edited("initiatives:take-back", 404, "POST", parts=TOLD)[2],
    Call("initiatives:take-back", "POST", parts={"slug": "{surgery}", **TOLD}, answers=ELSEWHERE),
    *by_change("overview:rhythm", FOR_EVERYBODY, FOR_SURGERY),
    *edited("overview:rhythm", 302, "POST", body={"every_weeks": 8}),
    *edited("overview:turn-done", 422, "POST", body=DONE),
    *edited("overview:settle", 302, "POST", body={"despite": "So."}),
    *edited("overview:take-up-again", 302, "POST"),
    *by_change("api:reasons", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:tell_reasons", 201, "POST", body=STORY, json=True, nobody=401),
    *by_change("api:rhythm", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:set_rhythm", 201, "POST", body={"every_weeks": 8}, json=True, nobody=401),
    *edited("api:turn_done", 422, "POST", body=DONE, json=True, nobody=401),
]
