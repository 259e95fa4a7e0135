"""What stood in the way of some of the hospital's teams and what was done about it, with how it really went.

Three actions that are over: a line on the board, which helped while it was there; a shift beside a colleague, for which lots
were drawn, and which lasts; an hour of practice, which lasts too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from takehold.analysis import lots
from takehold.simulation import wards
from takehold.simulation.hindrances import Hindrance, Relief

STREAM: Final = 13
"""Its own stream of chance, so that nothing else of the hospital changes with it."""
BOARD, BESIDE, PRACTICE = "board", "beside", "practice"
QUEUES: Final = (
    "Physiotherapy", "Occupational Therapy", "Dietetics", "Dialysis", "Outpatients East", "Outpatients West",
    "Radiology", "Ultrasound", "Clinical Chemistry", "Microbiology", "Networks", "Medical Engineering", "Facilities",
    "Dispensary", "Sterile Services", "Patient Transport",
)  # fmt: skip
"""Teams in which the second look at a priority was forgotten when the telephone rang."""
WITHOUT_BOARD: Final = ("Physiotherapy", "Outpatients East", "Radiology", "Patient Transport")
WITH_BOARD: Final = tuple(name for name in QUEUES if name not in WITHOUT_BOARD)
CHECK_SINCE, BOARD_BEGINS, BOARD_STOPS = 6, 22, 36
FADES: Final = (1.0, 5.0)
LOTS_DRAWN, FIRST_HALF, SECOND_HALF = 45, 47, 56
FORGOTTEN: Final = 0.3
SEALED: Final = "sixteen teams, one colleague, two turns"
WORDS: Final = "four, two, six"
NEVER_TRIED: Final = (
    "Theatre 1", "Theatre 2", "Anaesthesia", "Recovery", "High Dependency", "Observation Unit", "Gynaecology",
    "Neonatal Unit",
)  # fmt: skip
"""Teams in which nobody had looked at an old fault to see what a wrong priority does."""
PRACTICE_BEGINS: Final = 24
UNTRIED: Final = 0.28


@dataclass(frozen=True, slots=True)
class Lots:
    """How lots were drawn: who called out what, on which day; ``slots``: from which day on how many could begin."""

    drawn_on: date
    secret: str
    words: str
    slots: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Help:
    """An action of the hospital's past. ``begins``: team name -> day; ``stopped``: the first day without it, None: it lasts."""

    change: str
    begins: Mapping[str, date]
    stopped: date | None = None
    lots: Lots | None = None


def helps(day0: date) -> Mapping[str, Help]:
    """Each action by its name, for a hospital whose story begins on the Monday ``day0``."""

    def monday(week: int) -> date:
        return day0 + timedelta(weeks=week)

    slots = ((monday(FIRST_HALF), len(QUEUES) // 2), (monday(SECOND_HALF), len(QUEUES) // 2))
    drawn = Lots(monday(LOTS_DRAWN), SEALED, WORDS, slots)
    return {
        BOARD: Help(
            "priority-check", dict.fromkeys(WITH_BOARD, monday(BOARD_BEGINS)), stopped=monday(BOARD_STOPS)
        ),
        BESIDE: Help("priority-check", _drawn(drawn), lots=drawn),
        PRACTICE: Help("priority-check", dict.fromkeys(NEVER_TRIED, monday(PRACTICE_BEGINS))),
    }


def _drawn(how: Lots) -> Mapping[str, date]:
    slots = [lots.Slot(on, places) for on, places in how.slots]
    announced = lots.announce([lots.Candidate(name) for name in QUEUES], slots, secret=how.secret)
    found = lots.draw(announced, secret=how.secret, words=how.words).places
    return {each.team: each.begins for each in found if each.begins is not None}


def in_checks(day0: date) -> tuple[Hindrance, ...]:
    """What stood in the way of looking at priorities twice, and what was done about it."""
    drawn = helps(day0)[BESIDE].begins.items()
    beside = Relief({wards.INDEX[name]: (on - day0).days // 7 for name, on in drawn}, 0.95)
    board = Relief(dict.fromkeys(_places(WITH_BOARD), BOARD_BEGINS), 0.9, BOARD_STOPS, FADES)
    practice = Relief(dict.fromkeys(_places(NEVER_TRIED), PRACTICE_BEGINS), 0.95)
    return (
        Hindrance(_places(QUEUES), CHECK_SINCE, FORGOTTEN, (board, beside)),
        Hindrance(_places(NEVER_TRIED), CHECK_SINCE, UNTRIED, (practice,)),
    )


def _places(names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(wards.INDEX[name] for name in names)
