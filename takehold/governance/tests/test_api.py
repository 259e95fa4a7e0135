"""Requests and decisions for programs: the same operations, the same sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from takehold.governance import models
from takehold.governance.api.council import told
from takehold.governance.tests.council import TODAY, a_body, a_priority, complete, decided, version_of

pytestmark = pytest.mark.django_db
BASE = "/api/v1/council"


def sent(client: Any, path: str, body: dict[str, Any], method: str = "post") -> Any:
    return getattr(client, method)(f"{BASE}{path}", body, content_type="application/json")


def test_a_program_asks_adds_sends_and_a_secretary_decides(house: Any) -> None:
    body = a_body(house)
    asker, council = house.client("it lead"), house.client("council")
    begun = sent(
        asker, "/requests", {"body": body, "title": "Tablets", "purpose": "decide", "ask": "Buy ten."}
    )
    assert begun.status_code == 201
    made = begun.json()["id"]
    assert len(begun.json()["missing"]) == 9
    lines = (
        {"option": {"name": "Do nothing", "pros": "No cost", "cons": "Copies", "nothing": True}},
        {"consulted": {"who": "Nights", "said": "Fine.", "stance": "for"}},
        {"serves": {"priority": a_priority(house, body), "how": "Nothing is copied."}},
    )
    for line in lines:
        added = sent(asker, f"/requests/{made}/lines", {**line, "version": version_of(made)})
        assert added.status_code == 200
    option = added.json()["options"][0]["id"]
    taken = asker.delete(f"{BASE}/requests/{made}/lines/option/{option}?version={version_of(made)}")
    assert taken.json()["options"] == []
    refused = sent(asker, f"/requests/{made}/send", {"version": version_of(made)})
    assert refused.status_code == 422
    assert "Something is missing" in refused.content.decode()
    complete(house, made)
    assert sent(asker, f"/requests/{made}/send", {"version": version_of(made)}).json()["state"] == "sent"
    comment = sent(council, f"/requests/{made}/comments", {"text": "Why ten?"})
    assert comment.json()["comments"][0]["text"] == "Why ten?"
    agenda = {"event": "agenda", "meets_on": str(TODAY), "version": version_of(made)}
    assert sent(council, f"/requests/{made}/turn", agenda).json()["state"] == "agenda"
    assert told(house.viewer("sponsor"), made)["meets_on"] == str(TODAY)
    outcome = {"outcome": "approved", "reason": "Safe doses.", "holder": "role:it lead",
               "review_on": str(TODAY + timedelta(days=90)), "version": version_of(made)}  # fmt: skip
    entered = sent(council, f"/requests/{made}/decision", outcome)
    assert entered.status_code == 201
    assert [each["number"] for each in entered.json()["versions"]] == [1]
    assert asker.get(f"{BASE}/requests").json()["total"] == 1
    assert asker.get(f"{BASE}/requests/{made}").json()["decision"] == entered.json()["id"]


def test_the_register_versions_and_commitments(house: Any) -> None:
    made = decided(house)
    member, council = house.client("member"), house.client("council")
    (found,) = member.get(f"{BASE}/decisions").json()["items"]
    assert (found["id"], found["commitments"][0]["state"]) == (made, "open")
    one = models.Commitment.objects.get().pk
    kept = sent(
        house.client("lead"), f"/commitments/{one}/turn", {"event": "keep", "said": "Signed.", "version": 1}
    )
    assert kept.json() == {"id": one, "state": "kept"}
    again = {"outcome": "declined", "reason": "It did not help.", "holder": "role:lead", "version": 1}
    assert sent(council, f"/decisions/{made}/versions", again).status_code == 422
    told = sent(council, f"/decisions/{made}/versions", {**again, "because": "The review found it."})
    assert [each["number"] for each in told.json()["versions"]] == [2, 1]
    assert member.get(f"{BASE}/decisions/{made}").json()["versions"][0]["outcome"] == "declined"
    assert council.get(BASE).json()["waiting"] == []
