"""CloudEvents 1.0 over HTTP (https://github.com/cloudevents/spec, HTTP protocol binding and JSON format 1.0.2).

Structured, batched and binary calls. Attributes and the data's plain parts become columns; what is called after
persons is dropped on arrival. An event is known by ``source`` and ``id`` together, as the specification says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from takehold.evidence.facts import Columns, Format, Recipe, Shape, Source
from takehold.evidence.of_persons import names_persons
from takehold.gather.facts.senders import Arrived, NotTaken, Wrong
from takehold.gather.sources.receiving import MOST_AT_ONCE, Headers, Receiver, keepable

STRUCTURED: Final = "application/cloudevents+json"
BATCHED: Final = "application/cloudevents-batch+json"
ATTRIBUTE: Final = re.compile(r"[a-z0-9]{1,40}")
NEEDED: Final = ("id", "source", "type")
NO_COLUMN: Final = frozenset({"id", "specversion", "data", "data_base64", "datacontenttype", "dataschema"})
IDENTITY: Final = "event"
MOST_COLUMNS, MOST_LETTERS, DEEPEST = 100, 500, 4
TEAMS: Final = ("team", "assignment_group", "group", "department", "ward", "unit", "site", "queue", "station")


def read(headers: Headers, body: bytes, now: datetime) -> tuple[Arrived, ...]:
    """The events of one call; all of them or, with ``NotTaken``, none."""
    form = headers.get("content-type", "").split(";")[0].strip().lower()
    if form == STRUCTURED:
        return (_event(_json(body), "", now),)
    if form == BATCHED:
        found = _json(body)
        if not isinstance(found, list):
            raise NotTaken(Wrong.UNREADABLE)
        if len(found) > MOST_AT_ONCE:
            raise NotTaken(Wrong.MANY)
        return tuple(_event(each, f"[{n}]", now) for n, each in enumerate(found))
    if "ce-specversion" in headers:
        return (_event(_binary(headers, body, form), "", now),)
    raise NotTaken(Wrong.FORM)


def _binary(headers: Headers, body: bytes, form: str) -> dict[str, Any]:
    """The same event where its attributes came as headers (percent-encoded) and the body is its data."""
    found: dict[str, Any] = {
        name.removeprefix("ce-"): unquote(value) for name, value in headers.items() if name.startswith("ce-")
    }
    if body and (form == "application/json" or form.endswith("+json")):
        found["data"] = _json(body)
    return found


def _json(body: bytes) -> Any:
    try:
        return json.loads(body.decode(), parse_constant=_never)
    except (ValueError, RecursionError) as error:
        raise NotTaken(Wrong.UNREADABLE) from error


def _never(name: str) -> None:
    raise ValueError(name)


def _event(found: Any, where: str, now: datetime) -> Arrived:
    if not isinstance(found, dict):
        raise NotTaken(Wrong.NO_EVENT, where or "The body")
    version = found.get("specversion")
    if version != "1.0":
        raise NotTaken(Wrong.VERSION, where + (keepable(version[:20]) if isinstance(version, str) else ""))
    for name in NEEDED:
        if not isinstance(found.get(name), str) or not found[name].strip():
            raise NotTaken(Wrong.MISSING, where + name)
    key = sha256(json.dumps([found["source"], found["id"]]).encode()).hexdigest()
    columns = {IDENTITY: key, "time": _moment(found, where, now)}
    for name, value in found.items():
        if name not in NO_COLUMN and name not in columns and ATTRIBUTE.fullmatch(name):
            _flatten(name, value, columns, 0)
    if "data" in found:
        _flatten("data", found["data"], columns, 0)
    return Arrived(key, columns)


def _moment(found: Mapping[str, Any], where: str, now: datetime) -> str:
    """When it happened, in UTC; without a word, now."""
    said = found.get("time")
    if said is None:
        return now.astimezone(UTC).isoformat(timespec="microseconds")
    try:
        at = datetime.fromisoformat(said)
        if at.tzinfo is None or "T" not in said.upper():
            raise ValueError
        return at.astimezone(UTC).isoformat(timespec="microseconds")
    except (TypeError, ValueError, OverflowError) as error:
        raise NotTaken(Wrong.TIME, f"{where}time") from error


def _flatten(name: str, value: Any, columns: dict[str, str], depth: int) -> None:
    """Plain parts under dotted names; lists, and whatever is called after persons, are left out."""
    last = name.rpartition(".")[2]
    if len(columns) >= MOST_COLUMNS or depth > DEEPEST or len(name) > 100:
        return
    if names_persons(last) or names_persons(name):
        return
    if isinstance(value, dict):
        for inner, each in value.items():
            _flatten(f"{name}.{keepable(inner)}", each, columns, depth + 1)
    elif isinstance(value, bool):
        columns[name] = "true" if value else "false"
    elif isinstance(value, str | int | float):
        columns[name] = keepable(str(value)[:MOST_LETTERS])


def proposal(columns: Sequence[str], zone: str) -> Recipe:
    """The subject is the case, the type what happened; the team by the name of its column."""
    named = {name.rpartition(".")[2].casefold(): name for name in reversed(columns)}
    team = next((named[word] for word in TEAMS if word in named), None)
    case = "subject" if "subject" in columns else IDENTITY
    source = Source(Format.JSONL, Shape.EVENTS, missing=("",), timezone=zone)
    own = IDENTITY if case != IDENTITY else None
    return Recipe(source, Columns(case=case, activity="type", at="time", team=team, id=own))


RECEIVER: Final = Receiver(
    kind="cloudevents",
    name=_("CloudEvents"),
    notes=(
        _("The system sends each event as it happens; what was acknowledged is not lost."),
        _("When the first events are here, you say once what they mean: case, step, team."),
        _("Fields that are called after persons are dropped on arrival and never kept."),
    ),
    read=read, proposal=proposal, identity=IDENTITY,
)  # fmt: skip
