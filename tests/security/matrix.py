"""Who gets what answer from which address. One file, so that a reviewer sees every right at once.

How to add an entry for a new route (``tests/security/test_matrix.py`` fails until there is one):

    Call("room:name", parts={"slug": "{change}"}, answers={200: EVERYBODY, 404: "stranger"})

* ``parts`` fill the address, ``body`` the form (or JSON with ``json=True``); values in braces are objects of ``world.py``:
  ``{change}`` is for everybody, ``{surgery}`` for other teams than member's and manager's, ``{alert}`` is ward 1's own and
  not visible above it yet, ``{seen}`` is ward 3's and visible, ``{said}`` was said about it from ward 1 without a name,
  ``{note}`` is of ward 1's manager about the member,
  ``{theme}`` and ``{channel}`` are of the change for everybody, ``{gap}`` is ward 1's on it, with ``{step}`` and ``{citation}``, ``{win}`` is published for everybody, ``{draft}`` is ward 3's and is not. Add objects there when a room needs its own.
* ``answers`` maps a status to roles, separated by commas; EVERYBODY and the like are such lists. Each role stands in
  exactly one. ``nobody`` (not signed in) is sent to the sign-in page unless said otherwise.
* Give each route at least: its own object, and one that the reader may not know of, which answers 404 and never 403.
* ``TAKEHOLD_MATRIX=show pytest -s tests/security/test_matrix.py -k room`` prints what is answered now. It is printed to
  be read, not to be copied: decide first.

Roles: ``stranger`` has an account and no role. ``member`` and ``manager`` belong to ward 1, ``other`` manages ward 3,
``small`` is of the night desk of three. The rest hold their role for the organisation.
"""

from __future__ import annotations

from tests.security.entries import (
    ALL,
    CHANGE,
    EDITORS,
    EMPLOYED,
    EVERYBODY,
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    UUID,
    WARD_1,
    WIDE,
    Call,
    by_change,
    edited,
    instead,
    read_alert,
    told,
)
from tests.security.matrix_alignment import ALIGNMENT
from tests.security.matrix_authority import AUTHORITY
from tests.security.matrix_authorship import AUTHORSHIP
from tests.security.matrix_bridge import BRIDGE
from tests.security.matrix_calendars import CALENDARS
from tests.security.matrix_canvasses import CANVASSES
from tests.security.matrix_champions import CHAMPIONS
from tests.security.matrix_chats import CHATS
from tests.security.matrix_cocreation import COCREATION
from tests.security.matrix_council import COUNCIL
from tests.security.matrix_directives import DIRECTIVES
from tests.security.matrix_gaps import GAPS
from tests.security.matrix_go import GO
from tests.security.matrix_influence import INFLUENCE
from tests.security.matrix_logs import LOGS
from tests.security.matrix_missteps import MISSTEPS
from tests.security.matrix_packs import PACKS
from tests.security.matrix_papers import PAPERS
from tests.security.matrix_people import ACCOUNTS
from tests.security.matrix_rhythm import RHYTHM
from tests.security.matrix_shadow_it import SHADOW_IT
from tests.security.matrix_surveys import SURVEYS
from tests.security.matrix_systems import SYSTEMS as CONNECTED
from tests.security.matrix_week import WEEK
from tests.security.matrix_wins import WINS

BEGIN = {403: f"{EMPLOYED}, {OVERSEE}, steward", 404: "stranger"}
BASELINE = {"baseline-unit": "Ward 1"}
TEAMS_HELD = f"{EMPLOYED}, sponsor, council"

OF_WARD_1 = {200: f"{WARD_1}, {WIDE}", 404: "stranger, other, small"}
OF_WARD_3 = {200: f"other, {WIDE}", 404: f"{NOT_WARD_1}, small"}

MACHINERY = [
    Call("healthz", answers={200: ALL}, nobody=200),
    Call("api:openapi-json", answers={200: ALL}, nobody=200),
    Call("api:api-root", answers=NOT_THERE, nobody=404),
    Call("ui:icon", answers={302: ALL}),
    Call("ui:theme", "POST", body={"theme": "dark"}, answers={302: ALL}),
    Call("ui:language", "POST", body={"language": "de"}, answers={302: ALL}),
]
PEOPLE = [
    Call(
        "people:teams",
        answers={
            200: "lead, it lead, steward, works council, auditor, admin",
            403: TEAMS_HELD,
            404: "stranger",
        },
    ),
    Call(
        "people:import",
        "POST",
        body={"what": "teams"},
        answers={422: "steward, admin", 403: f"{EMPLOYED}, lead, it lead, {OVERSEE}", 404: "stranger"},
    ),
    Call(
        "people:reorganised",
        "POST",
        body={"on": "2026-02-01", "kind": "new", "later": "Ward 1"},
        answers={302: "steward, admin", 403: f"{EMPLOYED}, lead, it lead, {OVERSEE}", 404: "stranger"},
    ),
    Call(
        "people:floor",
        "POST",
        body={"to": 8},
        answers={
            302: "works council, admin",
            403: f"{EMPLOYED}, lead, it lead, steward, sponsor, council, auditor",
            404: "stranger",
        },
    ),
    Call("people:keys", answers=FOR_EVERYBODY),
    Call("people:keys", "POST", body={"name": "board"}, answers=FOR_EVERYBODY),
    Call("people:keys", "POST", body={"revoke": "{absent}"}, answers=NOT_THERE),
]
INITIATIVES = [
    Call("initiatives:new", answers={200: EDITORS, **BEGIN}),
    Call(
        "initiatives:new",
        "POST",
        body={"name": "Next change", "reasons": "Because."},
        answers={302: EDITORS, **BEGIN},
    ),
    *edited("initiatives:edit"),
    *edited("initiatives:edit", 422, "POST", body={"name": ""}),
    *edited("initiatives:go-live"),
    *edited("initiatives:behaviours"),
    *edited("initiatives:marks", also=", steward"),
    *edited("initiatives:end", 302, "POST"),
    *by_change("initiatives:impact", FOR_EVERYBODY, FOR_SURGERY),
    *edited("initiatives:impact", 422, "POST", body={"version": "old"}),
    *edited("initiatives:impact-file", 422, "POST"),
    *by_change("initiatives:impact-csv", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("initiatives:impact-xlsx", FOR_EVERYBODY, FOR_SURGERY),
    *edited("initiatives:audience"),
    *edited("initiatives:audience", 422, "POST", body={"version": "0"}),
    *edited("initiatives:behaviour", parts={"key": "shared"}),
    Call(
        "initiatives:behaviour",
        parts={**CHANGE, "key": "no-such"},
        answers={403: f"{EMPLOYED}, {OVERSEE}, steward", 404: f"stranger, {EDITORS}"},
    ),
    *edited("initiatives:baseline", 422, "POST", parts={"key": "shared"}, body=BASELINE),
    Call("initiatives:alerts", answers=FOR_EVERYBODY),
    *read_alert("initiatives:alert"),
    *told("initiatives:line", {"line": "Agency staff at night."}, 302),
    *told("initiatives:answer", {"resolution": "real"}, 302),
]
API = [
    Call("api:changes", answers=FOR_EVERYBODY, nobody=401),
    Call(
        "api:begin",
        "POST",
        body={"name": "Next", "reasons": ["Because."]},
        json=True,
        answers={201: EDITORS, **BEGIN},
        nobody=401,
    ),
    *by_change("api:change", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:standings", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:standing", FOR_EVERYBODY, FOR_SURGERY, parts={"key": "shared"}, nobody=401),
    *by_change("api:silences", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:control", FOR_EVERYBODY, NOT_THERE, parts={"key": "shared"}, nobody=401),
    Call(
        "api:control", parts={**CHANGE, "key": "shared"}, query="?team=Ward 1", answers=OF_WARD_1, nobody=401
    ),
    Call(
        "api:control", parts={**CHANGE, "key": "shared"}, query="?team=Ward 3", answers=OF_WARD_3, nobody=401
    ),
    *by_change("api:impact", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *by_change("api:needs", FOR_EVERYBODY, FOR_SURGERY, nobody=401),
    *edited("api:fill_in", 409, "PUT", body={"version": "old", "groups": []}, json=True, nobody=401),
    Call("api:alerts", answers=FOR_EVERYBODY, nobody=401),
    *read_alert("api:alert", nobody=401),
    *told("api:line", {"line": "Agency staff at night."}, 200, json=True, nobody=401),
    *told("api:answer", {"resolution": "real"}, 200, json=True, nobody=401),
]
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
ONE = {"behaviour": "shared"}
HERE_NOT_ADMIN = f"{EMPLOYED}, lead, it lead, steward, {OVERSEE}"
NOT_THE_ADMIN = f"stranger, {HERE_NOT_ADMIN}"
ONLY_ADMIN = {200: "admin", 404: NOT_THE_ADMIN}
ERASE = {"word": "erase"}
OVERVIEW = [
    Call("overview:home", answers={302: ALL}),
    Call("overview:changes", answers={200: ALL}),
    *by_change("overview:now", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("overview:as-of", NOT_THERE, NOT_THERE),
    *by_change("overview:teams", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("overview:reports", FOR_EVERYBODY, FOR_SURGERY),
    *by_change("overview:evidence", FOR_EVERYBODY, FOR_SURGERY),
    Call("overview:unit", parts={**CHANGE, "key": "{ward-1}"}, answers=OF_WARD_1),
    Call("overview:unit", parts={**CHANGE, "key": "{ward-3}"}, answers=OF_WARD_3),
    *by_change("overview:tickets", FOR_EVERYBODY, NOT_THERE, parts=ONE),
    Call("overview:tickets", parts={**CHANGE, **ONE}, query="?unit={ward-1}", answers=OF_WARD_1),
    Call("overview:tickets", parts={**CHANGE, **ONE}, query="?unit={ward-3}", answers=OF_WARD_3),
    Call("overview:tickets-csv", parts={**CHANGE, **ONE}, query="?unit={ward-3}", answers=OF_WARD_3),
    Call("overview:slide", parts={**CHANGE, **ONE}, query="?unit={ward-1}", answers=OF_WARD_1),
    *by_change("overview:slide", FOR_EVERYBODY, NOT_THERE, parts=ONE),
    *[
        call
        for name in ("control", "control-slide")
        for call in (
            *by_change(f"overview:{name}", FOR_EVERYBODY, NOT_THERE, parts=ONE),
            Call(f"overview:{name}", parts={**CHANGE, **ONE}, query="?unit={ward-1}", answers=OF_WARD_1),
            Call(f"overview:{name}", parts={**CHANGE, **ONE}, query="?unit={ward-3}", answers=OF_WARD_3),
        )
    ],
    Call("overview:search", answers={200: ALL}),
    Call("overview:search", query="?q=checklist", answers={200: ALL}),
    Call("api:search", query="?q=ward", answers=FOR_EVERYBODY, nobody=401),
    Call("overview:help", answers={200: ALL}),
    Call("overview:my-team", answers={200: ALL}),
    Call("api:my_team", answers=FOR_EVERYBODY, nobody=401),
    Call("overview:me", answers={200: ALL}),
    Call("overview:me-json", answers={200: ALL}),
    Call("overview:me-zip", answers={200: ALL}),
    Call("overview:erase-me", answers={200: NOT_THE_ADMIN, 403: "admin"}),
    Call("overview:erase-me", "POST", answers={422: NOT_THE_ADMIN, 403: "admin"}),
    Call("overview:erase-somebody", answers=ONLY_ADMIN),
    Call("overview:erase-somebody", "POST", body=ERASE, query="?key=member", answers=ONLY_ADMIN),
    Call("api:my_erasure", answers={200: HERE_NOT_ADMIN, 403: "admin", 404: "stranger"}, nobody=401),
    Call("api:erase_me", "POST", body={"word": "no"}, json=True, answers={422: ALL}, nobody=401),
    Call("api:erasure", parts={"key": "member"}, answers=ONLY_ADMIN, nobody=401),
    Call(
        "api:erase_somebody",
        "POST",
        parts={"key": "member"},
        body=ERASE,
        json=True,
        answers=ONLY_ADMIN,
        nobody=401,
    ),
    *[
        Call(f"overview:{name}", answers={200: ALL})
        for name in ("library", "library-words", "library-method")
    ],
    Call("overview:demo", answers=NOT_THERE, nobody=404),
    Call("overview:demo-export", answers=NOT_THERE, nobody=404),
]

CALLS = [
    *MACHINERY,
    *PEOPLE,
    *INITIATIVES,
    *RHYTHM,
    *API,
    *GATHER,
    *SURVEYS,
    *GAPS,
    *COUNCIL,
    *PAPERS,
    *ALIGNMENT,
    *BRIDGE,
    *CHAMPIONS,
    *INFLUENCE,
    *COCREATION,
    *CANVASSES,
    *AUTHORSHIP,
    *AUTHORITY,
    *DIRECTIVES,
    *GO,
    *MISSTEPS,
    *SHADOW_IT,
    *LOGS,
    *WINS,
    *CALENDARS,
    *CHATS,
    *PACKS,
    *WEEK,
    *OVERVIEW,
    *ACCOUNTS,
    *CONNECTED,
]
