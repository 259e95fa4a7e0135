"""What the combined pages show: finished sentences beside the figures they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from takehold.analysis.facts import Shift, UnitVerdict, Verdict
from takehold.bridge.facts.guides import Guide
from takehold.gaps.facts.promises import Promises
from takehold.gather.facts.disclosure import FigureFact
from takehold.initiatives.facts import BehaviourStanding, InitiativeLine, UnitStanding


@dataclass(frozen=True, slots=True)
class Link:
    """A word and where it leads. ``current`` is "page" or "true" for the place one is in, else empty."""

    word: str
    url: str
    icon: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page for this reader. ``search`` and ``help`` are addresses, for those signed in.

    ``why``: the reasons of the change that the page is about, and the address of the page of its reasons.
    """

    words: tuple[Link, ...]
    menu: tuple[Link, ...]
    foot: tuple[Link, ...]
    person: str
    roles: str
    initials: str
    search: str = ""
    help: str = ""
    why: tuple[str, ...] = ()
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was looked for: ``text`` says what it is, ``also`` leads to it in several places."""

    name: str
    text: str
    url: str
    also: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """All that was found of one kind; ``hits`` are the first of ``total``. ``kind`` is for programs, ``word`` for people."""

    kind: str
    word: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Card:
    """One change in the list. ``verdict`` is None until there is data; ``spark`` is SVG text or empty.

    ``together``: the figures are of all teams, and the verdict is not theirs.
    """

    line: InitiativeLine
    verdict: Verdict | None
    reverted: bool
    headline: str
    next_step: str
    spark: str
    together: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """How one of the reader's own units stands on one behaviour. ``key``: of the unit's page; empty where it has none.

    ``behaviour`` and ``unit`` are empty where the change has, and the reader belongs to, one only."""

    behaviour: str
    unit: str
    key: str
    verdict: UnitVerdict
    word: str


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One change as it stands in the reader's own teams, what slides first; ``spark`` is of the first."""

    line: InitiativeLine
    own: tuple[OwnLine, ...]
    spark: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of a series, as the table beside the chart has it."""

    start: date
    chances: int
    new_way: int
    rate: float | None
    old_rate: float | None
    used: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in two widths (SVG text), the same in figures, and where its slide is. ``narrow`` is for phones."""

    wide: str
    narrow: str
    description: str
    rows: tuple[PeriodRow, ...]
    shifts: tuple[Shift, ...]
    marks: tuple[tuple[date, str], ...]
    slide: str
    with_old_way: bool


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One period of a control chart: ``mark`` is what a rule says of it in words, ``side`` better, worse or usual."""

    start: date
    share: float
    low: float
    centre: float
    high: float
    side: str
    mark: str


@dataclass(frozen=True, slots=True)
class ControlFigure:
    """A control chart in two widths (SVG text), the same in figures, and how far its limits can be trusted.

    ``resting_on``: of how many points the limits of the last stretch are made.
    """

    wide: str
    narrow: str
    rows: tuple[ControlRow, ...]
    stretches: int
    resting_on: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of data that came in, where no verdict came of it yet. ``url`` is where it goes on, if anywhere.

    ``kind``: waiting (it is being worked out), names (none of them has a team), refused, nothing (no chance in it).
    """

    kind: str
    sentence: str
    word: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One behaviour of a change on its page Now. ``answer`` is the first sentence.

    ``late`` got there after the others, ``behind`` are not there yet. ``rests``: on which part of those affected;
    ``meanwhile``: what happened about when teams began to slide.
    ``ended``: the day on which the data end, where nothing can be told only because that was long ago. ``stays``: that
    figures of an earlier time stay as they were told.
    """

    standing: BehaviourStanding
    answer: str
    because: str
    next_step: str
    cannot_tell: tuple[str, ...]
    figure: Figure | None
    unmatched: str
    early: str = ""
    late: str = ""
    behind: str = ""
    sliding: tuple[TeamRow, ...] = ()
    arrival: Arrival | None = None
    meanwhile: str = ""
    rests: str = ""
    ended: date | None = None
    stays: str = ""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One unit in the table of teams."""

    standing: UnitStanding
    key: str
    spark: str
    next_step: str
    mine: bool


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """All units of one verdict, by name: nobody is ranked. ``next_step`` is what all shown share, if they do; ``total`` counts those not shown too."""

    verdict: Verdict
    rows: tuple[TeamRow, ...]
    next_step: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class TeamsTable:
    """One behaviour's units, those in need of help first."""

    standing: BehaviourStanding
    answer: str
    groups: tuple[TeamGroup, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """How a behaviour is counted, in words."""

    unit: str
    chance: str
    new_way: str
    old_way: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list: ``first`` to ``last`` of ``total`` (None: not counted), and the addresses around it."""

    first: int
    last: int
    total: int | None
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Part:
    """A role of the demo: whose account it is (the person's key), what it is called and what to look at.

    ``where`` one arrives, or at one of ``also``, each by its key in the address. ``minutes``: how long it takes where it is a
    scene that is told to its end; 0: it is none.
    """

    key: str
    name: str
    scene: str
    where: str
    also: tuple[tuple[str, Link], ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of it: ``files`` that waited and held the person are gone; those that cannot be searched, or are
    being read, leave by ``files_until``. ``wiped``: the database's files were written anew, else the clock does it."""

    files: int
    files_until: date | None
    wiped: bool


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do this week. ``key`` names it for what is said of it; ``where`` may be empty; ``say``: a line to begin with;
    ``guide``: on the conversation that it takes."""

    key: str
    verb: str
    where: str
    because: str
    say: str
    minutes: int
    url: str
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """What a group was told of with on trust in those who lead a change, in the survey that closed last."""

    group: str
    figure: FigureFact
    survey: UUID
    title: str
    closed_on: date


@dataclass(frozen=True, slots=True)
class Coaching:
    """Somebody's own coaching: ``actions`` and ``answers`` (None: none are theirs to give) since a day, ``trust`` in the
    ``chosen`` of the ``changes`` (address, name)."""

    since: date
    actions: Promises
    answers: Promises | None
    changes: tuple[tuple[str, str], ...]
    chosen: str
    trust: tuple[Trust, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that was promised, with its day."""

    what: str
    due_on: date
    late: bool
    url: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week of somebody who manages, leads or sponsors. ``moves``: at most three; ``said``: what was said of moves this
    week, with its key; ``praise``: wins that wait to be said aloud; ``worked``: what the last actions did; ``sliding``: the change (its
    slug) and the group of each slip that this viewer may read."""

    monday: date
    answer: str
    moves: tuple[Move, ...]
    more: int
    said: tuple[tuple[str, str, str], ...]
    owed: tuple[Owed, ...]
    praise: tuple[tuple[str, str], ...]
    worked: tuple[tuple[str, str, str], ...]
    sliding: tuple[tuple[str, str], ...] = ()

    @property
    def minutes(self) -> int:
        """Of all moves together."""
        return sum(each.minutes for each in self.moves)

    @property
    def hours(self) -> int:
        """The same in full hours, from two on; else 0."""
        return round(self.minutes / 60) if self.minutes >= 120 else 0
