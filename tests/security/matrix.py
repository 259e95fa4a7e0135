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
    FOR_EVERYBODY,
    FOR_SURGERY,
    NOT_THERE,
    NOT_WARD_1,
    OVERSEE,
    WARD_1,
    WIDE,
    Call,
    by_change,
    edited,
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
from tests.security.matrix_gather import GATHER
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
