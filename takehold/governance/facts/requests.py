"""Requests to a body, as they leave the room; and what the check of their framing looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.governance.facts.bodies import BodyFact


class Purpose(StrEnum):
    """What the body is asked to do."""

    DECIDE = "decide"
    DISCUSS = "discuss"
    NOTE = "note"


class RequestState(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SENT = "sent"
    BACK = "back"
    AGENDA = "agenda"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


EDITABLE: Final = (RequestState.DRAFT, RequestState.BACK, RequestState.WITHDRAWN)
"""States in which a request can be written: what lies with a body stays as it was sent."""


class Stance(StrEnum):
    """Where somebody who was consulted stands, as they said it themselves."""

    FOR = "for"
    CONDITIONS = "conditions"
    NEUTRAL = "neutral"
    AGAINST = "against"


class Process(StrEnum):
    """Whether what is asked rests on a process."""

    UNSAID = ""
    NONE = "none"
    RESTS = "rests"


@dataclass(frozen=True, slots=True)
class RequestInput:
    """What is asked of a body. ``slug``: of the change it is for, empty for none. ``co_owner_id``: who signs for
    operations. ``process_plan``: how the standard is settled first, where the process is inconsistent."""

    body_id: int
    title: str
    purpose: Purpose
    ask: str
    slug: str = ""
    cost: str = ""
    risk: str = ""
    mitigation: str = ""
    load: str = ""
    process: Process = Process.UNSAID
    process_name: str = ""
    process_plan: str = ""
    co_owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class OptionInput:
    """An option. ``nothing``: leaving everything as it is. ``recommended``: what is asked for."""

    name: str
    pros: str
    cons: str
    nothing: bool = False
    recommended: bool = False


@dataclass(frozen=True, slots=True)
class OptionFact:
    """An option that is kept."""

    id: int
    said: OptionInput


@dataclass(frozen=True, slots=True)
class ConsultedInput:
    """Who was consulted (a group, body or role), what they said and where they stand."""

    who: str
    said: str
    stance: Stance
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ConsultedFact:
    """Somebody consulted, kept."""

    id: int
    said: ConsultedInput


@dataclass(frozen=True, slots=True)
class ServesFact:
    """Which priority or value the request serves, and how. ``holds``: whether that one still holds."""

    id: int
    priority_id: int
    priority: str
    how: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RequestTurnFact:
    """What became of a request on a day."""

    on: date
    before: RequestState
    after: RequestState
    reason: str


@dataclass(frozen=True, slots=True)
class CommentFact:
    """What somebody who may read the request says to it. ``mine``: the viewer's own."""

    id: int
    who: str
    on: date
    text: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """Of the operational co-owner. ``stale``: what was signed was changed since."""

    name: str
    on: date | None
    stale: bool
    mine: bool

    @property
    def holds(self) -> bool:
        """Whether what stands there now is signed."""
        return self.on is not None and not self.stale


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list."""

    id: int
    title: str
    body: str
    purpose: Purpose
    state: RequestState
    slug: str
    change: str
    sent_on: date | None
    meets_on: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What other rooms know about what is asked, looked up ``on`` a day; None: nobody looked yet.

    ``loads``: other changes that ask something of the same people in the same weeks, in sentences. ``support``: positions
    by group as they are on record, in sentences. ``inconsistent``: what was measured of the process, None where nothing was.
    """

    loads: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    inconsistent: bool | None = None
    process_told: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A request with all that belongs to it. ``may_edit``: asks for it and it is not under way; ``both``: whoever asked
    for it also sits in the body; ``decision_id``: what it led to."""

    line: RequestLine
    said: RequestInput
    body: BodyFact
    version: int
    asked_by: str
    signature: Signature
    options: tuple[OptionFact, ...]
    consulted: tuple[ConsultedFact, ...]
    serves: tuple[ServesFact, ...]
    turns: tuple[RequestTurnFact, ...]
    comments: tuple[CommentFact, ...]
    times_sent: int
    may_edit: bool
    may_sign: bool
    may_comment: bool
    both: bool
    decision_id: int | None
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Framing:
    """What the check of a request's framing looks at: the request, and what other rooms know about it."""

    request: RequestFact
    known: Known


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: where it is put right (``field``), and the sentence that says it."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A framing with what is missing from it."""

    framing: Framing
    missing: tuple[Missing, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether it can be decided on."""
        return not self.missing
