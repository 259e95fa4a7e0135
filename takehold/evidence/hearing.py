"""Inside the sandbox: from an export of an open channel to counts. Words and authors never leave the process."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from takehold.evidence.limits import Limits, Refused
from takehold.evidence.readers.messages import Message, Unknown, messages
from takehold.evidence.words import STOP, WORD, plain, stem, stems

MOST_PROPOSED: Final = 12
SHORTEST: Final = 5


@dataclass(slots=True)
class Tally:
    """What is counted of messages, theme by theme and week by week."""

    themes: dict[str, list[frozenset[str]]]
    quiet: frozenset[str]
    floor: int
    messages: int = 0
    first: date = date.max
    last: date = date.min
    spoken: dict[tuple[str, date], int] = field(default_factory=lambda: defaultdict(int))
    speakers: dict[tuple[str, date], set[str]] = field(default_factory=lambda: defaultdict(set))
    used: Counter[str] = field(default_factory=Counter)
    users: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    spelled: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, message: Message) -> None:
        """Count one message."""
        self.messages += 1
        self.first, self.last = min(self.first, message.day), max(self.last, message.day)
        week = message.day - timedelta(days=message.day.weekday())
        found = stems(message.text)
        for theme, wanted in self.themes.items():
            if any(some <= found for some in wanted):
                self.spoken[theme, week] += 1
                self.speakers[theme, week].add(message.author)
        for word in {each for each in WORD.findall(message.text) if len(each) >= SHORTEST}:
            if plain(word) not in self.quiet and plain(word) not in STOP:
                root = stem(word)
                self.used[root] += 1
                self.users[root].add(message.author)
                self.spelled[root][word.casefold()] += 1

    def mentions(self) -> Iterator[tuple[str, str, int]]:
        """Theme, Monday and messages, of the weeks in which enough people spoke of it."""
        for (theme, week), count in sorted(self.spoken.items()):
            if len(self.speakers[theme, week]) >= self.floor:
                yield theme, week.isoformat(), count

    def proposed(self) -> list[tuple[str, int]]:
        """Frequent words that enough people used and no theme has yet, most used first."""
        taken = {each for wanted in self.themes.values() for some in wanted for each in some}
        roots = [
            root
            for root, _count in sorted(self.used.items(), key=lambda item: (-item[1], item[0]))
            if len(self.users[root]) >= self.floor and root not in taken
        ]
        return [(self._spelling(root), self.used[root]) for root in roots[:MOST_PROPOSED]]

    def _spelling(self, root: str) -> str:
        return min(self.spelled[root].items(), key=lambda item: (-item[1], item[0]))[0]


def perform(
    files: list[str], request: dict[str, Any], scratch: str, limits: Limits, report: Callable[[float], None]
) -> dict[str, Any]:
    """Count what ``files[0]`` speaks of. The sandbox calls this.

    ``request``: kind (slack, teams, viva, csv), channel (its name), announced (day), floor, themes (id -> words), quiet
    (words never proposed: names), columns (of a CSV: day, author, text; may be empty). The answer has counts alone; or,
    where a CSV's columns are not known, ``columns`` to choose from.
    """
    announced = date.fromisoformat(request["announced"])
    wanted = {
        key: [some for each in words if (some := stems(each))] for key, words in request["themes"].items()
    }
    tally = Tally(wanted, frozenset(plain(each) for each in request["quiet"]), int(request["floor"]))
    before = 0
    try:
        for message in _watched(messages(Path(files[0]), request, limits), limits):
            if message.day < announced:
                before += 1
            else:
                tally.add(message)
    except Unknown as unknown:
        return {"columns": list(unknown.columns)}
    report(1.0)
    if not tally.messages:
        raise Refused(
            "No message in this export was written since the channel was announced on {day}. "
            "What was written before is not listened to.",
            day=announced.isoformat(),
        )
    return {
        "messages": tally.messages,
        "left_out": before,
        "first": tally.first.isoformat(),
        "last": tally.last.isoformat(),
        "mentions": list(tally.mentions()),
        "proposed": tally.proposed(),
    }


def _watched(found: Iterable[Message], limits: Limits) -> Iterator[Message]:
    for number, message in enumerate(found):
        if number >= limits.rows:
            raise Refused("This export has more messages than can be read. Export a shorter period.")
        yield message
