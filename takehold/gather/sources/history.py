"""How tickets went: each state and each group that a ticket had becomes a row of case, activity, moment and team.

The team of a row is the group that the ticket lay with from that moment on. Whoever did it is never read. Every row has
an id of its own that stays the same when a ticket's history is read again, so that nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from takehold.evidence.facts import Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.gather.sources.connecting import Change, Connector, Get, Question, Start

STATE: Final = "state"
GROUP: Final = "group"
COLUMNS: Final = ("case", "activity", "at", "team", "id")


def recipe(timestamps: str, behaviours: tuple[Behaviour, ...]) -> Recipe:
    """The column mapping of such rows."""
    source = Source(Format.JSONL, Shape.EVENTS, missing=("",), timestamps=timestamps or None)
    return Recipe(
        source, Columns(case="case", activity="activity", at="at", team="team", id="id"), behaviours
    )


def told(
    connector: Connector, question: Question, records: Sequence[Mapping[str, Any]], get: Get
) -> list[Mapping[str, str]]:
    """Rows of all steps of these tickets."""
    history = connector.history
    assert history is not None  # noqa: S101 - only asked for where there is one
    changes = history.changes(question, records, get)
    found: list[Mapping[str, str]] = []
    for record in records:
        ident = connector.identity(record)
        found += steps(ident, history.start(question, record), changes.get(ident, ()))
    return found


def steps(ident: str, start: Start, changes: Sequence[Change]) -> Iterator[dict[str, str]]:
    """The opening, then each change, in the order in which they happened."""
    state = next((each.old for each in changes if each.what == STATE), start.state)
    team = next((each.old or each.new for each in changes if each.what == GROUP), start.team)
    yield _row(f"{ident}-opened", start.case, state, start.opened, team)
    for each in changes:
        if each.what == GROUP:
            team = each.new or team
        activity = each.new if each.what == STATE else f"Group: {each.new}"
        if each.new:
            yield _row(f"{ident}-{each.id}", start.case, activity, each.at, team)


def _row(ident: str, case: str, activity: str, at: str, team: str) -> dict[str, str]:
    return {"case": case, "activity": activity, "at": at, "team": team, "id": ident}
