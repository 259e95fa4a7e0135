"""When asking makes sense: at the start, eight weeks after go-live, at 3, 6 and 12 months, and pulses in between."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

from takehold.gather.facts.surveys import Moment
from takehold.gather.queries.survey_templates import ADKAR, PULSE, PULSE_WHY

FULL: Final = (("start", timedelta(days=-14)), ("8 weeks", timedelta(weeks=8)), ("3 months", timedelta(weeks=13)),
               ("6 months", timedelta(weeks=26)), ("12 months", timedelta(weeks=52)))  # fmt: skip
OPEN_FOR: Final = timedelta(days=14)
PULSE_OPEN_FOR: Final = timedelta(days=7)
APART: Final = timedelta(weeks=4)
WHY_EACH: Final = 3
"""Every so many pulses asks for the reason too."""
SOON: Final = timedelta(days=3)


def moments(
    *, go_live: date | None, today: date, there: Mapping[str, UUID], weekdays: Collection[int] = (0, 1, 2, 3)
) -> tuple[Moment, ...]:
    """The calendar of a change. ``there``: surveys by the moment they were planned for.

    Without a go-live only the start can be proposed. Two askings lie at least four weeks apart, from opening to opening.
    """
    if go_live is None:
        day = _on(today + SOON, weekdays)
        return (Moment("start", ADKAR, day, day + OPEN_FOR, there.get("start")),)
    full = [(key, _on(go_live + after, weekdays)) for key, after in FULL]
    found = [Moment(key, ADKAR, day, day + OPEN_FOR, there.get(key), day < today) for key, day in full]
    nth = 0
    for (_key, first), (_next, second) in pairwise(full):
        day = _on(first + APART, weekdays)
        while day + APART <= second:
            nth += 1
            template = PULSE if nth % WHY_EACH else PULSE_WHY
            key = f"pulse {nth}"
            found.append(Moment(key, template, day, day + PULSE_OPEN_FOR, there.get(key), day < today))
            day = _on(day + APART, weekdays)
    return tuple(sorted(found, key=lambda each: each.opens_on))


def _on(day: date, weekdays: Collection[int]) -> date:
    while day.weekday() not in weekdays:
        day += timedelta(days=1)
    return day


def next_moment(calendar: Collection[Moment], today: date) -> Moment | None:
    """The first that is neither past nor planned; a start that was missed is still worth asking for."""
    free = [each for each in calendar if each.survey is None]
    return next((each for each in free if each.opens_on >= today), None)
