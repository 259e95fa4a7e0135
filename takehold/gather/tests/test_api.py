import io
import json as values
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from takehold.gather.views import receiving
from takehold.gather.views.receiving import SizeLimitHandler
from takehold.initiatives import operations as initiatives
from takehold.people import operations as people

from .conftest import incidents, read
from .test_views import MAPPING


@pytest.fixture
def call(house):
    """A program with a key of that person."""
    keys = {}

    def send(who, method, path, *, json=None, data=None, headers=None):
        if who not in keys:
            keys[who] = people.issue_key(viewer=house.viewer(who), name="program", now=timezone.now())
        said = {} if json is None else {"data": values.dumps(json), "content_type": "application/json"}
        if data is not None:
            said = {"data": data}
        act = getattr(Client(), method.lower())
        return act(
            f"/api/v1{path}", **said, headers={"Authorization": f"Bearer {keys[who]}", **(headers or {})}
        )

    return send


def bring(call, slug, content, **form):
    file = SimpleUploadedFile("incidents.csv", content)
    return call("lead", "POST", "/imports", data={"change": slug, "file": file, **form})


def test_a_program_brings_a_file_watches_it_and_matches_names(call, change, house):
    without = bring(call, change, incidents(20))
    assert without.status_code == 422
    assert "send a mapping" in without.json()["detail"]
    sent = bring(call, change, incidents(20), mapping=MAPPING)
    assert sent.status_code == 202
    assert sent.json()["state"] == "waiting"
    fact = read(sent.json()["id"])
    assert call("lead", "GET", f"/imports/{fact.id}").json()["rows_read"] == 19
    page = call("lead", "GET", f"/imports/{fact.id}/rejected?limit=1").json()
    assert page["items"][0]["line"] == 8
    assert page["next"] == 1
    again = bring(call, change, incidents(25))
    assert again.status_code == 202
    names = call("lead", "GET", f"/sources/{fact.source_id}/labels").json()
    assert {each["label"] for each in names} == {"Ward 1", "ward-2", "Ward 3 (surgery)", "Agency pool"}
    said = [{"label": "Agency pool", "team_id": None}, {"label": "Ward 1", "team_id": house.teams["ward-1"]}]
    assert call("lead", "PUT", f"/sources/{fact.source_id}/labels", json=said).json() == {"saved": 2}
    assert [each["change"] for each in call("lead", "GET", "/sources").json()] == [change]
    assert call("lead", "GET", f"/sources/{fact.source_id}").json()["name"] == "incidents"


def test_a_wrong_mapping_and_a_wrong_file_are_answered_in_a_sentence(call, change):
    wrong = bring(call, change, incidents(5), mapping="[source]\nformat = 'pdf'")
    assert wrong.status_code == 422
    assert "Line 2" in wrong.json()["detail"]
    assert bring(call, change, b"", mapping=MAPPING).status_code == 422


def test_for_others_it_is_not_there(call, change, walk):
    fact = walk.done()
    for path in (
        f"/imports/{fact.id}",
        f"/imports/{fact.id}/rejected",
        f"/sources/{fact.source_id}",
        "/sources",
    ):
        assert call("manager", "GET", path).status_code == 404


def test_a_tally_is_saved_once_by_its_key(call, change, house):
    initiatives.add_behaviour(
        viewer=house.viewer("admin"), slug=change, key="charted", name="Charted", now=house.now
    )
    said = {
        "team_id": house.teams["ward-1"],
        "change": change,
        "behaviour": "charted",
        "chances": 10,
        "new_way": 8,
    }
    assert call("manager", "POST", "/tallies", json=said).status_code == 422
    sent = [
        call("manager", "POST", "/tallies", json=said, headers={"Idempotency-Key": "a"}).json()
        for _ in range(2)
    ]
    assert sent == [
        {"saved": True, "chances": 10, "new_way": 8},
        {"saved": False, "chances": 10, "new_way": 8},
    ]


class Unread(io.BytesIO):
    """A body of which nobody may read a byte."""

    def read(self, *_size: int) -> bytes:
        raise AssertionError("the body was read")


def streamed(call, who, address):
    """The status for a body that breaks when it is read."""
    import takehold.people.operations as operations

    key = operations.issue_key(viewer=call.house.viewer(who), name="program", now=timezone.now())
    return Client().generic(
        "POST",
        address,
        b"x",
        content_type="multipart/form-data; boundary=x",
        headers={"Authorization": f"Bearer {key}"},
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": "1000"},
    )


def test_the_right_is_asked_for_before_the_file_is_read(house, change):
    call = SimpleNamespace(house=house)
    for who in ("member", "stranger", "sponsor"):
        answer = streamed(call, who, "/api/v1/imports")
        assert answer.status_code == 404, answer.content
    assert streamed(call, "lead", "/api/v1/imports?change=no-such").status_code == 404
    with pytest.raises(AssertionError, match="the body was read"):
        streamed(call, "lead", f"/api/v1/imports?change={change}")


def test_a_file_over_the_limit_is_refused_in_a_sentence_while_it_streams_in(call, change, monkeypatch):
    monkeypatch.setattr(receiving, "SizeLimitHandler", lambda: SizeLimitHandler(100))
    answer = bring(call, change, incidents(20), mapping=MAPPING)
    assert answer.status_code == 422
    assert "the most we take at once" in answer.json()["detail"]


def test_the_change_may_stand_in_the_address(call, change):
    file = SimpleUploadedFile("incidents.csv", incidents(20))
    sent = call("lead", "POST", f"/imports?change={change}", data={"file": file, "mapping": MAPPING})
    assert sent.status_code == 202
