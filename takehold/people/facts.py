"""Who looks, in which role; what a team is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from takehold.ledger.facts import Scope

KEY_DAYS: Final = 180
"""For so long a key of a program is good."""


class RoleKind(StrEnum):
    """What somebody is here for. A role may hold for one team or one change, or for the organisation."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    LEAD = "lead"
    SPONSOR = "sponsor"
    COUNCIL = "council"
    IT_LEAD = "it lead"
    STEWARD = "steward"
    WORKS_COUNCIL = "works council"
    AUDITOR = "auditor"
    COACH = "coach"
    ADMIN = "admin"


EVERYWHERE: Final = (
    RoleKind.LEAD,
    RoleKind.SPONSOR,
    RoleKind.COUNCIL,
    RoleKind.IT_LEAD,
    RoleKind.STEWARD,
    RoleKind.WORKS_COUNCIL,
    RoleKind.AUDITOR,
    RoleKind.ADMIN,
)
"""Who reads every change and the figures of all units. Everybody else reads those of their own teams and those below."""

OF_A_TEAM: Final = (RoleKind.MANAGER, RoleKind.COACH)
"""Roles that are held for a team and those below it, and in no other way."""

OF_A_CHANGE: Final = (RoleKind.LEAD, RoleKind.SPONSOR)
"""Roles that are held for one change, or for all."""

WATCHING: Final = (RoleKind.WORKS_COUNCIL, RoleKind.AUDITOR)
"""Roles that are there to look after the others: nobody gives them to themselves."""

GIVEN: Final = tuple(kind for kind in RoleKind if kind is not RoleKind.EMPLOYEE)
"""Roles that somebody is given. Whoever belongs to a team is an employee by that."""


@dataclass(frozen=True, slots=True)
class RoleFact:
    """One role, for one team (and those below it), one change, or, with neither, the organisation."""

    kind: RoleKind
    team_id: int | None = None
    initiative_id: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a person or none (a link), roles, and the date. Made by ``people.queries.viewer``.

    ``seen`` remembers what was fetched for this viewer while a page is made. A viewer lives as long as one request;
    operations that change what may be seen empty it.
    """

    person_id: int | None
    name: str
    roles: tuple[RoleFact, ...]
    on: date
    seen: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def actor(self) -> str:
        """How the audit names the viewer: by number, free of personal content."""
        return f"person:{self.person_id}" if self.person_id is not None else "takehold"

    def has(self, *kinds: RoleKind) -> bool:
        """Whether any role is of one of these kinds."""
        return any(role.kind in kinds for role in self.roles)


@dataclass(frozen=True, slots=True)
class TeamFact:
    """A team as it is on a date. ``people`` is its number of members, itself only; without known members the size it
    was said to have. ``waiting``: a size that was said and that no steward has confirmed: until then it counts as none.

    ``tied_to``: the first of the teams that it was put together with for showing, and stays with; ``place`` among them.
    """

    id: int
    key: str
    name: str
    parent_id: int | None
    people: int
    tied_to: int | None = None
    place: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """The smallest unit that may be shown: a team of at least the floor, or small teams folded together, named.

    Units are a partition of the teams, so no subtraction of units reaches a smaller group.
    """

    name: str
    team_ids: frozenset[int]
    people: int
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label found in a source and where it goes. ``how``: exact, suggested, chosen, outside, open."""

    label: str
    rows: int
    team_id: int | None
    team_name: str
    how: str


class NotYours(Exception):
    """It is there, and this viewer may not know: pages answer 404, never 403."""


class NotFound(Exception):
    """There is no such thing."""


class NotAllowed(Exception):
    """The viewer knows of it and may not do this. ``str()`` is a sentence."""


class Invalid(Exception):
    """What was said cannot be kept. ``field`` names it, ``str()`` is a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Unreadable(Exception):
    """A file of teams or people that does not fit. ``sentences`` name the line and what to do; nothing was kept."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class PersonFact:
    """Somebody by name, for choosing who leads, sponsors or co-owns."""

    id: int
    key: str
    name: str
    job: str
    team_id: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """What an accepted file of teams or people did."""

    rows: int
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What a viewer may see: the scope, the units it consists of, and the organisation's teams on that day."""

    scope: Scope
    units: tuple[ReportingUnit, ...]
    teams: tuple[TeamFact, ...]


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A person's key for a program; the key itself is known to nobody but its program."""

    id: int
    name: str
    made_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """What one table keeps about a person, in words. Each row is (what, text) in order; days are written ISO.

    ``count`` may be more than there are rows. ``columns``: those that are told of, as room, table and column.
    ``stays``: why it stays without the name when the person is erased; empty: it goes.
    """

    words: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    count: int
    columns: tuple[str, ...] = ()
    stays: str = ""


class AccountState(StrEnum):
    """Whether somebody may sign in. ``WAITING``: opened, and nobody has signed in with it yet."""

    NONE = "none"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


class Show(StrEnum):
    """Which people a list of accounts is of."""

    IN = "in"
    ROLES = "roles"
    OUT = "out"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person, from a day up to, and not on, another. Without a team and a change: the organisation.

    ``by``: who gave it, by name. ``own``: the holder did. ``house``: a page of a change or the server did. None of them:
    the record does not say, or no longer.
    """

    id: int
    kind: RoleKind
    person_id: int
    person: str
    since: date
    until: date | None = None
    team_id: int | None = None
    team: str = ""
    initiative_id: int | None = None
    by: str = ""
    own: bool = False
    house: bool = False


@dataclass(frozen=True, slots=True)
class AccountFact:
    """A person, whether they may sign in and by which address, and what they are here for.

    ``address``: that of the account, else that of the list of people. ``open_id``: connected with the organisation's
    own sign-in.
    """

    person_id: int
    key: str
    name: str
    job: str
    team: str
    address: str
    state: AccountState
    roles: tuple[HeldRole, ...]
    password: bool = False
    open_id: bool = False


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """Some of the people, how many fit in all, and how many people there are and may sign in."""

    rows: tuple[AccountFact, ...]
    total: int
    people: int
    may_sign_in: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A way in for somebody: mailed to ``mailed_to``, else ``link``, to be handed over. ``unsent``: the mail failed."""

    link: str = ""
    mailed_to: str = ""
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One line of a file of roles, as it would be given. ``there``: it is held already, for all of that time."""

    line: int
    person_id: int
    person: str
    kind: RoleKind
    since: date
    until: date | None
    team_id: int | None = None
    team: str = ""
    initiative_id: int | None = None
    change: str = ""
    there: bool = False
