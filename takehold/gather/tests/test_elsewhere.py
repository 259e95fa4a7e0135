"""Surveys fetched from LimeSurvey and Formbricks: their public shapes, and what is known to go wrong there."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, date, datetime
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import pytest

from takehold.gather.facts.brought import Meaning, NotBrought
from takehold.gather.models import Wave
from takehold.gather.operations import bringing
from takehold.gather.queries import brought
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused
from takehold.gather.sources.elsewhere import Calls, Said
from takehold.gather.sources.formbricks import management
from takehold.gather.sources.limesurvey import remote

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIME = Said("https://survey.example.org/", "reader", "s3cret", "734512")
BRICKS = Said("https://bricks.example.org", "", "fbk_s3cret", "clfqz1esd0000yzah51trddn8")


class LimeSurvey:
    """RemoteControl 2. ``expire_after``: calls after which the session ends once."""

    def __init__(
        self, rows: int = 12, *, expires: str = "2026-02-01 00:00:00", expire_after: int = 0
    ) -> None:
        self.rows, self.expires, self.expire_after = rows, expires, expire_after
        self.keys: list[str] = []
        self.asked: list[str] = []

    def __call__(self, ask: Ask) -> Answer:
        assert (ask.method, ask.url) == ("POST", "https://survey.example.org/index.php/admin/remotecontrol")
        said = json.loads(ask.body)
        self.asked.append(said["method"])
        result = getattr(self, said["method"])(*said["params"])
        return Answer(200, {}, json.dumps({"id": said["id"], "result": result, "error": None}).encode())

    def get_session_key(self, user: str, password: str) -> Any:
        if (user, password) != ("reader", "s3cret"):
            return {"status": "Invalid user name or password"}
        self.keys.append(f"key{len(self.keys)}")
        return self.keys[-1]

    def _lost(self, key: str) -> bool:
        if self.expire_after and len(self.asked) > self.expire_after and len(self.keys) == 1:
            return True
        return key != self.keys[-1]

    def list_surveys(self, key: str) -> Any:
        if self._lost(key):
            return {"status": "Invalid session key"}
        return [{"sid": "734512", "surveyls_title": "How it goes", "expires": self.expires, "active": "Y"}]

    def list_questions(self, key: str, sid: int) -> Any:
        if self._lost(key):
            return {"status": "Invalid session key"}
        return [
            {"title": "q1", "question": "<p>I know <b>why</b>.</p>"},
            {"title": "q2", "question": "More?"},
        ]

    def export_responses(self, key: str, sid: int, *params: Any) -> Any:
        if self._lost(key):
            return {"status": "Invalid session key"}
        assert (sid, params) == (734512, ("json", None, "complete", "code", "short"))
        if not self.rows:
            return {"status": "No Data, survey table does not exist."}
        rows = [
            {
                "id": n,
                "submitdate": "1980-01-01 00:00:00",
                "token": f"t{n}",
                "ipaddr": "10.0.0.1",
                "q1": f"A{n % 5 + 1}",
                "q2": None,
            }
            for n in range(self.rows)
        ]
        return b64encode(json.dumps({"responses": rows}).encode()).decode()

    def release_session_key(self, key: str) -> str:
        return "OK"


class Formbricks:
    """Pages shorter than asked for, and a cloud that says 429."""

    def __init__(self, rows: int = 23, status: str = "completed", short: int = 10) -> None:
        self.rows, self.status, self.short, self.busy = rows, status, short, 0
        self.asked: list[str] = []

    def __call__(self, ask: Ask) -> Answer:
        assert ask.headers["x-api-key"] == "fbk_s3cret"
        self.asked.append(ask.url)
        if self.busy:
            self.busy -= 1
            return Answer(429, {"retry-after": "1"}, b"")
        parts = urlsplit(ask.url)
        if parts.path == f"/api/v1/management/surveys/{BRICKS.survey}":
            questions = [
                {"id": "a1", "type": "rating", "headline": {"default": "It works"}},
                {"id": "a2", "type": "multipleChoiceMulti", "headline": {"default": "What for?"}},
            ]
            data: Any = {"id": BRICKS.survey, "name": "Pulse", "status": self.status, "questions": questions}
            return Answer(200, {}, json.dumps({"data": data}).encode())
        assert parts.path == "/api/v2/management/responses"
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        skip, limit = int(said["skip"]), min(int(said["limit"]), self.short)
        every = [
            {
                "id": f"r{n}", "createdAt": "2026-02-10T08:00:00.000Z", "finished": n % 10 != 9, "contact": {"email": "e@x.org"},
                "meta": {"userAgent": {"browser": "B"}}, "data": {"a1": n % 5 + 1, "a2": ["notes", "orders"], "hidden": "Erika"},
            }
            for n in range(self.rows)
        ]  # fmt: skip
        body = {
            "data": every[skip : skip + limit],
            "meta": {"total": self.rows, "limit": limit, "offset": skip},
        }
        return Answer(200, {}, json.dumps(body).encode())


def calls(server: Any) -> Calls:
    return Calls(server, lambda _seconds: None)


@pytest.mark.parametrize("expire_after", [0, 1, 2, 3])
def test_limesurvey_is_read_even_when_the_session_ends_in_the_middle(expire_after: int) -> None:
    server = LimeSurvey(expire_after=expire_after)
    found = remote.fetch(LIME, calls(server), NOW)
    assert found.title == "How it goes"
    assert len(found.records) == 12
    assert found.records[0]["q1. I know why."] == "A1"
    assert "list_participants" not in server.asked
    assert server.asked[-1] == "release_session_key"


def test_what_goes_wrong_at_limesurvey_is_said() -> None:
    wrong = Said(LIME.address, "reader", "no", LIME.survey)
    for said, server, words in (
        (wrong, LimeSurvey(), "refuses the account"),
        (Said(LIME.address, "reader", "s3cret", "1"), LimeSurvey(), "no survey of this number"),
        (Said(LIME.address, "reader", "s3cret", "x"), LimeSurvey(), "has a number"),
        (LIME, LimeSurvey(expires="2026-03-09 00:00:00"), "still open"),
        (LIME, LimeSurvey(expires=""), "still open"),
        (LIME, LimeSurvey(rows=0), "No Data"),
    ):
        with pytest.raises(NotBrought, match=words):
            remote.fetch(said, calls(server), NOW)
    with pytest.raises(NotBrought, match="broke off"):
        remote.fetch(LIME, calls(lambda _ask: Answer(200, {}, b'{"result": ')), NOW)


def test_formbricks_is_read_page_by_page_with_patience() -> None:
    server = Formbricks()
    server.busy = 2
    found = management.fetch(BRICKS, calls(server), NOW)
    assert len(found.records) == 23
    assert found.records[0] == {
        "submitdate": "2026-02-10T08:00:00.000Z",
        "1. It works": 1,
        "2. What for?": "notes; orders",
    }
    assert sum(not each["submitdate"] for each in found.records) == 2
    assert "Erika" not in str(found)
    assert "x.org" not in str(found)
    with pytest.raises(NotBrought, match="still open"):
        management.fetch(BRICKS, calls(Formbricks(status="inProgress")), NOW)
    with pytest.raises(NotBrought, match="has an id"):
        management.fetch(Said("https://b.example", "", "x", "../x"), calls(server), NOW)


def test_calls_are_tried_again_and_refusals_are_told() -> None:
    broken = mock.Mock(side_effect=CallBroken("“b.example” did not answer."))
    with pytest.raises(NotBrought, match="did not answer"):
        calls(broken)(Ask("https://b.example"))
    assert broken.call_count == 4
    with pytest.raises(NotBrought, match="own network"):
        calls(mock.Mock(side_effect=CallRefused("It lies in your own network.")))(Ask("https://b.example"))
    with pytest.raises(NotBrought, match="404"):
        calls(lambda _ask: Answer(404, {}, b""))(Ask("https://b.example"))


def test_a_fetched_survey_comes_in_like_a_file(house: Any, change: str) -> None:
    viewer = house.viewer("lead")
    title, found = bringing.ask(
        viewer=viewer, slug=change, system="limesurvey", said=LIME, now=house.now, fetch=LimeSurvey()
    )
    assert (title, found.survey, set(found.days)) == ("How it goes", "limesurvey 734512", {None})
    assert [each.meaning for each in brought.columns(found)] == [Meaning.RATING_5]
    client = house.client("lead")
    fields = {
        "change": change, "system": "limesurvey", "address": LIME.address, "user": "reader", "secret": "s3cret",
        "survey": "734512",
    }  # fmt: skip
    with mock.patch("takehold.gather.operations.bringing.caller", return_value=LimeSurvey()):
        looked = client.post("/waves/bring/", fields)
        refused = client.post("/waves/bring/", {**fields, "secret": "no"})
    page = looked.content.decode()
    assert looked.status_code == 200, page[:3000]
    assert "12 finished answers were read." in page
    assert "s3cret" not in page
    assert refused.status_code == 422
    held = page.split('name="held" value="')[1].split('"')[0]
    sent = client.post(
        "/waves/bring/",
        {
            "held": held, "change": change, "title": title, "opens_on": "2026-01-05", "closes_on": "2026-02-01",
            "promise": "anonymous", "promise_text": "Nobody knows.", "is-0": "1-5", "part-0": "awareness",
        },
    )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()[:3000]
    assert Wave.objects.get().closes_on == date(2026, 2, 1)


def test_programs_ask_another_tool_and_bring_in_what_came(
    house: Any, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, tool = house.client("lead"), LimeSurvey(rows=24)
    monkeypatch.setattr(bringing, "caller", lambda: tool)

    def send(address: str, said: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/surveys/elsewhere/{address}", said, content_type="application/json")

    asked = {
        "change": change,
        "system": "limesurvey",
        "address": LIME.address,
        "user": LIME.user,
        "survey": LIME.survey,
    }
    wrong = send("ask", {**asked, "secret": "wrong"})
    assert wrong.status_code == 422
    assert "wrong" not in wrong.content.decode()
    found = send("ask", {**asked, "secret": LIME.secret})
    assert found.status_code == 200, found.content
    told = found.json()
    assert (told["title"], told["answers"]) == ("How it goes", 24)
    assert LIME.secret not in found.content.decode()
    survey = {
        "held": told["held"], "change": change, "title": "S", "opens_on": "2026-01-05", "closes_on": "2026-01-30",
        "promise": "anonymous", "promise_text": "Nobody knows.",
    }  # fmt: skip
    assert send("held", {**survey, "columns": {"x": {"meaning": "no such"}}}).status_code == 422
    assert send("held", {**survey, "held": told["held"][:-9]}).status_code == 422
    made = send("held", survey)
    assert made.status_code == 201, made.content
    assert Wave.objects.get(pk=made.json()["id"]).state == "closed"
    assert send("held", survey).status_code == 422, "once"
    assert house.client("member").post(
        "/api/v1/surveys/elsewhere/held", survey, content_type="application/json"
    ).status_code in (403, 404)
