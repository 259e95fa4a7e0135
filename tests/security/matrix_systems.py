"""Who gets what answer from calls by which programs connect systems, ask for surveys of elsewhere and take an audience."""

from __future__ import annotations

from tests.security.entries import EMPLOYED, NOT_THERE, OVERSEE, UUID, Call, edited, instead
from tests.security.matrix_surveys import LEADING_OVER

STEWARDS = {200: "steward, admin", 404: f"stranger, {EMPLOYED}, lead, it lead, {OVERSEE}"}
SENDER, NO_SENDER = {"sender_id": "{sender}"}, {"sender_id": UUID}
FEED, NO_FEED = {"feed_id": "{feed}"}, {"feed_id": UUID}
SYSTEM = {"kind": "servicenow", "name": "Desk", "change": "{change}", "own": {}}
JSON = {"json": True, "nobody": 401}
ASKED = {
    "change": "{change}",
    "system": "limesurvey",
    "address": "http://127.0.0.1",
    "secret": "x",
    "survey": "1",
}
HELD = {
    "held": "x", "change": "{change}", "title": "S", "opens_on": "2026-01-05", "closes_on": "2026-01-30",
    "promise": "anonymous", "promise_text": "Nobody knows.",
}  # fmt: skip
RUNNING = {
    200: "steward, it lead, auditor, admin",
    404: f"stranger, {EMPLOYED}, lead, sponsor, council, works council",
}
SYSTEMS = [
    Call("metrics", answers=RUNNING, nobody=401),
    Call("api:may_be_watched", answers=STEWARDS, nobody=401),
    Call(
        "api:watch_folder",
        "POST",
        body={"folder": "/etc", "source_id": 1},
        answers=instead(STEWARDS, 422),
        **JSON,
    ),
    Call("api:renew_secret", "POST", parts=SENDER, answers=STEWARDS, **JSON),
    Call("api:renew_secret", "POST", parts=NO_SENDER, answers=NOT_THERE, **JSON),
    Call("api:close_sender", "POST", parts=SENDER, answers=instead(STEWARDS, 204), **JSON),
    Call("api:close_sender", "POST", parts=NO_SENDER, answers=NOT_THERE, **JSON),
    Call("api:ask_elsewhere", "POST", body=ASKED, answers=instead(LEADING_OVER, 422), **JSON),
    Call("api:bring_held", "POST", body=HELD, answers=instead(LEADING_OVER, 422), **JSON),
    Call("api:systems", answers=STEWARDS, nobody=401),
    *[
        Call(f"api:{name}", "POST", body=SYSTEM, answers=instead(STEWARDS, 422), **JSON)
        for name in ("try_system", "connect_system")
    ],
    Call("api:renew_system_secret", "POST", parts=FEED, body={"secret": "x"}, answers=STEWARDS, **JSON),
    Call("api:renew_system_secret", "POST", parts=NO_FEED, body={"secret": "x"}, answers=NOT_THERE, **JSON),
    Call("api:disconnect_system", "DELETE", parts=FEED, answers=instead(STEWARDS, 204), nobody=401),
    Call("api:disconnect_system", "DELETE", parts=NO_FEED, answers=NOT_THERE, nobody=401),
    *edited("api:audience_difference", nobody=401),
    *edited("api:take_audience", 422, "POST", body={"version": 0}, **JSON),
]
