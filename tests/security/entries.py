"""How the entries of the matrix of rights are written: a call, lists of roles, and what is answered alike on many routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.security.world import NOBODY, ROLES

EMPLOYED = "member, manager, other, small"
OVERSEE = "sponsor, council, works council, auditor"
WIDE = "lead, sponsor, council, it lead, steward, works council, auditor, admin"
EVERYBODY = f"{EMPLOYED}, {WIDE}"
EDITORS = "lead, it lead, admin"


@dataclass(frozen=True)
class Call:
    """One call and what each role gets for it."""

    route: str
    method: str = "GET"
    parts: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    query: str = ""
    json: bool = False
    nobody: int = 302

    def __str__(self) -> str:
        named = ",".join(str(value) for value in self.parts.values())
        return f"{self.method} {self.route} {named}{self.query}".strip()

    def expected(self) -> dict[str, int]:
        """The status of each role."""
        found = {NOBODY: self.nobody}
        for status, roles in self.answers.items():
            for role in filter(None, (each.strip() for each in roles.split(","))):
                assert role not in found or role == NOBODY, f"{self}: {role} stands twice"
                found[role] = status
        assert set(found) == set(ROLES), f"{self}: say what {set(ROLES) ^ set(found)} gets"
        return found


def dumps(body: Mapping[str, Any]) -> str:
    """The JSON that is sent; a body under the key ``""`` is sent as it is."""
    return json.dumps(body.get("", body), default=str)


def by_status(got: Mapping[str, int]) -> dict[int, str]:
    """What was answered, as entries are written."""
    found: dict[int, list[str]] = {}
    for role, status in got.items():
        found.setdefault(status, []).append(role)
    return {status: ", ".join(roles) for status, roles in sorted(found.items())}


ALL = f"stranger, {EVERYBODY}"
UUID = "{uuid}"
CHANGE, SURGERY, NO_CHANGE = {"slug": "{change}"}, {"slug": "{surgery}"}, {"slug": "no-such"}
WARD_1, NOT_WARD_1 = "member, manager", "stranger, member, manager"
NOT_THERE = {404: ALL}
FOR_EVERYBODY = {200: EVERYBODY, 404: "stranger"}
FOR_SURGERY = {200: f"other, small, {WIDE}", 404: NOT_WARD_1}
THE_ALERT = {"alert_id": "{alert}"}
SEEN = {"alert_id": "{seen}"}
ABSENT = {"alert_id": "{absent}"}


def instead(answers: Mapping[int, str], status: int) -> dict[int, str]:
    """The same rights, with another status for who may."""
    return {status if each == 200 else each: roles for each, roles in answers.items()}


def by_change(
    route: str, own: Mapping[int, str], surgery: Mapping[int, str], method: str = "GET", **more: Any
) -> list[Call]:
    """A route on the change for everybody, on that for surgery, and on none."""
    parts = more.pop("parts", {})
    return [
        Call(route, method, parts={**CHANGE, **parts}, answers=own, **more),
        Call(route, method, parts={**SURGERY, **parts}, answers=surgery, **more),
        Call(route, method, parts={**NO_CHANGE, **parts}, answers=NOT_THERE, **more),
    ]


def edited(route: str, status: int = 200, method: str = "GET", also: str = "", **more: Any) -> list[Call]:
    """A route for those who edit a change; who may read the change is told so, others are not told that it is there."""
    may = EDITORS + also
    held = ", ".join(
        each for each in ("sponsor", "council", "steward", "works council", "auditor") if each not in may
    )
    own = {status: may, 403: f"{EMPLOYED}, {held}", 404: "stranger"}
    surgery = {status: may, 403: f"other, small, {held}", 404: NOT_WARD_1}
    return by_change(route, own, surgery, method, **more)


def told(route: str, body: Mapping[str, Any], status: int, **more: Any) -> list[Call]:
    """What a team says of its alert: only the team and its manager; who may read it is told so, others nothing."""
    rest = f"stranger, other, small, {WIDE}"
    return [
        Call(route, "POST", parts=THE_ALERT, body=body, answers={status: WARD_1, 404: rest}, **more),
        Call(
            route,
            "POST",
            parts=SEEN,
            body=body,
            answers={status: "other", 403: WIDE, 404: f"{NOT_WARD_1}, small"},
            **more,
        ),
        Call(route, "POST", parts=ABSENT, body=body, answers=NOT_THERE, **more),
    ]


def read_alert(route: str, **more: Any) -> list[Call]:
    """An alert: the team first, others from the day on which it is visible above."""
    return [
        Call(route, parts=THE_ALERT, answers={200: WARD_1, 404: f"stranger, other, small, {WIDE}"}, **more),
        Call(route, parts=SEEN, answers={200: f"other, {WIDE}", 404: f"{NOT_WARD_1}, small"}, **more),
        Call(route, parts=ABSENT, answers=NOT_THERE, **more),
    ]
