"""Who gets what answer about logs and what they show. How entries are written: ``matrix.py``.

``{log-feed}`` has ``{log}`` and ``{log-again}``, which show Dropbox in ward 1.
"""

from __future__ import annotations

from typing import Any

from tests.security.entries import EMPLOYED, NOT_THERE, WIDE, Call

OUTSIDE = f"stranger, {EMPLOYED}"
READ = {200: WIDE, 404: OUTSIDE}
FEEDERS = "it lead, steward, admin"
HEAR = "lead, sponsor, council, works council, auditor"
API: dict[str, Any] = {"nobody": 401}
SENT: dict[str, Any] = {"json": True, "nobody": 401}
ABSENT = {404: f"{OUTSIDE}, {FEEDERS}", 403: HEAR}
FEED, LOG = {"feed_id": "{log-feed}"}, {"log_id": "{log}"}
SHOWN, NOT_SHOWN = {"service": "dropbox"}, {"service": "trello"}
NO_SERVICE = {"service": "own-no-such"}
NAMED = {"domain": "tool.example", "name": "A tool", "category": "files"}
NO_FEED, NO_LOG, NO_RANGE = {"feed_id": "{absent}"}, {"log_id": "{absent}"}, {"range_id": "{absent}"}


def fed(
    route: str, status: int, parts: dict[str, str] | None = None, method: str = "POST", **more: Any
) -> Call:
    """By those who feed; whoever reads what logs show is told that it is not theirs to do."""
    return Call(route, method, parts=parts or {}, answers={status: FEEDERS, 403: HEAR, 404: OUTSIDE}, **more)


LOGS = [
    Call("shadow_it:found", answers=READ),
    Call("shadow_it:found-one", parts=SHOWN, answers=READ),
    Call("shadow_it:found-one", parts=NOT_SHOWN, answers=NOT_THERE),
    Call("shadow_it:feeds", answers=READ),
    fed("shadow_it:feeds", 422, body={"name": ""}),
    Call("shadow_it:feed", parts=FEED, answers=READ),
    Call("shadow_it:feed", parts=NO_FEED, answers=NOT_THERE),
    fed("shadow_it:feed", 422, FEED),
    Call("shadow_it:feed", "POST", parts=NO_FEED, answers=NOT_THERE),
    fed("shadow_it:log-back", 302, LOG),
    Call("shadow_it:log-back", "POST", parts=NO_LOG, answers=NOT_THERE),
    fed("shadow_it:name-service", 422, FEED, body={"name": ""}),
    Call("shadow_it:name-service", "POST", parts=NO_FEED, answers=NOT_THERE),
    Call("shadow_it:drop-service", "POST", parts=NO_SERVICE, answers=ABSENT),
    fed("shadow_it:ranges", 422, body={"addresses": "10.0.0.1", "team": "0"}),
    Call("shadow_it:range-drop", "POST", parts=NO_RANGE, answers=ABSENT),
    Call("api:shadow_found", answers=READ, **API),
    Call("api:shadow_found_one", parts=SHOWN, answers=READ, **API),
    Call("api:shadow_found_one", parts=NOT_SHOWN, answers=NOT_THERE, **API),
    Call("api:shadow_feeds", answers=READ, **API),
    fed("api:open_shadow_feed", 422, body={"name": "Proxy", "kind": "proxy"}, **SENT),
    Call("api:shadow_logs", parts=FEED, answers=READ, **API),
    Call("api:shadow_logs", parts=NO_FEED, answers=NOT_THERE, **API),
    fed("api:bring_shadow_log", 422, FEED, **API),
    fed("api:shadow_log_back", 200, {"log_id": "{log-again}"}, **API),
    Call("api:shadow_log_back", "POST", parts=NO_LOG, answers=ABSENT, **API),
    Call("api:shadow_services", answers=READ, **API),
    fed("api:name_shadow_service", 422, body={**NAMED, "kind": "gossip"}, **SENT),
    Call("api:drop_shadow_service", "DELETE", parts=NO_SERVICE, answers=ABSENT, **API),
    Call("api:shadow_ranges", answers=READ, **API),
    fed("api:name_shadow_range", 422, body={"addresses": "10.0.0.1", "team": 0}, **SENT),
    Call("api:drop_shadow_range", "DELETE", parts=NO_RANGE, answers=ABSENT, **API),
]
