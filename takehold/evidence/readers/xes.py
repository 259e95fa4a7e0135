"""XES event logs: streamed, without DTDs and entities, never deeper than the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.sax import SAXException, SAXParseException

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from takehold.evidence.facts import Caution
from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.table import Row, check_columns, no_column, packed, too_long
from takehold.evidence.sentences import Sentence, gettext_noop

CASE: Final = "case:"
"""Before the name of an attribute of a trace (case) rather than of an event: "case:concept:name"."""

_CHUNK: Final = 256 * 1024
_SEEN_FIRST: Final = 5_000
_VALUES: Final = frozenset(("string", "date", "int", "float", "boolean", "id"))
_TOTALS: Final = {
    "meta_general:traces_total": gettext_noop("cases"),
    "meta_general:events_total": gettext_noop("events"),
}

Found = tuple[int, dict[str, str]]


class XesTable:
    """An opened XES log; a record is an event, its line the one on which the event begins."""

    typed = True

    def __init__(self, path: Path, limits: Limits) -> None:
        """Read the first events for the names of the columns."""
        self.path = path
        self.limits = limits
        self.cautions: list[Caution] = []
        names: dict[str, None] = {}
        events = 0
        for events, (_, found) in enumerate(self._events(), 1):
            names.update(dict.fromkeys(found))
            if events >= _SEEN_FIRST:
                break
        self.cautions.clear()
        if not events:
            raise Refused("The log holds no event. An XES log has traces with events in them.")
        if not names:
            raise Refused(
                "The events of the log have no attributes: no activity, no time. Export it again, with attributes."
            )
        check_columns(len(names), limits)
        self.columns = tuple(sorted(names, key=lambda name: (not name.startswith(CASE), name)))

    def records(self) -> int | None:
        """Not known before all events are read."""
        return None

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """All events in file order. An attribute that no event has is a missing column."""
        return packed(self._cells(names), len(names), self.limits)

    def _cells(self, names: Sequence[str]) -> Iterator[Row]:
        unseen = set(names) - set(self.columns)
        for line, found in self._events():
            if unseen:
                unseen -= found.keys()
            yield line, [found.get(name) for name in names]
        if unseen:
            raise no_column(sorted(unseen)[0], self.columns)

    def _events(self) -> Iterator[Found]:
        log = _Log(self.limits)
        try:
            with self.path.open("rb") as handle:
                for chunk in iter(lambda: handle.read(_CHUNK), b""):
                    log.feed(chunk)
                    yield from log.taken()
            log.close()
        except DefusedXmlException:
            raise Refused(
                "The log declares its own document type or entities (a DTD). Such files can make a reader fetch or "
                "unfold other files, so they are never read. Export the log again, without a DTD."
            ) from None
        except (SAXParseException, SAXException, ValueError, LookupError) as error:
            raise Refused(
                "The log is not well-formed XML near line {line}: it is cut off or was damaged. "
                "Export it again.",
                line=log.getLineNumber(),
            ) from error
        yield from log.taken()
        self.cautions += log.differences()


class _Log(DefusedExpatParser):  # type: ignore[misc] # the package has no types
    """Expat with our own handlers: they see each tag without the detour over SAX objects."""

    def __init__(self, limits: Limits) -> None:
        """Nothing read yet."""
        super().__init__(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        self.limits = limits
        self.depth = 0
        self.inside = 0  # depth of the trace or event whose attributes are being collected
        self.root = ""
        self.trace: dict[str, str] = {}
        self.event: dict[str, str] | None = None
        self.line = 0
        self.found: list[Found] = []
        self.told: dict[str, str] = {}
        self.counts = {"cases": 0, "events": 0}

    def start_element(self, name: str, attrs: dict[str, str]) -> None:
        """A tag opens. Called by expat for each one."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise Refused(
                "The log is nested more than {most} levels deep at line {line}. "
                "No event log is; the file is damaged or made to break its reader.",
                most=self.limits.depth,
                line=self._parser.CurrentLineNumber,
            )
        tag = name.rpartition(":")[2]
        if self.depth == 1:
            self._begin(tag)
        elif tag == "trace" and self.depth == 2:
            self.trace, self.inside = {}, 2
            self.counts["cases"] += 1
        elif tag == "event" and self.event is None:
            self.event, self.inside, self.line = {}, self.depth, self._parser.CurrentLineNumber
        elif tag in _VALUES:
            self._value(attrs)

    def _begin(self, tag: str) -> None:
        self.root = tag
        if tag != "log":
            raise Refused(
                "This is XML, but no XES event log: it begins with <{tag}> where <log> belongs. "
                "Export it as XES, or as CSV.",
                tag=tag[:40],
            )

    def _value(self, attrs: dict[str, str]) -> None:
        if self.depth != self.inside + 1:
            if self.depth == 2 and attrs.get("key") in _TOTALS:
                self.told[_TOTALS[attrs["key"]]] = attrs.get("value", "")
            return
        key, text = attrs.get("key"), attrs.get("value")
        if key is None or text is None:
            return
        if len(text) > self.limits.cell or len(key) > 1000:
            raise too_long(self._parser.CurrentLineNumber, self.limits)
        if self.event is not None:
            self.event[key] = text
        else:
            self.trace[CASE + key] = text

    def end_element(self, name: str) -> None:
        """A tag closes. Called by expat for each one."""
        if self.event is not None and self.depth == self.inside and name.rpartition(":")[2] == "event":
            self.found.append((self.line, self.trace | self.event))
            self.counts["events"] += 1
            self.event = None
            self.inside = 2 if self.depth == 3 else 0
        elif self.depth == 2:
            self.trace, self.inside = {}, 0
        self.depth -= 1

    def taken(self) -> list[Found]:
        """Events that are complete and not handed out yet."""
        found, self.found = self.found, []
        return found

    def differences(self) -> list[Caution]:
        """Where the log's own header counts otherwise than we do."""
        return [
            Caution(
                "log_header",
                Sentence(
                    "The log's own header says {told} {word_what}; {counted} were found in it.",
                    told=told,
                    word_what=what,
                    counted=self.counts[what],
                ),
            )
            for what, told in self.told.items()
            if told.isdigit() and int(told) != self.counts[what]
        ]
