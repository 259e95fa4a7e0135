"""Channels that listen openly: announced first, counted by theme, and nothing of who said what."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.evidence import hearing, listening
from takehold.gather import api
from takehold.gather.facts.channels import ChannelInput, Listened
from takehold.gather.models import Channel, Hearing, Mention
from takehold.gather.operations import channels as operations
from takehold.gather.operations import themes
from takehold.gather.queries import channels as queries
from takehold.gather.queries import themes as told
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours

TOLD = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process: the throw-away one has its own test and costs a third of a second."""

    def run(task: str, files: Any, asked: Any, scratch: Path, *, limits: Any) -> Any:
        return json.loads(
            json.dumps(hearing.perform([str(f) for f in files], asked, str(scratch), limits, lambda _: None))
        )

    monkeypatch.setattr(listening, "run", run)


def export(text: str = "the printer is empty", people: int = 5, day: date = TOLD, weeks: int = 1) -> bytes:
    lines = ["date,author,text"]
    for week in range(weeks):
        lines += [f"{day + timedelta(weeks=week)},Mia Manager {n},{text}" for n in range(people)]
    return "\n".join(lines).encode()


@pytest.fixture
def channel(house: Any, change: str) -> int:
    said = ChannelInput("rollout", "csv", TOLD, "Pinned in the channel", slug=change)
    return operations.announce(viewer=house.viewer("lead"), said=said, now=house.now)


def hear(
    house: Any, channel: int, content: bytes | None = None, name: str = "export.csv", **more: Any
) -> Listened:
    return operations.hear(
        viewer=house.viewer(more.pop("who", "lead")), channel_id=channel, filename=name,
        chunks=iter([export() if content is None else content]), now=house.now, home=Path(settings.HOME), **more,
    )  # fmt: skip


def keep(house: Any, change: str, name: str = "Printer", words: tuple[str, ...] = ("printer",)) -> int:
    return themes.save_theme(viewer=house.viewer("lead"), name=name, words=words, slug=change, now=house.now)


def test_an_export_becomes_counts_and_neither_words_nor_authors_are_kept(
    house: Any, channel: int, change: str
) -> None:
    theme = keep(house, change)
    found = hear(house, channel)
    assert (found.messages, found.kept, found.again) == (5, 1, False)
    assert list(Mention.objects.values_list("theme_id", "week", "messages")) == [(theme, TOLD, 5)]
    rows = str(list(Hearing.objects.values())) + str(list(Mention.objects.values()))
    assert "Mia" not in rows
    assert "empty" not in rows.replace("'proposed': [['empty', 5]]", "")
    left = [path for path in (Path(settings.HOME) / "quarantine").rglob("*") if "export" in path.name]
    assert left == []
    shown = told.themes(viewer=house.viewer("lead"), slug=change)
    assert [(each.name, each.messages) for each in shown] == [("Printer", 5)]


def test_the_same_export_again_adds_nothing_and_overlapping_ones_count_no_message_twice(
    house: Any, channel: int, change: str
) -> None:
    keep(house, change)
    hear(house, channel)
    assert hear(house, channel).again
    assert (Hearing.objects.count(), Mention.objects.count()) == (1, 1)
    hear(house, channel, export(weeks=2))
    (theme,) = told.themes(viewer=house.viewer("lead"), slug=change)
    assert theme.weeks == ((TOLD, 5), (TOLD + timedelta(weeks=1), 5))


def test_a_theme_that_came_later_is_counted_when_the_export_comes_again(
    house: Any, channel: int, change: str
) -> None:
    assert hear(house, channel).kept == 0
    (found,) = queries.channel(viewer=house.viewer("lead"), channel_id=channel).hearings
    assert found.proposed == (("empty", 5), ("printer", 5))
    keep(house, change)
    assert hear(house, channel).kept == 1
    assert Hearing.objects.count() == 1


def test_what_four_people_spoke_of_is_not_kept(house: Any, channel: int, change: str) -> None:
    keep(house, change)
    assert hear(house, channel, export(people=4)).kept == 0
    assert told.themes(viewer=house.viewer("lead"), slug=change) == ()


def test_files_that_are_not_taken_are_refused_in_words(house: Any, channel: int) -> None:
    for content, name in (
        (b"MZ", "x.exe"),
        (b"", "x.csv"),
        (export(day=TOLD - timedelta(days=9)), "early.csv"),
    ):
        with pytest.raises(Invalid):
            hear(house, channel, content, name)
    assert Hearing.objects.count() == 0
    asked = hear(house, channel, b"wann,wer,was\n2026-02-02,a,hello", columns={})
    assert asked.columns == ("wann", "wer", "was")
    assert Hearing.objects.count() == 0


def test_only_who_leads_the_change_announces_and_listens(house: Any, channel: int, change: str) -> None:
    said = ChannelInput("lunch", "csv", TOLD, "Nowhere", slug=change)
    for who, error in (("manager", NotAllowed), ("member", NotYours), ("stranger", NotYours)):
        with pytest.raises(error):
            operations.announce(viewer=house.viewer(who), said=said, now=house.now)
    for who in ("manager", "steward", "stranger"):
        with pytest.raises(NotYours):
            hear(house, channel, who=who)
        with pytest.raises(NotYours):
            operations.end(viewer=house.viewer(who), channel_id=channel, now=house.now)
    for wrong in (
        ChannelInput("x", "icq", TOLD, "here"), ChannelInput("x", "csv", house.on + timedelta(days=1), "here"),
        ChannelInput("x", "csv", TOLD, " "), ChannelInput("x", "csv", TOLD, "here", team_id=999),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            operations.announce(viewer=house.viewer("lead"), said=wrong, now=house.now)


def test_everybody_sees_what_is_listened_to(house: Any, channel: int) -> None:
    page = house.client("member").get("/voices/channels/").content.decode()
    assert "rollout" in page
    assert "Pinned in the channel" in page
    assert f"/voices/channels/{channel}/" not in page


def test_stopping_forgets_what_was_counted(house: Any, channel: int, change: str) -> None:
    keep(house, change)
    hear(house, channel)
    assert house.client("lead").post(f"/voices/channels/{channel}/end/").status_code == 302
    assert (Channel.objects.count(), Hearing.objects.count(), Mention.objects.count()) == (0, 0, 0)


def test_the_pages_take_an_announcement_an_export_and_a_theme(house: Any, change: str) -> None:
    client = house.client("lead")
    said = {
        "name": "rollout",
        "kind": "csv",
        "announced_on": "2026-02-02",
        "announced_where": "Newsletter",
        "change": change,
    }
    sent = client.post("/voices/channels/", said)
    assert sent.status_code == 302, sent.content.decode()
    assert client.post("/voices/channels/", {**said, "announced_on": "2030-01-01"}).status_code == 422
    address = sent["Location"]
    asked = client.post(address, {"file": SimpleUploadedFile("x.csv", b"wann,wer,was\n2026-02-02,a,hello")})
    assert asked.status_code == 422
    assert "<option>wann</option>" in asked.content.decode()
    assert client.post(address, {}).status_code == 422
    taken = client.post(
        address, {"file": SimpleUploadedFile("x.csv", export())}, follow=True
    ).content.decode()
    assert "5 messages listened to" in taken
    assert "/voices/themes/new/?word=printer" in taken
    new = client.post(
        f"/voices/themes/new/?change={change}", {"name": "Printer", "words": "printer\nDrucker"}
    )
    assert new.status_code == 302
    client.post(address, {"file": SimpleUploadedFile("x.csv", export())})
    page = client.get("/voices/").content.decode()
    assert "5 messages in open channels" in page
    (theme,) = told.themes(viewer=house.viewer("lead"))
    assert client.get(f"/voices/themes/{theme.id}/").status_code == 200
    again = client.post(f"/voices/themes/{theme.id}/words/", {"name": "Printers", "words": "printer"})
    assert again.status_code == 302
    assert client.post(f"/voices/themes/{theme.id}/drop/").status_code == 302


def test_programs_announce_listen_and_read_themes(house: Any, change: str) -> None:
    assert "/channels" in api.channels.router.path_operations
    client = house.client("lead")
    keep(house, change)
    said = {
        "name": "rollout",
        "kind": "csv",
        "announced_on": "2026-02-02",
        "announced_where": "Newsletter",
        "change": change,
    }
    made = client.post("/api/v1/channels", said, content_type="application/json")
    assert made.status_code == 201
    sent = client.post(
        f"/api/v1/channels/{made.json()['id']}/exports", {"file": SimpleUploadedFile("x.csv", export())}
    )
    assert sent.json() == {"messages": 5, "left_out": 0, "kept": 1, "again": False, "columns": []}
    assert [each["messages"] for each in client.get("/api/v1/voices/themes").json()] == [5]
    assert client.get("/api/v1/channels").json()[0]["last"] == "2026-02-02"
