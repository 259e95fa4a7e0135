"""Who gets what answer from the addresses of ``gather``. How to add one stands in ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import (
    ALL,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    OVERSEE,
    UUID,
    WARD_1,
    WIDE,
    Call,
    by_change,
    instead,
)

ONLY_MANAGING = {
    200: "manager, other, lead, steward, admin",
    404: "stranger, member, small, sponsor, council, it lead, works council, auditor",
}
ONLY_STEWARDS = {
    200: "steward, admin",
    404: f"stranger, {EMPLOYED}, lead, sponsor, council, it lead, works council, auditor",
}
STEWARDS_SENT = instead(ONLY_STEWARDS, 302)
THE_ADMIN = {200: "admin", 404: f"stranger, {EMPLOYED}, {WIDE.removesuffix(', admin')}"}
SENDER, SENDS = {"sender_id": "{sender}"}, {"kind": "cloudevents"}
FEED, KIND = {"feed_id": "{feed}"}, {"kind": "servicenow"}
SYSTEMS = (("feeds", {}), ("folder-connect", {}), ("feed-connect", KIND), ("feed", FEED))
A_SOURCE, NO_SOURCE = {"source_id": "{source}"}, {"source_id": "{absent}"}
SAID = {"say_id": "{said}"}
NOTE = {"note_id": "{note}"}
CHANNEL, THEME = {"channel_id": "{channel}"}, {"theme_id": "{theme}"}
NOT_LED = f"stranger, {EMPLOYED}, {OVERSEE}, steward"
DEAF = f"stranger, member, small, {OVERSEE}, steward"
NOT_NOTED = f"stranger, other, small, {OVERSEE}, steward"
ADDED = {302: WARD_1, 403: EDITORS, 404: NOT_NOTED}
NOTERS = f"manager, other, {EDITORS}"
NO_NOTERS = {403: f"member, small, {OVERSEE}, steward", 404: "stranger"}
A_SAY = {"kind": "idea", "text": "Two screens."}
NOT_HEARD = f"stranger, member, other, small, {OVERSEE}, steward"
ANSWERED = {302: EDITORS, 403: "manager", 404: NOT_HEARD}
ADMIN_SETS = {200: "admin", 403: f"{EMPLOYED}, lead, it lead, steward, {OVERSEE}", 404: "stranger"}
BRING = {200: "lead, it lead, steward, admin", 404: f"stranger, {EMPLOYED}, {OVERSEE}"}
NO_COUNCIL = {403: f"{EMPLOYED}, lead, sponsor, council, it lead, steward, auditor", 404: "stranger"}
COUNCIL_SAYS = {200: "works council", 422: "admin", **NO_COUNCIL}
COUNCIL_ENDS = {200: "works council, admin", **NO_COUNCIL}
GATHER = [
    *by_change("gather:bring", BRING, BRING),
    *by_change("gather:arrived", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("gather:reach", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("gather:reach-csv", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("api:reports", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:arrived", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:reach", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *[
        Call(f"gather:{name}", parts={"draft_id": UUID}, answers=NOT_THERE)
        for name in ("go-on", "columns", "behaviours", "own", "rules")
    ],
    *[
        Call(f"gather:{name}", "POST", parts={"draft_id": UUID}, answers=NOT_THERE)
        for name in ("discard", "again", "apart", "sheet", "remove", "mapping-text")
    ],
    *[Call(f"gather:{name}", parts={"import_id": UUID}, answers=NOT_THERE) for name in ("watch", "rejected")],
    Call("gather:privacy", answers=FOR_EVERYBODY),
    Call("gather:privacy-agree", "POST", answers=instead(COUNCIL_SAYS, 302)),
    Call("gather:privacy-withdraw", "POST", answers=instead(COUNCIL_ENDS, 302)),
    Call("gather:privacy-retention", "POST", answers=instead(ADMIN_SETS, 422)),
    Call("gather:sources", answers=ONLY_STEWARDS),
    Call("gather:checked", "POST", answers=STEWARDS_SENT),
    *[Call(f"gather:{name}", parts=A_SOURCE, answers=ONLY_STEWARDS) for name in ("source", "teams")],
    *[Call(f"gather:{name}", parts=NO_SOURCE, answers=NOT_THERE) for name in ("source", "teams")],
    *[Call(f"gather:{name}", parts=parts, answers=ONLY_STEWARDS) for name, parts in SYSTEMS],
    Call("gather:folder-connect", "POST", answers=instead(ONLY_STEWARDS, 422)),
    Call("gather:feed-connect", "POST", parts=KIND, answers=instead(ONLY_STEWARDS, 422)),
    Call("gather:feed-connect", parts={"kind": "no-such"}, answers=NOT_THERE),
    Call("gather:feed", parts={"feed_id": UUID}, answers=NOT_THERE),
    *[
        Call("gather:feed-change", "POST", parts={**FEED, "what": what}, answers=STEWARDS_SENT)
        for what in ("pause", "resume", "secret", "again")
    ],
    *[
        Call("gather:feed-change", "POST", parts={"feed_id": UUID, "what": what}, answers=NOT_THERE)
        for what in ("pause", "resume", "secret", "again", "disconnect", "no-such")
    ],
    Call("gather:sender-new", parts=SENDS, answers=ONLY_STEWARDS),
    Call("gather:sender-new", "POST", parts=SENDS, answers=instead(ONLY_STEWARDS, 422)),
    Call("gather:sender-new", parts={"kind": "no-such"}, answers=NOT_THERE),
    Call("gather:sender", parts=SENDER, answers=ONLY_STEWARDS),
    Call("gather:sender", parts={"sender_id": UUID}, answers=NOT_THERE),
    Call("gather:sender-change", "POST", parts={**SENDER, "what": "secret"}, answers=ONLY_STEWARDS),
    *[
        Call("gather:sender-change", "POST", parts={**SENDER, "what": what}, answers=STEWARDS_SENT)
        for what in ("look", "close")
    ],
    *[
        Call("gather:sender-change", "POST", parts={"sender_id": UUID, "what": what}, answers=NOT_THERE)
        for what in ("look", "secret", "close", "no-such")
    ],
    *[
        Call("gather:hook", "POST", parts=parts, answers={401: ALL}, nobody=401)
        for parts in (SENDER, {"sender_id": UUID})
    ],
    Call("gather:statements", "POST", answers={401: ALL}, nobody=401),
    Call("api:senders", answers=ONLY_STEWARDS, nobody=401),
    Call(
        "api:make_sender",
        "POST",
        json=True,
        body={"kind": "cloudevents", "name": "Desk", "change": "{change}"},
        answers=instead(ONLY_STEWARDS, 201),
        nobody=401,
    ),
    Call("gather:feed-change", "POST", parts={**FEED, "what": "now"}, answers=STEWARDS_SENT),
    Call("gather:feed-change", "POST", parts={"feed_id": UUID, "what": "now"}, answers=NOT_THERE),
    Call("api:feeds", answers=ONLY_STEWARDS, nobody=401),
    *[Call(f"api:{name}", parts=FEED, answers=ONLY_STEWARDS, nobody=401) for name in ("feed", "pulls")],
    *[
        Call(f"api:{name}", parts={"feed_id": UUID}, answers=NOT_THERE, nobody=401)
        for name in ("feed", "pulls")
    ],
    *[
        Call(f"api:{name}", "POST", parts=FEED, answers=ONLY_STEWARDS, nobody=401)
        for name in ("pause", "resume", "pull")
    ],
    *[
        Call(f"api:{name}", "POST", parts={"feed_id": UUID}, answers=NOT_THERE, nobody=401)
        for name in ("pause", "resume", "pull")
    ],
    *[
        Call(
            f"api:{name}",
            "POST",
            parts=FEED,
            body={"since": "2099-01-01"},
            json=True,
            answers=instead(ONLY_STEWARDS, 422),
            nobody=401,
        )
        for name in ("foresee", "again")
    ],
    Call("gather:feed-hosts", answers=THE_ADMIN),
    Call("gather:feed-hosts", "POST", answers=instead(THE_ADMIN, 422)),
    Call("gather:say", answers={200: ALL}, nobody=200),
    Call("gather:say", "POST", answers={422: ALL}, nobody=422),
    Call("gather:say-status", answers={200: ALL}, nobody=200),
    Call("gather:say-status", "POST", body={"code": "none"}, answers={422: ALL}, nobody=422),
    Call("gather:say-desk", answers=ADMIN_SETS),
    Call(
        "gather:say-desk",
        "POST",
        body={"report_where": "CIRS"},
        answers=instead(ADMIN_SETS, 302),
    ),
    Call("gather:voices", answers=FOR_EVERYBODY),
    Call("gather:channels", answers=FOR_EVERYBODY),
    Call(
        "gather:channels",
        "POST",
        answers={422: EDITORS, 403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"},
    ),
    Call("gather:channel", parts=CHANNEL, answers={200: EDITORS, 404: NOT_LED}),
    Call("gather:channel", "POST", parts=CHANNEL, answers={422: EDITORS, 404: NOT_LED}),
    Call("gather:channel", parts={"channel_id": "{absent}"}, answers=NOT_THERE),
    Call("gather:channel-end", "POST", parts=CHANNEL, answers={302: EDITORS, 404: NOT_LED}),
    Call("gather:theme", parts=THEME, answers={200: f"manager, {EDITORS}", 404: NOT_HEARD}),
    Call("gather:theme", parts={"theme_id": "{absent}"}, answers=NOT_THERE),
    Call("gather:theme-new", answers={200: EDITORS, 403: "manager, other", 404: DEAF}),
    Call("gather:theme-edit", parts=THEME, answers={200: EDITORS, 404: NOT_LED}),
    Call("gather:theme-drop", "POST", parts=THEME, answers={302: EDITORS, 404: NOT_LED}),
    Call("gather:notes", answers=FOR_EVERYBODY),
    Call("gather:note-new", answers={200: NOTERS, **NO_NOTERS}),
    Call(
        "gather:note-new",
        "POST",
        body={"kind": "meeting", "text": "Done."},
        answers={302: NOTERS, **NO_NOTERS},
    ),
    Call("gather:note", parts=NOTE, answers={200: f"{WARD_1}, {EDITORS}", 404: NOT_NOTED}),
    Call("gather:note", parts={"note_id": UUID}, answers=NOT_THERE),
    Call("gather:note-reply", "POST", parts=NOTE, body={"text": "Yes."}, answers=ADDED),
    Call(
        "gather:note-withdraw",
        "POST",
        parts=NOTE,
        answers={302: "manager", 403: f"member, {EDITORS}", 404: NOT_NOTED},
    ),
    Call("gather:voice", parts=SAID, answers={200: f"manager, {EDITORS}", 404: NOT_HEARD}),
    Call("gather:voice", parts={"say_id": UUID}, answers=NOT_THERE),
    *[
        Call(f"gather:voice-{name}", "POST", parts=SAID, body={"text": "Thanks."}, answers=ANSWERED)
        for name in ("answer", "close")
    ],
    Call("gather:voice-answer", "POST", parts={"say_id": UUID}, body={"text": "?"}, answers=NOT_THERE),
    Call("gather:voice-close", "POST", parts={"say_id": UUID}, answers=NOT_THERE),
    Call("gather:tally", answers=ONLY_MANAGING),
    Call("gather:tap", "POST", answers={302: ALL}),
    Call("api:say", "POST", json=True, answers={422: ALL}, nobody=422),
    Call(
        "api:say_named", "POST", json=True, body=A_SAY, answers={201: EVERYBODY, 404: "stranger"}, nobody=401
    ),
    Call("api:say_status", "POST", json=True, body={"code": "none"}, answers={422: ALL}, nobody=422),
    Call("api:say_word", "POST", json=True, body={"code": "none"}, answers={422: ALL}, nobody=422),
    Call("api:themes", answers=FOR_EVERYBODY, nobody=401),
    Call("api:channels", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:announce",
        "POST",
        json=True,
        nobody=401,
        body={"name": "x", "kind": "csv", "announced_on": "2026-02-02", "announced_where": "there"},
        answers={201: EDITORS, 403: "manager, other", 404: DEAF},
    ),
    Call("api:listen", "POST", parts=CHANNEL, answers={422: ALL}, nobody=401),
    Call("api:notes", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:write_note",
        "POST",
        json=True,
        body={"kind": "meeting", "text": "Done."},
        nobody=401,
        answers={201: NOTERS, **NO_NOTERS},
    ),
    Call("api:note", parts=NOTE, answers={200: f"{WARD_1}, {EDITORS}", 404: NOT_NOTED}, nobody=401),
    Call(
        "api:note_reply",
        "POST",
        parts=NOTE,
        json=True,
        body={"text": "Yes."},
        nobody=401,
        answers={200: WARD_1, 403: EDITORS, 404: NOT_NOTED},
    ),
    Call("api:voices", answers=FOR_EVERYBODY, nobody=401),
    Call("api:voice", parts=SAID, answers={200: f"manager, {EDITORS}", 404: NOT_HEARD}, nobody=401),
    *[
        Call(
            f"api:voice_{name}",
            "POST",
            parts=SAID,
            body={"text": "Thanks."},
            json=True,
            nobody=401,
            answers={200: EDITORS, 403: "manager", 404: NOT_HEARD},
        )
        for name in ("answer", "close")
    ],
    Call("api:bring", "POST", answers=instead(BRING, 422), nobody=401),
    *[
        Call(f"api:{name}", parts={"import_id": UUID}, answers=NOT_THERE, nobody=401)
        for name in ("watch", "rejected")
    ],
    Call("api:privacy", answers=FOR_EVERYBODY, nobody=401),
    Call("api:agree", "POST", body={"words": ""}, json=True, answers=COUNCIL_SAYS, nobody=401),
    Call("api:withdraw", "POST", answers=COUNCIL_ENDS, nobody=401),
    Call("api:sources", answers=ONLY_STEWARDS, nobody=401),
    *[
        Call(f"api:{name}", parts=A_SOURCE, answers=ONLY_STEWARDS, nobody=401)
        for name in ("source", "labels")
    ],
    *[Call(f"api:{name}", parts=NO_SOURCE, answers=NOT_THERE, nobody=401) for name in ("source", "labels")],
    Call("api:match", "PUT", parts=A_SOURCE, body={"": []}, json=True, answers=ONLY_STEWARDS, nobody=401),
    Call("api:tally", "POST", json=True, answers={422: ALL}, nobody=401),
]
