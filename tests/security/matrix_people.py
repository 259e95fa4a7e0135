"""Who gets what answer from the pages and calls about accounts and roles: administrators alone, but for who holds what."""

from __future__ import annotations

from tests.security.entries import ALL, EMPLOYED, NOT_THERE, Call

HELD_NO_ADMIN = f"{EMPLOYED}, lead, sponsor, council, it lead, steward, works council, auditor"
NOT_THE_ADMIN = f"stranger, {HELD_NO_ADMIN}"
ADMIN = {200: "admin", 404: NOT_THE_ADMIN}
WATCHED = {
    200: "works council, auditor, admin",
    404: f"stranger, {EMPLOYED}, lead, sponsor, council, it lead, steward",
}
MEMBER = {"person_id": "{person}"}
NOBODY = {"person_id": 0}
JSON = {"json": True, "nobody": 401}
ADDRESS = {"address": "somebody.new@example.org"}


def of_a_person(route: str, status: int, body: dict[str, object], *, api: bool) -> list[Call]:
    """A thing done to a person, and to nobody."""
    more = JSON if api else {}
    may = {status: "admin", 404: NOT_THE_ADMIN}
    return [
        Call(route, "POST", parts=MEMBER, body=body, answers=may, **more),
        Call(route, "POST", parts=NOBODY, body=body, answers=NOT_THERE, **more),
    ]


TAKE_BACK = {"person_id": "{person}", "role_id": "{absent}"}
HELD = {"person_id": "{person}", "role_id": "{held}"}
ACCOUNTS = [
    Call("overview:accounts", answers=ADMIN),
    Call("overview:accounts", query="?q=ward&show=all&page=2", answers=ADMIN),
    Call("overview:account", parts=MEMBER, answers=ADMIN),
    Call("overview:account", parts=NOBODY, answers=NOT_THERE),
    Call("overview:new-person", answers=ADMIN),
    Call(
        "overview:new-person",
        "POST",
        body={"name": "New", **ADDRESS},
        answers={302: "admin", 404: NOT_THE_ADMIN},
    ),
    Call("overview:role-holders", answers=WATCHED),
    *of_a_person("overview:open-account", 200, ADDRESS, api=False),
    *of_a_person("overview:close-account", 302, {}, api=False),
    *of_a_person("overview:give-role", 302, {"role": "council"}, api=False),
    *of_a_person("overview:give-role", 422, {"role": "manager"}, api=False),
    Call("overview:take-back", "POST", parts=HELD, answers={302: "admin", 404: NOT_THE_ADMIN}),
    Call("overview:take-back", "POST", parts=TAKE_BACK, answers=NOT_THERE),
    Call("overview:roles-file", answers=ADMIN),
    Call(
        "overview:roles-file",
        "POST",
        body={"text": "person,role\nmember,council\n"},
        answers={302: "admin", 404: NOT_THE_ADMIN},
    ),
    Call(
        "overview:roles-file",
        "POST",
        body={"text": "person,role\nmember,king\n"},
        answers={422: "admin", 404: NOT_THE_ADMIN},
    ),
    Call(
        "api:roles_file",
        "POST",
        body={"text": "person,role\nmember,council\n", "give": True},
        answers={200: "admin", 403: HELD_NO_ADMIN, 404: "stranger"},
        **JSON,
    ),
    Call(
        "api:roles_file",
        "POST",
        body={"text": "person,role\nmember,king\n"},
        answers={422: "admin", 403: HELD_NO_ADMIN, 404: "stranger"},
        **JSON,
    ),
    Call("api:accounts", answers=ADMIN, nobody=401),
    Call("api:account", parts=MEMBER, answers=ADMIN, nobody=401),
    Call("api:account", parts=NOBODY, answers=NOT_THERE, nobody=401),
    Call(
        "api:add_person",
        "POST",
        body={"name": "New", **ADDRESS},
        answers={
            201: "admin",
            403: HELD_NO_ADMIN,
            404: "stranger",
        },
        **JSON,
    ),
    *of_a_person("api:let_in", 200, ADDRESS, api=True),
    *of_a_person("api:let_in", 422, {"address": "none"}, api=True),
    *of_a_person("api:close_account", 200, {}, api=True),
    *of_a_person("api:give_role", 200, {"role": "council"}, api=True),
    *of_a_person("api:give_role", 422, {"role": "employee"}, api=True),
    Call("api:give_role", "POST", parts=MEMBER, body={"role": "king"}, answers={422: ALL}, **JSON),
    Call("api:take_back", "DELETE", parts=HELD, answers=ADMIN, **JSON),
    Call("api:take_back", "DELETE", parts=TAKE_BACK, answers=NOT_THERE, **JSON),
    Call("api:role_holders", answers=WATCHED, nobody=401),
]
