"""Who gets what answer about packs for a council. How entries are written: ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import EMPLOYED, NOT_THERE, WIDE, Call

PACK, ABSENT = {"key": "{pack}"}, {"key": "0" * 32}
READ = {200: WIDE, 404: f"stranger, {EMPLOYED}"}
MAY = "lead, sponsor, council, it lead, admin"
MAY_NOT = "steward, works council, auditor"
ASKED = {422: MAY, 403: MAY_NOT, 404: f"stranger, {EMPLOYED}"}
PACKS = [
    Call("overview:packs", answers=READ),
    Call("overview:packs", "POST", answers=ASKED),
    Call("overview:pack", parts=PACK, answers=READ),
    Call("overview:pack", parts=ABSENT, answers=NOT_THERE),
    Call("overview:pack-file", parts={**PACK, "name": "pack.pdf"}, answers=NOT_THERE),
    Call("overview:pack-file", parts={**PACK, "name": "request.json"}, answers=NOT_THERE),
    Call(
        "overview:pack-sign",
        "POST",
        parts=PACK,
        answers={
            302: "sponsor, council",
            403: "lead, it lead, admin, steward, works council, auditor",
            404: f"stranger, {EMPLOYED}",
        },
    ),
    Call("api:packs", answers=READ, nobody=401),
    Call("api:ask_pack", "POST", body={"changes": []}, json=True, nobody=401, answers=ASKED),
    Call("api:pack", parts=PACK, answers=READ, nobody=401),
    Call("api:pack", parts=ABSENT, answers=NOT_THERE, nobody=401),
    Call(
        "api:sign_pack", "POST", parts=PACK, json=True, nobody=401,
        answers={
            422: "sponsor, council", 403: "lead, it lead, admin, steward, works council, auditor",
            404: f"stranger, {EMPLOYED}",
        },
    ),
]  # fmt: skip
