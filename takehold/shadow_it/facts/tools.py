"""A tool that people found for themselves, as it leaves the room: who uses it, why, the need behind it, the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.gaps.facts import Cause


class Kind(StrEnum):
    """What sort of tool it is."""

    SHEET = "spreadsheet"
    DATABASE = "database"
    CHAT = "chat"
    PAPER = "paper"
    SERVICE = "service"
    OTHER = "other"


class ToolState(StrEnum):
    """Where it stands. ``LEFT``: it was told of by mistake, and why. ``RETIRED``: it was switched off."""

    TOLD = "told"
    ASKING = "asking"
    UNDERSTOOD = "understood"
    OFFERED = "offered"
    SETTLED = "settled"
    RETIRED = "retired"
    REOPENED = "reopened"
    LEFT = "left"


class Way(StrEnum):
    """A way out that meets the need."""

    ADOPT = "adopt"
    INTEGRATE = "integrate"
    OFFER = "offer"
    SUPPORT = "support"
    RETIRE = "retire"


KEEPS: Final = (Way.ADOPT, Way.INTEGRATE, Way.SUPPORT)
"""Ways on which the tool itself goes on."""


class Theme(StrEnum):
    """What a need is about, alike over departments."""

    FILES = "files"
    TALK = "talk"
    LISTS = "lists"
    FORMS = "forms"
    FIGURES = "figures"
    AWAY = "away"
    QUICK = "quick"
    CARRY = "carry"
    OUTSIDE = "outside"
    OTHER = "other"


class DataKept(StrEnum):
    """What lies in the tool."""

    UNKNOWN = "unknown"
    NONE = "none"
    WORK = "work"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Contract(StrEnum):
    """Under which contract it is used."""

    UNKNOWN = "unknown"
    NONE = "none"
    PRIVATE = "private"
    DEPARTMENT = "department"
    HOUSE = "house"


FEW: Final = "few"
BANDS: Final = (FEW, "5-9", "10-19", "20-49", "50-99", "100-249", "250-499", "500-999", "1000+")
"""How many people: as bands alone. ``few``: under five, and then no number is ever told."""


@dataclass(frozen=True, slots=True)
class ToldInput:
    """What a department says in a minute. ``team``: one of the teller's own. ``ask_me``: may be asked back by name."""

    name: str
    kind: Kind
    used_for: str
    people: str
    team: int | None = None
    ask_me: bool = False


@dataclass(frozen=True, slots=True)
class InterviewInput:
    """What was said when the why was asked; all may be empty while it goes on."""

    used_for: str
    gives: str = ""
    hurts: str = ""
    data: DataKept = DataKept.UNKNOWN
    contract: Contract = Contract.UNKNOWN
    risk: str = ""


@dataclass(frozen=True, slots=True)
class NeedInput:
    """The need behind it, in one sentence, what it is about, and how many people it concerns."""

    sentence: str
    theme: Theme
    people: str


@dataclass(frozen=True, slots=True)
class OfferInput:
    """A way out. ``what``: what the department gets. ``service``: its name or key in the catalogue, where logs can see it."""

    way: Way
    what: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class WhyFact:
    """One answer to "why?", each explaining the one before. ``ends_at``: what somebody can change."""

    id: int
    cause: Cause
    text: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Said:
    """That a department accepted what is offered, or that its co-owner signed. ``who`` is empty once erased; who accepted is
    told to the department and to those who work on the inquiry, to others empty."""

    who: str
    on: date


@dataclass(frozen=True, slots=True)
class DepartmentFact:
    """A department that uses it. ``name``: of its reporting group. ``accepted``, ``signed``: of what is offered now.

    ``asks_back``: who of it may be asked by name, as that person wanted. ``own``: the viewer belongs to it or manages it;
    ``mine``: the viewer told it; ``signs``: the viewer is its co-owner.
    """

    id: int
    name: str
    team_ids: frozenset[int]
    on: date
    asks_back: str
    co_owner: str
    accepted: Said | None
    signed: Said | None
    own: bool
    mine: bool
    signs: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to be there before a tool is switched off. ``accepted``, ``signed``: by each of its departments."""

    need: bool
    offer: bool
    accepted: tuple[bool, ...]
    signed: tuple[bool, ...]

    @property
    def opens(self) -> bool:
        """Whether it may be switched off."""
        return self.need and self.offer and bool(self.signed) and all((*self.accepted, *self.signed))


@dataclass(frozen=True, slots=True)
class Ordered:
    """The directive by which it was switched off before its need was met."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class LedTo:
    """What its need became: a request to a body, or a gap of a change. Empty where it did not."""

    request_id: int | None = None
    gap_id: int | None = None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool in a list. ``where``: names of the reporting groups that use it. ``met``: its need is met, as far as is known."""

    id: int
    name: str
    kind: Kind
    state: ToolState
    where: tuple[str, ...]
    used_for: str
    people: str
    need: str
    theme: Theme | None
    way: Way | None
    service: str
    known_on: date
    met: bool
    asked: bool = False


class Found(StrEnum):
    """What a look came to: by logs (the old tool fades and the new one is used, the old one is still used, the new one
    hardly is), or as the department says itself (yes, in part, no)."""

    FADES = "fades"
    STILL = "still used"
    HARDLY = "hardly used"
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


ANSWERS: Final = (Found.YES, Found.PARTLY, Found.NO)
"""What a department may answer."""
MET: Final = (Found.FADES, Found.YES)


@dataclass(frozen=True, slots=True)
class CheckFact:
    """A look, on a booked day, whether the need is met. ``asked_on``: no log could tell, so the department is asked.

    ``found``: None while nothing was; ``figures``: calls a week that logs showed; ``words``: what the department said.
    """

    id: int
    due_on: date
    asked_on: date | None
    done_on: date | None
    found: Found | None
    figures: Mapping[str, int]
    words: str
    may_answer: bool = False


@dataclass(frozen=True, slots=True)
class TurnFact:
    """One change of state, and why: in words, or as a look found it."""

    on: date
    before: ToolState
    after: ToolState
    reason: str
    seen: CheckFact | None = None


@dataclass(frozen=True, slots=True)
class ToolFact:
    """A tool with all that was said of it. ``may_work``: ask why, record the need, offer a way out."""

    line: ToolLine
    under: int | None
    gives: str
    hurts: str
    data: DataKept
    contract: Contract
    risk: str
    whys: tuple[WhyFact, ...]
    need_on: date | None
    offer: str
    offer_service: str
    offered_on: date | None
    departments: tuple[DepartmentFact, ...]
    gate: Gate
    ordered: Ordered | None
    led_to: LedTo
    turns: tuple[TurnFact, ...]
    version: int
    may_work: bool
    checks: tuple[CheckFact, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedLine:
    """Needs of one theme over departments. ``people``: a band, from the lowest of each tool's; ``met``: of ``tools``."""

    theme: Theme
    tools: tuple[ToolLine, ...]
    departments: tuple[str, ...]
    people: str
    met: int


@dataclass(frozen=True, slots=True)
class ToolName:
    """A tool by name, and what else it is found by."""

    id: int
    name: str
    more: str
