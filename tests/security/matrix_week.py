"""Rights on the week: for who manages, leads or sponsors. See ``matrix.py``."""

from __future__ import annotations

from tests.security.entries import Call, instead

THEIRS = {
    200: "manager, other, lead, sponsor, it lead",
    404: "stranger, member, small, council, steward, works council, auditor, admin",
}
SAID = {"key": "alert:1", "said": "not now"}
ACT = {"kind": "visit", "what": "An hour at night"}
MAILED = {
    200: "manager, other, lead, sponsor, it lead, council",
    404: "stranger, member, small, steward, works council, auditor, admin",
}
SPONSOR_ALONE = {
    302: "sponsor",
    403: "manager, other, lead, it lead",
    404: "stranger, member, small, council, steward, works council, auditor, admin",
}

WEEK = [
    Call("overview:week", answers=THEIRS),
    Call("overview:week-move", "POST", body=SAID, answers=instead(THEIRS, 302)),
    Call("overview:week-mail", answers=MAILED),
    Call("overview:week-mail", "POST", body={"wanted": "no"}, answers=instead(MAILED, 302)),
    Call("overview:week-act", "POST", body={"slug": "{change}", **ACT}, answers=SPONSOR_ALONE),
    Call("api:week", answers=THEIRS, nobody=401),
    Call("api:say_of_move", "POST", body=SAID, answers=instead(THEIRS, 201), json=True, nobody=401),
    Call(
        "api:act_visibly",
        "POST",
        body={"change": "{change}", **ACT},
        answers={201 if status == 302 else status: roles for status, roles in SPONSOR_ALONE.items()},
        json=True,
        nobody=401,
    ),
]
