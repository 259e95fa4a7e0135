"""What a connector says of its system: what it needs to know, how to ask, and what a record becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from takehold.evidence.facts import Behaviour, Recipe
from takehold.gather.sources.calling import Answer, Ask

Said = Mapping[str, str]


class Strange(Exception):
    """An answer that is not what the system is known to give; ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of the form on which a system is connected. ``label`` and ``help`` may be lazy translations."""

    key: str
    label: Any
    help: Any = ""
    default: str = ""
    required: bool = True
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One answer. ``next`` asks for what follows it; None when the system says that this is all."""

    records: tuple[Mapping[str, Any], ...]
    next: Ask | None


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: the settings and secrets of a feed, the columns wanted, records changed at ``since`` or later."""

    said: Said
    secrets: Said = field(repr=False)
    columns: Sequence[str]
    since: str
    limit: int


@dataclass(frozen=True, slots=True)
class Connector:
    """One kind of system. Records come in the order of their last change; its ``stamp`` sorts as text.

    Attributes:
        kind: the name of its folder.
        name: as people call the system.
        blanks: what the form asks; addresses under the key ``address``.
        candidates: columns that its tables usually have.
        notes: what to know before connecting.
        ask: the first request of a question.
        page: an answer read; raises ``Strange``.
        identity, stamp: of a record: its id, and when it last changed.
        earlier: a stamp, some minutes before.
        row: a record as plain columns.
        recipe: the column mapping for records with these behaviours.
    """

    kind: str
    name: str
    blanks: tuple[Blank, ...]
    candidates: tuple[str, ...]
    notes: tuple[Any, ...]
    ask: Callable[[Question], Ask]
    page: Callable[[Ask, Answer], Page]
    identity: Callable[[Mapping[str, Any]], str]
    stamp: Callable[[Mapping[str, Any]], str]
    earlier: Callable[[str, int], str]
    row: Callable[[Mapping[str, Any]], dict[str, str]]
    recipe: Callable[[tuple[Behaviour, ...]], Recipe]
