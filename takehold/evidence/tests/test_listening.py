"""Exports of open channels: what is counted, what is refused, and that nobody's words or names come out."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from takehold.evidence import hearing, listening
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.listening import Heard, listen
from takehold.evidence.readers import messages

DAY = date(2026, 2, 2)
THEMES = {"1": ["printer"], "2": ["password reset"]}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """In this process; one test goes through the throw-away one."""
    if "apart" in request.node.name:
        return

    def run(task: str, files: Any, asked: Any, scratch: Path, *, limits: Limits) -> Any:
        assert task == "hear"
        return json.loads(
            json.dumps(hearing.perform([str(f) for f in files], asked, str(scratch), limits, lambda _: None))
        )

    monkeypatch.setattr(listening, "run", run)


def heard(path: Path, kind: str = "csv", **more: Any) -> Heard:
    asked = {"kind": kind, "channel": "rollout", "announced": DAY, "floor": 5, "themes": THEMES, **more}
    return listen(path, **asked)


def table(
    tmp_path: Path, rows: list[tuple[str, str, str]], head: str = "date,author,text", name: str = "export.csv"
) -> Path:
    path = tmp_path / name
    path.write_text("\n".join((head, *(",".join(row) for row in rows))), encoding="utf-8")
    return path


def many(text: str, people: int, day: date = DAY) -> list[tuple[str, str, str]]:
    return [(day.isoformat(), f"person{n}", text) for n in range(people)]


def slack(tmp_path: Path, files: dict[str, Any], name: str = "slack.zip") -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for inner, content in files.items():
            archive.writestr(inner, json.dumps(content))
    return path


def spoken(text: str, people: int, day: date = DAY, **more: Any) -> list[dict[str, Any]]:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    return [
        {"type": "message", "user": f"U{n}", "text": text, "ts": f"{at + n}", **more} for n in range(people)
    ]


def test_a_theme_is_kept_of_a_week_in_which_enough_people_spoke_of_it(tmp_path: Path) -> None:
    rows = [*many("the printers are down", 5), *many("printer again", 4, DAY + timedelta(days=7))]
    rows += [(DAY.isoformat(), "person1", "reset my password")] * 9  # one person, however loud
    found = heard(table(tmp_path, rows))
    assert found.mentions == (("1", DAY, 5),)
    assert (found.messages, found.first, found.last) == (18, DAY, DAY + timedelta(days=7))


def test_what_was_written_before_the_announcement_is_not_listened_to(tmp_path: Path) -> None:
    early = many("printer", 6, DAY - timedelta(days=1))
    found = heard(table(tmp_path, [*early, *many("printer", 5)]))
    assert (found.messages, found.left_out, found.mentions) == (5, 6, (("1", DAY, 5),))
    with pytest.raises(Refused, match="since the channel was announced"):
        heard(table(tmp_path, early))


def test_words_are_proposed_that_five_people_used_and_no_name(tmp_path: Path) -> None:
    rows = [*many("Maria says the scanner is slow", 5), *[(DAY.isoformat(), "one", "elephant elephant")] * 20]
    assert heard(table(tmp_path, rows), quiet=["Maria"]).proposed == (("scanner", 5),)


def test_an_export_of_slack_is_read_channel_by_channel(tmp_path: Path) -> None:
    files = {
        "channels.json": [{"name": "rollout"}], "users.json": [{"id": "U1", "name": "max"}], "dms.json": [],
        "rollout/2026-02-02.json": [*spoken("printer &amp; <@U1>", 5), *spoken("joined", 9, subtype="channel_join")],
        "lunch/2026-02-02.json": spoken("printer", 7),
    }  # fmt: skip
    found = heard(slack(tmp_path, files), "slack", channel="#Rollout")
    assert (found.messages, found.mentions) == (5, (("1", DAY, 5),))


@pytest.mark.parametrize(
    "private",
    [
        {"dms.json": [{"id": "D1", "members": ["U1", "U2"]}]},
        {"mpims.json": [{"name": "mpdm-a--b--c-1"}]},
        {"groups.json": [{"name": "board"}]},
        {"D024BE91L/2026-02-02.json": []},
        {"export/mpdm-a--b-1/2026-02-02.json": []},
    ],
)
def test_private_messages_are_refused_whatever_else_is_in_it(tmp_path: Path, private: dict[str, Any]) -> None:
    path = slack(tmp_path, {"rollout/2026-02-02.json": spoken("printer", 5), **private})
    with pytest.raises(Refused, match="private"):
        heard(path, "slack")


def test_messages_of_a_teams_channel_are_read_and_chats_are_refused(tmp_path: Path) -> None:
    def graph(**more: Any) -> Path:
        rows = [
            {
                "messageType": "message", "createdDateTime": "2026-02-02T08:00:00.1Z", "chatId": None,
                "channelIdentity": {"teamId": "t", "channelId": "c"}, "from": {"user": {"id": f"{n}", "displayName": "Max"}},
                "body": {"contentType": "html", "content": "<p>the <b>printer</b>&nbsp;stops</p>"}, **more,
            }
            for n in range(5)
        ]  # fmt: skip
        path = tmp_path / "teams.json"
        path.write_text(json.dumps({"value": rows}))
        return path

    assert heard(graph(), "teams").mentions == (("1", DAY, 5),)
    with pytest.raises(Refused, match="chats"):
        heard(graph(chatId="19:abc", channelIdentity=None), "teams")
    with pytest.raises(Refused, match="private"):
        heard(
            table(
                tmp_path,
                [(*row, "oneOnOne") for row in many("printer", 5)],
                "date,author,text,Conversation type",
            ),
            "teams",
        )


def test_viva_engage_keeps_to_the_announced_community(tmp_path: Path) -> None:
    head = "created_at,sender_id,body,group_name,in_private_group,in_private_conversation"
    own = [(*row, "Rollout", "false", "false") for row in many("printer", 5)]
    other = [(*row, "Lunch", "false", "false") for row in many("printer", 3)]
    assert heard(table(tmp_path, own + other, head), "viva").messages == 5
    with pytest.raises(Refused, match="private"):
        heard(
            table(tmp_path, [*own, *[(*row, "Rollout", "false", "TRUE") for row in many("hi", 1)]], head),
            "viva",
        )
    with pytest.raises(Refused, match="announced"):
        heard(table(tmp_path, other, head), "viva")


def test_columns_that_cannot_be_told_are_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path, many("printer", 5), "wann,wer,was")
    assert heard(path).columns == ("wann", "wer", "was")
    found = heard(path, columns={"day": "wann", "author": "wer", "text": "was"})
    assert found.messages == 5


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["31.03.2026 10:00", "01.04.2026 10:00"], date(2026, 3, 31)),
        (["03/31/2026", "04/01/2026"], date(2026, 3, 31)),
        (["2026-03-31T10:00:00Z", "2026-04-01 09:00:00"], date(2026, 3, 31)),
        (["1774951200", "1775037600.5"], date(2026, 3, 31)),
        (["03/04/2026", "05/06/2026"], None),
        (["soon", "later"], None),
    ],
)
def test_days_are_read_or_refused_never_guessed(tmp_path: Path, days: list[str], first: date | None) -> None:
    path = table(tmp_path, [(day, "me", "hello") for day in days])
    if first is None:
        with pytest.raises(Refused, match="2026-03-31"):
            heard(path)
    else:
        assert heard(path).first == first


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"just one line", b"[" * 5000, b"\xff\xfe"])
@pytest.mark.parametrize("kind", ["slack", "teams", "viva", "csv"])
def test_other_files_are_refused_politely(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(content)
    with pytest.raises(
        (Refused, ValueError, RecursionError)
    ):  # in the throw-away process all become a sentence
        heard(path, kind)


def test_a_zip_that_unfolds_too_far_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rollout/2026-02-02.json", b" " * 200_000_000)
    with pytest.raises(Refused, match="unfolds"):
        heard(path, "slack")


def test_apart_in_its_own_process_nothing_but_counts_comes_back(tmp_path: Path) -> None:
    path = slack(tmp_path, {"rollout/2026-02-02.json": spoken("printer of Maria Maes", 5)})
    found = heard(path, "slack", quiet=["Maria", "Maes"])
    assert found.messages == 5
    assert "Maria" not in str(found)
    assert "U1" not in str(found)
    broken = tmp_path / "broken.json"
    broken.write_text('{"value": [')
    with pytest.raises(Refused):
        heard(broken, "teams")


def test_text_in_any_common_encoding_is_read(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(io.StringIO("date;author;text\n2026-02-02;Zoë;Übergabe\n").read().encode(encoding))
        assert heard(path).messages == 1, encoding
    assert messages.GUESSES.keys() == {"day", "author", "text"}
