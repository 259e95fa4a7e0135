"""What is told of the answers to a survey: figures in bands about groups large enough, frozen when it closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ShareFact:
    """One choice with its share as a band in per cent, ``low`` to ``high`` (both ends included)."""

    value: str
    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class FigureFact:
    """One figure of one group.

    ``kind``: rating, element, choice, many, ranking, barrier. ``n``: how many answered, a band. ``mean``: to one
    decimal, and ``coded`` "low" where it reads "that or less", "high" where "that or more"; None where it has none.
    ``shares``: of each choice (ranking: placed first). ``favourable``, ``unfavourable``, ``low``: bands of shares, where
    the kind has them. ``group``: of whom this speaks, where too few of the group asked for answered this question.
    """

    question: str
    title: str
    kind: str
    n: str
    scale: tuple[int, int] = (1, 5)
    mean: float | None = None
    coded: str = ""
    favourable: ShareFact | None = None
    unfavourable: ShareFact | None = None
    low: ShareFact | None = None
    shares: tuple[ShareFact, ...] = ()
    upper: tuple[ShareFact, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class StopsFact:
    """Where the people of a group stop, by a model of what was released.

    ``known``: "barrier" (most stop at ``leading``, ``sure`` per cent sure), "nobody stuck", "separate gaps" (the five parts
    are no order in these answers: each by itself) or "cannot tell". ``shares``: (part, "" for nothing; its words; share,
    lowest, highest in per cent, the range 90 % sure). ``borrowed``: as how many answers what other groups lent weighs. ``group``: of
    whom it speaks, where of the group asked for it is not told. ``said``: the same in a sentence.
    """

    n: str
    known: str
    leading: str | None
    sure: int
    shares: tuple[tuple[str, str, int, int, int], ...]
    borrowed: int
    said: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class SilentFact:
    """A share above the middle of the scale, in per cent: of those who ``answered``, and of ``everybody`` of the ``asked``,
    whatever the silent ones would have said. ``against`` one half: "above", "below" or "depends" on them.
    """

    question: str
    title: str
    answered: tuple[int, int]
    everybody: tuple[int, int]
    asked: int
    against: str


@dataclass(frozen=True, slots=True)
class GroupFact:
    """One reporting group. ``number`` 0: everybody asked. ``own``: the viewer belongs to it or manages a part of it.

    ``folded``: what it consists of, where it is more than one unit. Between ``answered_low`` and ``answered_high`` of
    ``invited`` answered (all 0 for an open link).
    """

    number: int
    name: str
    n: str
    figures: tuple[FigureFact, ...]
    own: bool = False
    folded: tuple[str, ...] = ()
    channel: str = ""
    invited: int = 0
    answered_low: int = 0
    answered_high: int = 0
    stops: StopsFact | None = None
    silent: tuple[SilentFact, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamsTold:
    """One figure of a group, and the teams of those who were asked in it; ``stops`` where the model tells of this group."""

    group: GroupFact
    team_ids: frozenset[int]
    figure: FigureFact
    stops: StopsFact | None


@dataclass(frozen=True, slots=True)
class ArrivedGroup:
    """How many of a group name one of the reasons of the change; ``rest``: something else, or do not know. ``number`` 0:
    everybody who answered. ``n``: how many answered it, a band."""

    number: int
    name: str
    n: str
    named: ShareFact
    rest: tuple[ShareFact, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Whether the reasons of a change have arrived, by the survey that asked for them last. ``groups``: everybody first."""

    wave_id: UUID
    survey: str
    closed_on: date
    groups: tuple[ArrivedGroup, ...]

    @property
    def behind(self) -> tuple[ArrivedGroup, ...]:
        """The groups of which surely fewer name a reason than of everybody."""
        whole = next((each for each in self.groups if not each.number), None)
        return tuple(each for each in self.groups if whole and each.named.high < whole.named.low)


@dataclass(frozen=True, slots=True)
class CommentsFact:
    """What was said in free words to one question in one group of at least ten answers, in an order that was drawn.

    ``n``: how many of the group answered the survey, a band; how many of them wrote something is told by nobody.
    """

    question: str
    title: str
    group: str
    texts: tuple[str, ...]
    channel: str = ""
    n: str = ""


@dataclass(frozen=True, slots=True)
class CommentFact:
    """One released comment, for putting it under a theme: its survey with the day it closed, and never its group."""

    ref: str
    text: str
    wave_id: str
    survey: str
    on: date


@dataclass(frozen=True, slots=True)
class MissingFact:
    """What a group is missing most. ``number`` 0: everybody who answered, ``n`` of them, a band.

    ``elements``: awareness, desire, knowledge, ability, reinforcement, "none" where nothing is low; several where they
    were named about equally often; empty where it was not asked of enough people. ``level``: the mean of one, where
    statements were rated.
    """

    number: int
    group: str
    n: str
    elements: tuple[str, ...]
    level: float | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class ReliabilityFact:
    """How well the items of a scale go together, of the whole survey and from 50 answers on.

    ``alpha``: Cronbach's alpha to one decimal, None where the answers differ too little to tell. ``unkeyed``: the
    items that run against the others.
    """

    scale: str
    items: int
    alpha: float | None
    unkeyed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """One figure beside the same figure of the survey before, of a group whose people are the same or differ enough."""

    question: str
    title: str
    group: str
    earlier: FigureFact
    later: FigureFact
    earlier_closed_on: date


@dataclass(frozen=True, slots=True)
class RatedFact:
    """One rated figure of everybody in one survey, with its last day; ``mean``, ``coded``, ``n`` as in ``FigureFact``.

    ``items``: the questions it is the mean of.
    """

    wave_id: UUID
    title: str
    closed_on: date
    mean: float
    coded: str
    n: str
    scale: tuple[int, int]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaveResults:
    """Everything this viewer may read of a closed survey.

    ``whole`` is None where fewer than the smallest group answered: then nothing is told at all. ``groups``: the
    reporting groups, those of the viewer first. ``unions``: larger parts of the organisation. ``channels``: answers
    through open links, never added to the others. ``order_fits``: whether the answers follow the order of ADKAR (None:
    cannot tell). ``missing``: of everybody first, then of groups of which it can be told; ``answer``: the same in a
    sentence or two. ``slug``: of which change.
    """

    wave_id: str
    title: str
    promise: str
    closed_on: date
    smallest: int
    smallest_comments: int
    whole: GroupFact | None
    groups: tuple[GroupFact, ...]
    unions: tuple[GroupFact, ...]
    channels: tuple[GroupFact, ...]
    comments: tuple[CommentsFact, ...]
    changes: tuple[ChangeFact, ...] = ()
    reliability: tuple[ReliabilityFact, ...] = ()
    order_fits: bool | None = None
    missing: tuple[MissingFact, ...] = ()
    answer: tuple[str, ...] = ()
    slug: str = ""

    @property
    def depends(self) -> bool:
        """Whether those who did not answer could turn most of what is told of everybody."""
        told = self.whole.silent if self.whole else ()
        return 2 * sum(each.against == "depends" for each in told) > len(told)

    @property
    def narrowed(self) -> bool:
        """Whether of some groups only the name is given: there are too many for one page."""
        return any(not group.figures for group in (*self.groups, *self.unions))


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """A group of a survey that went out. ``heard``: when it closed, where results exist of the group's answers.

    ``told``: how many have answered so far, from and to, while the survey is open and where it may be told.
    """

    wave_id: UUID
    title: str
    is_open: bool
    teams: frozenset[int]
    opened: date
    heard: date | None
    invited: int
    told: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ParticipationFact:
    """How many answered so far: between ``low`` and ``high`` of ``invited``, never nearer than five.

    ``units``: (name, low, high, invited) of each; ``low`` and ``high`` of the whole are their sums.
    """

    low: int
    high: int
    invited: int
    units: tuple[tuple[str, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedAnswerFact:
    """One answer in a survey that was with names from the start. ``choices`` and ``comments`` by question."""

    person_id: int
    name: str
    choices: tuple[tuple[str, str, str], ...]
    comments: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ProofFact:
    """What the last attack on the confidentiality of surveys found.

    ``organisations`` made-up ones and ``groups`` of this organisation's own teams and surveys were attacked with
    everything that all viewers together may read. ``found``: how often something was worked out, ``examples`` some of
    it in words. ``own_team``: share of respondents who appear in a report of their own team where 75 % answer.
    ``without``: the rule that was taken away, to see the attack succeed.
    """

    at: datetime
    organisations: int
    groups: int
    found: int
    examples: tuple[str, ...]
    own_team: float
    seconds: float
    without: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing was worked out."""
        return self.found == 0


class NotYet(Exception):
    """The survey has not closed: nothing is told of its answers, to nobody. ``str()`` is a sentence."""


class TooFew(Exception):
    """Fewer people than the smallest group would be asked. ``str()`` is a sentence."""


class Unheard(Exception):
    """None of what was asked about is told of: ``str()`` is a sentence."""
