"""A program learns what a system asks for, tries it, connects it, renews its key and disconnects it; as the page would."""

from __future__ import annotations

import json
from typing import Any

import pytest

from takehold.gather.models import Feed
from takehold.gather.operations import pulling
from takehold.gather.operations.sealing import opened
from takehold.gather.tests.desks import SYSTEMS, ServiceNow, ticket

SYSTEM = SYSTEMS[0]


def said(slug: str, **more: Any) -> dict[str, Any]:
    own = {"address": "https://desk.example", **SYSTEM.said, SYSTEM.secret: "good-word"}
    given = {
        "kind": SYSTEM.kind,
        "name": "Desk",
        "change": slug,
        "own": own,
        "behaviours": [SYSTEM.behaviour],
    }
    return {**given, **more}


@pytest.fixture
def send(house: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A steward's program, and a service desk that answers."""
    desk = ServiceNow([ticket(n) for n in range(3)])
    monkeypatch.setattr(pulling, "caller", lambda: desk)

    def ask(method: str, path: str, body: Any = None, who: str = "steward") -> Any:
        act = getattr(house.client(who), method)
        return (
            act(f"/api/v1{path}", json.dumps(body), content_type="application/json")
            if body
            else act(f"/api/v1{path}")
        )

    return ask


def test_a_program_connects_a_system_from_what_it_is_told(send: Any, change: str) -> None:
    (one,) = [each for each in send("get", "/systems").json()["items"] if each["kind"] == SYSTEM.kind]
    asked = {each["key"] for each in one["asks"] if each["required"]}
    assert asked <= {"address", "password", *SYSTEM.said}
    assert [each["key"] for each in one["asks"] if each["secret"]] == [SYSTEM.secret]
    assert SYSTEM.behaviour in one["behaviours"]
    rule = {"sentence": "Work first", "kind": "precedence", "a": "In Progress", "b": "Resolved"}
    tried = send("post", "/systems/try", said(change, rule=rule)).json()
    assert (len(tried["rows"]), tried["lacking"]) == (3, [])
    assert tried["steps"]
    assert not Feed.objects.exists()
    made = send("post", "/feeds", said(change, rule=rule, since="2026-01-05"))
    assert made.status_code == 201, made.content
    assert (made.json()["kind"], made.json()["change"], made.json()["trouble"]) == (SYSTEM.kind, change, "")
    assert "good-word" not in str(made.json())
    assert Feed.objects.count() == 2, "one for how tickets stand, one for how they went"
    feed = f"/feeds/{made.json()['id']}"
    assert send("post", f"{feed}/secret", {"secret": "fresh"}).status_code == 200
    assert {opened(bytes(each.secret))[SYSTEM.secret] for each in Feed.objects.all()} == {"fresh"}
    assert send("delete", feed).status_code == 204
    assert send("get", feed).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"own": {"user": "reader", "table": "incident", "password": "x"}}, "address"), ({"change": "no-such"}, "change"),
        ({"behaviours": []}, "behaviours"), ({"columns": ["a b"]}, "columns"),
        ({"rule": {"sentence": "So", "kind": "precedence", "a": "", "b": "Resolved"}}, "step_a"),
    ],
)  # fmt: skip
def test_what_the_page_refuses_is_refused_with_its_field(
    send: Any, change: str, wrong: dict[str, Any], field: str
) -> None:
    for path in ("/feeds", "/systems/try"):
        found = send("post", path, said(change, **wrong))
        assert (found.status_code, found.json()["errors"][0]["field"]) == (422, field), found.content
    assert not Feed.objects.exists()


def test_for_others_none_of_it_is_there(send: Any, change: str) -> None:
    for method, path, body in (
        ("get", "/systems", None),
        ("post", "/feeds", said(change)),
        ("post", "/systems/try", said(change)),
    ):
        assert send(method, path, body, who="lead").status_code == 404
