"""The API says and does what the pages do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from takehold.gaps.api import routes


def send(client: Any, address: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def test_a_program_opens_explains_cites_and_closes(house: Any, change: Any) -> None:
    client = house.client("lead")
    at = f"/api/v1/changes/{change.slug}/gaps"
    said = {"title": "Nine clicks", "kind": "barrier", "groups": [house.teams["ward-1"]]}
    first = send(client, at, said, **{"Idempotency-Key": "one"})
    assert first.status_code == 201
    gap = first.json()
    assert send(client, at, said, **{"Idempotency-Key": "one"}).json()["id"] == gap["id"]
    assert send(client, at, said, **{"Idempotency-Key": "k" * 121}).status_code == 422
    assert [each["title"] for each in client.get(at).json()["items"]] == ["Nine clicks"]
    at += f"/{gap['id']}"
    step = send(client, f"{at}/steps", {"cause": "tool", "text": "A long form", "ends_at": "The ninth field"})
    assert step.json()["chain"][0]["guess"] is True
    cited = send(client, f"{at}/steps/{step.json()['step']}/evidence", {"kind": "reach", "ref": "Ward 1"})
    evidence = client.get(f"{at}/evidence/{cited.json()['citation']}").json()
    assert (evidence["kind"], evidence["intact"], evidence["withdrawn_on"]) == ("reach", True, None)
    moved = send(client, f"{at}/turn", {"event": "understand", "reason": "Cited."})
    assert moved.json()["state"] == "understood"
    assert client.get(at).json()["roots"] == ["The ninth field"]
    refused = send(client, f"{at}/turn", {"event": "reopen", "reason": "Why not."})
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "application/problem+json")
    assert send(client, f"{at}/steps", {"cause": "attitude", "text": "x"}).status_code == 422


def test_a_why_whose_end_cannot_be_kept_is_not_kept_either(house: Any, change: Any) -> None:
    client = house.client("lead")
    at = f"/api/v1/changes/{change.slug}/gaps"
    at += f"/{send(client, at, {'title': 'Nine clicks'}).json()['id']}"
    said = {"cause": "tool", "text": "A long form", "ends_at": "\u202e"}
    assert send(client, f"{at}/steps", said).status_code == 422
    assert client.get(at).json()["chain"] == []


def test_more_groups_than_any_house_has_are_refused() -> None:
    with pytest.raises(ValidationError):
        routes.GapIn(title="Nine clicks", groups=list(range(routes.MOST_TEAMS + 1)))
