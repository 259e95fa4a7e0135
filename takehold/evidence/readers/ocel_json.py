"""OCEL 2.0 as JSON: one object with lists of events and objects. Read whole, under the sandbox's limit of memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from takehold.evidence.limits import Refused
from takehold.evidence.readers.jsonl import NotJson, text_of, value
from takehold.evidence.readers.ocel_log import Event, Objects
from takehold.evidence.readers.table import Broken


class JsonLog:
    """The log as it was written."""

    def __init__(self, path: Path) -> None:
        """Read and check that it is one object with a list of events and a list of objects."""
        try:
            found = value(path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise Refused("The log is not in UTF-8, in which OCEL is written. Export it again.") from None
        except NotJson as wrong:
            raise Refused(
                "This should be an OCEL log, but it {why}: it is cut off or was damaged. Export it again.",
                why=wrong.why,
            ) from None
        if not isinstance(found, dict) or not all(
            isinstance(found.get(name), list) for name in ("events", "objects")
        ):
            raise Refused(
                "This is JSON, but no OCEL 2.0 log: that has a list of “events” and a list of “objects”. "
                "Export it as OCEL 2.0, XES or CSV."
            )
        self._events: list[Any] = found["events"]
        self._objects: list[Any] = found["objects"]

    def objects(self) -> Objects:
        """Each object with the newest value of each of its attributes; one without an id or a type is none."""
        found = Objects()
        for each in self._objects:
            if not (isinstance(each, dict) and _text(each.get("id")) and _text(each.get("type"))):
                continue
            found.types[each["id"]] = each["type"]
            newest: dict[str, tuple[str, str]] = {}
            for said in _dicts(each.get("attributes")):
                name, cell = said.get("name"), text_of(said.get("value"))
                at = str(said.get("time") or "")
                if _text(name) and cell is not None and at >= newest.get(name, ("", ""))[0]:
                    newest[name] = (at, cell)
            found.attributes[each["id"]] = {name: cell for name, (_at, cell) in newest.items()}
        return found

    def events(self) -> Iterator[Event | tuple[int, Broken]]:
        """One after the other, numbered from 1."""
        for line, each in enumerate(self._events, 1):
            parts = [each.get(name) for name in ("id", "type", "time")] if isinstance(each, dict) else []
            said = [part for part in parts if _text(part)]
            if len(said) != 3:
                yield line, Broken("is no event with an id, a type and a time")
                continue
            attributes = {
                one["name"]: cell
                for one in _dicts(each.get("attributes"))
                if _text(one.get("name")) and (cell := text_of(one.get("value"))) is not None
            }
            related = tuple(
                one["objectId"] for one in _dicts(each.get("relationships")) if _text(one.get("objectId"))
            )
            yield Event(line, said[0], said[1], said[2], attributes, related)


def _text(cell: object) -> TypeGuard[str]:
    return isinstance(cell, str) and bool(cell)


def _dicts(found: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
