"""Who gets what answer about the Word templates of a body. How entries are written: ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import FOR_EVERYBODY, NOT_THERE, Call
from tests.security.matrix_council import API, ENTERS, NO_BODY, THE_BODY, own

KIND, NO_KIND = {"kind": "request"}, {"kind": "song"}
BRINGS = {422: "council", **ENTERS}
AWAY, CONFLICT = {302: "council", **ENTERS}, {409: "council", **ENTERS}
PAPERS = [
    Call("governance:papers", parts=THE_BODY, answers=FOR_EVERYBODY),
    Call("governance:papers", parts=NO_BODY, answers=NOT_THERE),
    Call("governance:papers", "POST", parts=THE_BODY, answers=BRINGS),
    Call("governance:papers", "POST", parts=NO_BODY, answers=NOT_THERE),
    Call("governance:paper-template", parts={**THE_BODY, **KIND}, answers=FOR_EVERYBODY),
    Call("governance:paper-template", parts={**THE_BODY, "kind": "pack"}, answers=NOT_THERE),
    Call("governance:paper-template", parts={**THE_BODY, **NO_KIND}, answers=NOT_THERE),
    Call("governance:paper-away", "POST", parts={**THE_BODY, **KIND}, answers=AWAY),
    Call("governance:paper-away", "POST", parts={**NO_BODY, **KIND}, answers=NOT_THERE),
    Call("governance:paper-sample", parts=KIND, answers=FOR_EVERYBODY),
    Call("governance:paper-sample", parts=NO_KIND, answers=NOT_THERE),
    *own("governance:request-paper", 200, "GET", 200),
    Call("api:papers", parts=THE_BODY, answers=FOR_EVERYBODY, nobody=401),
    Call("api:papers", parts=NO_BODY, answers=NOT_THERE, nobody=401),
    Call("api:bring_paper", "POST", parts=THE_BODY, answers=BRINGS, nobody=401),
    Call("api:bring_paper", "POST", parts=NO_BODY, answers=NOT_THERE, nobody=401),
    Call("api:take_paper", "DELETE", parts={**THE_BODY, **KIND}, query="?version=99", answers=CONFLICT, nobody=401),
    Call("api:take_paper", "DELETE", parts={**NO_BODY, **KIND}, query="?version=99", answers=NOT_THERE, nobody=401),
    *own("api:request_paper", 200, "GET", 200, **API),
]  # fmt: skip
