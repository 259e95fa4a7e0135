"""Listening to an export of an open channel: counts of themes by week, and nothing of who said what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from takehold.evidence.limits import DEFAULT_LIMITS, Limits
from takehold.evidence.sandbox import run, workshop


@dataclass(frozen=True, slots=True)
class Heard:
    """What an export speaks of. ``mentions``: theme, Monday of the week, messages; only where at least the floor of
    different people spoke of it. ``left_out``: messages of before the announcement. ``columns`` is filled instead of
    everything else where it has to be chosen what a CSV's columns mean.
    """

    messages: int = 0
    left_out: int = 0
    first: date = date.min
    last: date = date.min
    mentions: tuple[tuple[str, date, int], ...] = ()
    proposed: tuple[tuple[str, int], ...] = ()
    columns: tuple[str, ...] = ()


def listen(
    path: Path,
    *,
    kind: str,
    channel: str,
    announced: date,
    floor: int,
    themes: Mapping[str, Collection[str]],
    quiet: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Heard:
    """Count in a throw-away process what an export speaks of.

    Args:
        path: the export. ``kind``: slack, teams, viva or csv.
        channel: the announced channel's name; other channels of the export are not read.
        announced: messages from this day on.
        floor: how many different people must have spoken of a theme in a week, or used a word.
        themes: words by theme. ``quiet``: words that are never proposed, such as names.
        columns: of a CSV, where they were chosen: day, author, text.

    Raises:
        Refused: private messages, another kind of file, nothing since the announcement; ``str()`` is a sentence.
    """
    request = {
        "kind": kind, "channel": channel, "announced": announced.isoformat(), "floor": floor,
        "themes": {key: list(words) for key, words in themes.items()}, "quiet": list(quiet), "columns": dict(columns or {}),
    }  # fmt: skip
    with workshop() as scratch:
        found = run("hear", [path], request, scratch, limits=limits)
    if "columns" in found:
        return Heard(columns=tuple(map(str, found["columns"])))
    return Heard(
        messages=int(found["messages"]),
        left_out=int(found["left_out"]),
        first=date.fromisoformat(found["first"]),
        last=date.fromisoformat(found["last"]),
        mentions=tuple((str(key), date.fromisoformat(week), int(n)) for key, week, n in found["mentions"]),
        proposed=tuple((str(word), int(n)) for word, n in found["proposed"]),
    )
