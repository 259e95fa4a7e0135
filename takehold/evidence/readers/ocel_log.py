"""What an OCEL 2.0 log holds, in whichever of its two forms it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from takehold.evidence.readers.table import Broken


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is written; ``line`` counts from 1."""

    line: int
    id: str
    activity: str
    at: str
    attributes: Mapping[str, str]
    objects: tuple[str, ...]


@dataclass(slots=True)
class Objects:
    """The objects of a log: the type of each, and its attributes with the newest value of each."""

    types: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)


class Log(Protocol):
    """A log in one of its two forms."""

    def objects(self) -> Objects:
        """All objects."""
        ...

    def events(self) -> Iterator[Event | tuple[int, Broken]]:
        """Events in the order of the file; one that cannot be read with the reason instead."""
        ...
