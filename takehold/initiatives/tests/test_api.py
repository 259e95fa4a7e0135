"""The API: the same rights as the pages, pages of results, problems in one form, nothing done twice."""

from __future__ import annotations

import json
from datetime import date
from unittest import mock

import pytest
from django.test import Client

from conftest import NOW
from takehold.initiatives import models, operations
from takehold.initiatives.api import router
from takehold.initiatives.facts import InitiativeInput
from takehold.people import operations as people


@pytest.fixture(autouse=True)
def _on_the_day():
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def send(client: Client, path: str, body: dict, **headers: str):
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def test_a_key_reads_what_its_person_reads(house, change) -> None:
    operations.refresh(change.behaviour_id, NOW)
    secret = people.issue_key(viewer=house.viewer("member"), name="screen", now=NOW)
    answer = (
        Client()
        .get(f"/api/v1/changes/{change.slug}/standings", headers={"Authorization": f"Bearer {secret}"})
        .json()
    )
    (behaviour,) = answer["items"]
    assert behaviour["verdict"] in ("slipping back", "wobbling", "holding", "taking hold", "stalled")
    assert [(team["team"], team["people"]) for team in behaviour["teams"]] == [("Ward 1", "10-19")]
    assert {"because", "history", "shifts", "interval", "detectable", "cautions", "series"} <= set(behaviour)
    assert behaviour["evidence"]["inputs_sha256"] == models.Outlook.objects.get().evidence_sha256
    wrong = Client().get("/api/v1/changes", headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401
    assert wrong["WWW-Authenticate"] == "Bearer"


def test_lists_come_in_pages(house) -> None:
    for n in range(5):
        operations.create(
            viewer=house.viewer("lead"), said=InitiativeInput(name=f"C{n}", reasons=("r",)), now=NOW
        )
    client, seen, cursor = house.client("lead"), [], ""
    for _ in range(3):
        answer = client.get("/api/v1/changes", {"limit": 2, "cursor": cursor}).json()
        seen += [each["slug"] for each in answer["items"]]
        cursor = answer["next"]
    assert (seen, cursor) == (["c0", "c1", "c2", "c3", "c4"], None)
    for bad in ("x", "YXQ6LTU=", "%%%"):
        assert client.get("/api/v1/changes", {"cursor": bad}).status_code == 422


def test_problems_have_one_form(house) -> None:
    client = house.client("lead")
    for response, status in (
        (client.get("/api/v1/changes/no-such"), 404),
        (client.get("/api/v1/alerts/99999"), 404),
        (send(client, "/changes", {"name": "x"}), 422),
        (send(client, "/changes", {"name": " ", "reasons": ["r"]}), 422),
        (send(house.client("council"), "/changes", {"name": "x", "reasons": ["r"]}), 403),
        (Client().get("/api/v1/alerts"), 401),
    ):
        assert response.status_code == status
        assert response["Content-Type"].startswith("application/problem+json")
        assert response.json()["status"] == status
        assert response.json()["title"]


def test_a_repeated_sending_begins_one_change(house) -> None:
    client, body = house.client("lead"), {"name": "Once", "reasons": ["Because."], "go_live": "2026-01-12"}
    answers = [send(client, "/changes", body, **{"Idempotency-Key": "k1"}) for _ in range(3)]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(201, {"slug": "once"})] * 3
    assert models.Initiative.objects.count() == 1
    other = send(client, "/changes", {**body, "name": "Other"}, **{"Idempotency-Key": "k1"})
    assert other.status_code == 409
    assert send(client, "/changes", body, **{"Idempotency-Key": "k" * 121}).status_code == 422


def test_a_team_answers_its_alert_and_the_record_shows_it(house, change) -> None:
    operations.refresh(change.behaviour_id, NOW)
    alert = models.Alert.objects.get(unit="Ward 1")
    manager = house.client("manager")
    assert (
        send(manager, f"/alerts/{alert.pk}/line", {"line": "Agency staff."}).json()["line"] == "Agency staff."
    )
    assert send(manager, f"/alerts/{alert.pk}/answer", {"resolution": "maybe"}).status_code == 422
    assert send(manager, f"/alerts/{alert.pk}/answer", {"resolution": "real"}).json()["resolution"] == "real"
    record = manager.get("/api/v1/alerts").json()["record"]
    assert (record["real"], record["precision"]) == (1, 1.0)


def test_every_operation_says_what_it_does() -> None:
    said = [each for path in router.path_operations.values() for each in path.operations]
    assert len(said) >= 9
    assert all(each.summary and each.description for each in said)


def test_the_description_names_every_operation_once(house) -> None:
    paths = house.client("lead").get("/api/v1/openapi.json").json()["paths"]
    operations = [each["operationId"] for path in paths.values() for each in path.values()]
    assert len(operations) == len(set(operations))
    assert {"changes", "change", "standings", "alerts", "answer"} <= set(operations)


def test_a_series_is_told_under_its_limits_as_pages_draw_it(house, change) -> None:
    operations.refresh(change.behaviour_id, NOW)
    key = models.DesiredBehaviour.objects.get().key
    address = f"/api/v1/changes/{change.slug}/standings/{key}"
    whole = house.client("lead").get(f"{address}/control").json()
    series = house.client("lead").get(address).json()["series"]
    used = zip(series["starts"], series["opportunities"], series["new_way"], series["used"], strict=True)
    days = [(date.fromisoformat(start), n, new) for start, n, new, use in used if use]
    assert whole["period"] == "week"
    assert len(whole["points"]) >= 12
    for point in whole["points"]:
        first = date.fromisoformat(point["from"])
        inside = [(n, new) for on, n, new in days if 0 <= (on - first).days < 7]
        assert (point["chances"], point["new_way"]) == tuple(map(sum, zip(*inside, strict=True)))
    for point in whole["points"]:
        low, high = point["limits"]
        assert low <= point["average"] <= high
        assert (point["rule"] is None) == (point["side"] == "usual")
    ward = house.client("member").get(f"{address}/control", {"team": "Ward 1"}).json()
    assert ward["team"] == "Ward 1"
    assert ward["points"] != whole["points"]
    assert house.client("member").get(f"{address}/control", {"team": "Ward 3"}).status_code == 404
