"""Messages of an open channel from the exports of Slack, Teams, Viva Engage, or any CSV. Private messages are refused.

Slack: https://slack.com/help/articles/220556107 (a folder a channel, a file a day; dms.json, mpims.json, groups.json are
private). Teams: Microsoft Graph chatMessage (chatId is set for chats, channelIdentity for channels). Viva Engage: the
network's data export (Messages.csv with in_private_group, in_private_conversation).
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from takehold.evidence.limits import Limits, Refused

PRIVATE: Final = ("dms.json", "mpims.json", "groups.json")
PRIVATE_FOLDER: Final = re.compile(r"(?:D[A-Z0-9]{8,}|mpdm-.*)$")
MOST_MEMBERS: Final = 50_000
TAG: Final = re.compile(r"<[^>]*>")
MARKUP: Final = re.compile(r"<[@#!][^>]*>|https?://\S+")
GUESSES: Final = {
    "day": ("created_at", "createddatetime", "created", "date", "timestamp", "time", "datum", "sent", "posted", "day"),
    "author": ("sender_id", "sender_email", "sender_name", "author", "user", "from", "sender", "userid", "user_id", "autor", "von"),
    "text": ("body", "text", "message", "content", "nachricht", "msg"),
}  # fmt: skip
CHATS: Final = ("chatid", "chat id", "chat_id")
CHAT_KINDS: Final = ("chattype", "chat type", "conversation type", "conversationtype", "thread type")
TRUE: Final = ("true", "yes", "1")
DAYS: Final = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its day, who wrote it (only to count heads), and what it says."""

    day: date
    author: str
    text: str


class Unknown(Exception):
    """Which columns hold day, author and text cannot be told; ``columns`` are those to choose from."""

    def __init__(self, columns: Iterable[str]) -> None:
        super().__init__("columns")
        self.columns = tuple(columns)


def messages(path: Path, request: Mapping[str, Any], limits: Limits) -> Iterator[Message]:
    """Messages of the announced channel.

    Raises:
        Refused: private messages are in it, or it is no such export. Unknown: columns of a CSV have to be chosen.
    """
    with path.open("rb") as handle:
        start = handle.read(4)
    kind = request["kind"]
    if kind == "slack":
        if start != b"PK\x03\x04":
            raise Refused(
                "An export of Slack is a zip file with a folder for each channel. This is something else."
            )
        return _slack(path, str(request["channel"]), limits)
    text = _decoded(path, start, limits)
    if kind == "teams" and text.lstrip()[:1] in ("{", "["):
        return _teams(text, limits)
    return _table(text, str(request["channel"]), dict(request.get("columns") or {}))


def _decoded(path: Path, start: bytes, limits: Limits) -> str:
    if start == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            inner = [
                each
                for each in archive.infolist()
                if each.filename.lower().endswith(("messages.csv", ".csv", ".json"))
            ]
            named = [each for each in inner if each.filename.lower().endswith("messages.csv")] or inner
            if len(named) != 1:
                raise Refused(
                    "This zip holds more than one table. Unpack it and choose the file with the messages."
                )
            raw = _member(archive, named[0], limits, path.stat().st_size)
    else:
        raw = path.read_bytes()
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("This is no text. Export the channel as CSV or JSON.")
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, packed: int) -> bytes:
    if member.flag_bits & 1:
        raise Refused("This zip is locked with a password. Pack it again without one.")
    ceiling = min(limits.may_unpack_to(packed), limits.memory // 8)
    with archive.open(member) as source:
        raw = source.read(ceiling + 1)
    if len(raw) > ceiling:
        raise Refused(
            "{name} unfolds to more than {size_most}. Export a shorter period.",
            name=member.filename[:80],
            size_most=ceiling,
        )
    return raw


def _slack(path: Path, channel: str, limits: Limits) -> Iterator[Message]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise Refused("This export holds {files} files. Export a shorter period.", files=len(members))
        size = path.stat().st_size
        _no_private(archive, members, limits, size)
        folder = channel.lstrip("#").casefold()
        own = [
            m
            for m in members
            if not m.is_dir() and _folder(m.filename).casefold() == folder and m.filename.endswith(".json")
        ]
        if not own:
            raise Refused(
                "There is no channel “{name}” in this export. Only the channel that was announced is listened to.",
                name=channel[:80],
            )
        left = limits.may_unpack_to(size)
        for member in own:
            raw = _member(archive, member, limits, size)
            left -= len(raw)
            if left < 0:
                raise Refused("This export unfolds to far more than data does. Nothing was kept.")
            yield from _slack_day(raw)


def _folder(name: str) -> str:
    parts = name.split("/")
    return parts[-2] if len(parts) > 1 else ""


def _no_private(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits, size: int) -> None:
    for member in members:
        listed = member.filename.rsplit("/", 1)[-1]
        private = listed in PRIVATE and json.loads(_member(archive, member, limits, size) or b"[]")
        if private or PRIVATE_FOLDER.fullmatch(_folder(member.filename)):
            raise Refused(
                "This export holds private messages or private channels. Those are never listened to, so nothing of it was "
                "read. Export public channels only, then choose that file."
            )


def _slack_day(raw: bytes) -> Iterator[Message]:
    found = json.loads(raw or b"[]")
    for each in found if isinstance(found, list) else ():
        if (
            not isinstance(each, dict)
            or each.get("type") != "message"
            or each.get("subtype") not in (None, "thread_broadcast")
        ):
            continue
        author, at = str(each.get("user") or ""), str(each.get("ts") or "")
        if author and at:
            day = datetime.fromtimestamp(float(at), UTC).date()
            yield Message(day, author, MARKUP.sub(" ", html.unescape(str(each.get("text") or ""))))


def _teams(text: str, limits: Limits) -> Iterator[Message]:
    found = json.loads(text)
    rows = found.get("value", []) if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Refused("This JSON has no list of messages in it, as Microsoft Graph gives it under “value”.")
    for each in rows:
        if not isinstance(each, dict):
            continue
        if each.get("chatId") or not each.get("channelIdentity"):
            raise Refused(
                "This export holds chats. Chats are private and never listened to, so nothing of it was read. Export the "
                "messages of the channel."
            )
        sender = (each.get("from") or {}).get("user") or {}
        author = str(sender.get("id") or sender.get("displayName") or "")
        if each.get("messageType", "message") != "message" or not author:
            continue
        body = str((each.get("body") or {}).get("content") or "")
        yield Message(_day(str(each.get("createdDateTime") or ""), ()), author, _words(body))


def _table(text: str, channel: str, columns: Mapping[str, str]) -> Iterator[Message]:
    csv.field_size_limit(1_000_000)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    names = [name for name in rows.fieldnames or () if name]
    if len(names) < 2:
        raise Refused(
            "This is no table of messages: a heading with columns for day, author and text is missing."
        )
    chosen = _columns(names, columns)
    every = list(rows)
    _only_open(every, names)
    of_channel = next(
        (name for name in names if name.casefold() in ("group_name", "channel", "channel_name", "community")),
        None,
    )
    if of_channel:
        every = _of_channel(every, of_channel, channel)
    order = _order([str(row.get(chosen["day"]) or "") for row in every])
    for row in every:
        author, body = str(row.get(chosen["author"]) or ""), str(row.get(chosen["text"]) or "")
        if author and body:
            yield Message(_day(str(row.get(chosen["day"]) or ""), order), author, _words(body))


def _of_channel(rows: list[dict[str, str]], column: str, channel: str) -> list[dict[str, str]]:
    wanted = channel.lstrip("#").casefold()
    own = [row for row in rows if str(row.get(column) or "").lstrip("#").casefold() == wanted]
    if rows and not own:
        raise Refused(
            "There is no channel “{name}” in this export. Only the channel that was announced is listened to.",
            name=channel[:80],
        )
    return own


def _only_open(rows: list[dict[str, str]], names: list[str]) -> None:
    for name in names:
        known = name.casefold()
        values = {str(row.get(name) or "").strip().casefold() for row in rows}
        chats = (known in CHATS and values - {""}) or (
            known in CHAT_KINDS and values - {"", "channel", "standard"}
        )
        if chats or (known.startswith("in_private") and values & set(TRUE)):
            raise Refused(
                "This export holds private messages. Those are never listened to, so nothing of it was read. Export the "
                "open channel alone, then choose that file."
            )


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t|", key=head.count)


def _columns(names: list[str], chosen: Mapping[str, str]) -> dict[str, str]:
    by_name = {name.strip().casefold(): name for name in names}
    found = {}
    for part, guesses in GUESSES.items():
        asked = chosen.get(part, "")
        name = asked if asked in names else next((by_name[each] for each in guesses if each in by_name), None)
        if name is None:
            raise Unknown(names)
        found[part] = name
    if len(set(found.values())) < len(found):
        raise Unknown(names)
    return found


def _words(body: str) -> str:
    return MARKUP.sub(" ", html.unescape(TAG.sub(" ", body)))


def _order(values: list[str]) -> tuple[str, ...]:
    """Formats of days with slashes or dots in which every value can be read."""
    written = [
        value.strip().split(" ")[0].rstrip(",") for value in values if re.match(r"\s*\d{1,2}[./]", value)
    ]
    fitting = tuple(each for each in DAYS if all(_reads(value, each) for value in written))
    if len(fitting) > 1 and written:
        raise Refused(
            "It cannot be told whether the day or the month stands first in this file. Export days as 2026-03-31."
        )
    return fitting


def _reads(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007  only the day is wanted
    except ValueError:
        return False
    return True


def _day(value: str, forms: tuple[str, ...]) -> date:
    text = value.strip()
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    if re.fullmatch(r"\d{9,11}(?:\.\d+)?", text):
        return datetime.fromtimestamp(float(text), UTC).date()
    if re.match(r"\d{4}[-/]\d{2}[-/]\d{2}", text):
        return date.fromisoformat(text[:10].replace("/", "-"))
    for form in forms:
        if _reads(text.split(" ")[0].rstrip(","), form):
            return datetime.strptime(text.split(" ")[0].rstrip(","), form).date()  # noqa: DTZ007
    raise Refused("“{value}” is not a day that can be read. Export days as 2026-03-31.", value=text[:40])
