"""On which days the parts of the loop are due. Pure."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from takehold.initiatives.facts import Part, TurnPart
from takehold.ledger.facts import MarkFact

SATURDAY = 5


def turns(first_on: date, every_weeks: int, holidays: Collection[date], until: date) -> Iterator[TurnPart]:
    """Every part that is due up to ``until``, and the four of the turn after it: a quarter of a turn lies between two.

    A part that would fall on a weekend or a holiday is due on the next working day.
    """
    closed = frozenset(holidays)
    for turn in itertools.count():
        for at, part in enumerate(Part, 1):
            day = first_on + timedelta(days=7 * every_weeks * (4 * turn + at) // 4)
            due = working_day(day, closed)
            yield TurnPart(turn + 1, part, due, day if due != day else None)
        if day > until + timedelta(weeks=every_weeks):
            return


def with_done(
    first_on: date,
    every_weeks: int,
    done: Iterable[Mapping[str, Any]],
    holidays: Collection[date],
    today: date,
) -> tuple[TurnPart, ...]:
    """The same up to today and a turn ahead, with what was done: entries as a rhythm's row keeps them."""
    known = {(each["turn"], each["part"]): each for each in done}
    found = []
    for part in turns(first_on, every_weeks, holidays, today):
        was = known.get((part.turn, part.part.value))
        done_on = date.fromisoformat(was["on"]) if was is not None else None
        found.append(replace(part, done_on=done_on, what=was["what"] if was is not None else ""))
    return tuple(found)


def following(parts: Iterable[TurnPart], today: date) -> TurnPart | None:
    """The part that is to be done next, today at the earliest."""
    return next((each for each in parts if each.done_on is None and each.due_on >= today), None)


def free_days(marks: Iterable[MarkFact], slug: str) -> frozenset[date]:
    """Days on which nothing of a change is due, because everybody has a holiday."""
    return frozenset(
        each.on
        for each in marks
        if each.kind == "holiday" and not each.team_ids and each.subject in ("", slug)
    )


def working_day(day: date, holidays: Collection[date]) -> date:
    """The day itself, or the first one after it that is neither on a weekend nor a holiday."""
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
