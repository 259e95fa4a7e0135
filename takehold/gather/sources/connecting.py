"""What a connector says of its system: what it needs to know, how to ask, and what a record becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from takehold.evidence.facts import Behaviour, Recipe
from takehold.gather.sources.calling import Answer, Ask

Said = Mapping[str, str]
T = TypeVar("T")


class Strange(Exception):
    """An answer that is not what the system is known to give; ``str()`` is a sentence."""


class Stale(Exception):
    """The system does not know any more where its list had stood; it is asked anew from the last moment seen."""


class SignInRefused(Exception):
    """The system does not take our account or token (any more); ``str()`` is a sentence."""


class Get(Protocol):
    """Ask, with all the patience of a reading, and read the answer."""

    def __call__(self, ask: Ask, read: Callable[[Ask, Answer], T]) -> T:
        """What was read; raises what a reading raises."""


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
    """What to ask: the settings and secrets of a feed, the columns wanted, records changed at ``since`` or later.

    ``history``: how tickets went is wanted instead of how they stand; then ``columns`` are those of ``History``.
    """

    said: Said
    secrets: Said = field(repr=False)
    columns: Sequence[str]
    since: str
    limit: int
    history: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """What lets us in for a while: headers for each request, and how to say that we are gone."""

    headers: Mapping[str, str] = field(repr=False)
    leave: Ask | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """For systems that are asked with a session or a short-lived token: how to get one. A 401 gets another, once.

    ``ask``: None where each request carries its own key after all.
    """

    ask: Callable[[Question], Ask | None]
    door: Callable[[Question, Answer], Door]


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a ticket: a state or a group, from what to what. ``id`` is the system's own, stable one."""

    id: str
    at: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Start:
    """A ticket as its list gives it: what it is called, when it was opened (as ``Change.at``), how it stands now."""

    case: str
    opened: str
    state: str
    team: str


@dataclass(frozen=True, slots=True)
class History:
    """How a system tells how its tickets went.

    Attributes:
        columns: what of a ticket has to be known, by what was said on the form.
        step: how many tickets a page has.
        start: a ticket as its list gives it.
        changes: for each ticket's id its changes of state and group, in the order in which they happened.
        timestamps: how ``at`` is written; in the zone that the form asks for, else UTC.
        note: what to know before switching it on.
    """

    columns: Callable[[Said], tuple[str, ...]]
    step: int
    start: Callable[[Question, Mapping[str, Any]], Start]
    changes: Callable[[Question, Sequence[Mapping[str, Any]], Get], Mapping[str, Sequence[Change]]]
    timestamps: str
    note: Any = ""


def plainly(_asked: Ask, answer: Answer) -> bool:
    """Only 200 is read."""
    return answer.status == 200


def unchanged(recipe: Recipe, _said: Said) -> Recipe:
    """As it is."""
    return recipe


def one_by_one(
    row: Callable[[Mapping[str, Any]], dict[str, str]],
) -> Callable[[Sequence[Mapping[str, Any]]], Sequence[dict[str, str]]]:
    """The rows of a page, where a record needs nothing but itself."""

    def rows(records: Sequence[Mapping[str, Any]]) -> Sequence[dict[str, str]]:
        return [row(record) for record in records]

    return rows


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
        page: an answer read; raises ``Strange``, or ``Stale``.
        identity, stamp: of a record: its id, and when it last changed (``2026-01-05 09:00:00``, perhaps with a fraction).
        earlier: a stamp, some minutes before.
        rows: the records of a page as plain columns, one each and in their order; only those asked for are kept.
        recipe: the column mapping for records with these behaviours.
        accepts: answers that ``page`` reads; others are waited for or told as trouble.
        settled: the column mapping with what was said on the form; raises ``CallRefused`` with a sentence.
        entry: how to get in, where a request does not carry its own key.
        history: how tickets went, where the system tells it.
        largest: the most records that it gives at once.
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
    rows: Callable[[Sequence[Mapping[str, Any]]], Sequence[dict[str, str]]]
    recipe: Callable[[tuple[Behaviour, ...]], Recipe]
    accepts: Callable[[Ask, Answer], bool] = plainly
    settled: Callable[[Recipe, Said], Recipe] = unchanged
    entry: Entry | None = None
    history: History | None = None
    largest: int = 1000
