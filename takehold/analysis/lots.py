"""Who goes first, when not all can: lots drawn in the open, that anybody can draw again.

First the list is published, with the fingerprint of a secret of the system's. Then those present call out words that nobody
could know beforehand (dice, a line of the day's newspaper). Only then the secret is told. A team's lot is the
SHA-256 of list, secret, words and its name; the lowest goes first. Whoever knows the secret does not know the words,
and whoever chooses the words does not know the secret, so nobody can steer; afterwards any SHA-256 tool gives the same lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from typing import Final

LEAST_SECRET: Final = 16
BREAK, GAP = "\n", "\t"


class NoDraw(ValueError):
    """No lots may be drawn: ``code`` says why, ``teams`` for which teams."""

    def __init__(self, code: str, teams: Sequence[str] = ()) -> None:
        super().__init__(f"{code}: {', '.join(teams)}" if teams else code)
        self.code = code
        self.teams = tuple(teams)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A team that waits.

    ``stratum``: teams are drawn evenly from each (site, size, ...). ``safety``: it is needed there on safety grounds: it
    gets it at once and stands in no draw. ``began``: the day on which it already began, None if not.
    """

    team: str
    stratum: str = ""
    safety: bool = False
    began: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """So many teams begin on that day."""

    on: date
    places: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is published before the draw.

    Attributes:
        teams: the names that stand in the draw, sorted, with their strata.
        at_once: teams that get it on safety grounds, outside of the draw.
        slots: in order of their days; teams beyond the last place wait.
        list_sha256: fingerprint of teams, strata and slots.
        secret_sha256: fingerprint of the secret that is told at the draw.
    """

    teams: tuple[tuple[str, str], ...]
    at_once: tuple[str, ...]
    slots: tuple[Slot, ...]
    list_sha256: str
    secret_sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """One team's lot: the lower, the earlier within its stratum. ``begins`` is None for a team that waits."""

    team: str
    stratum: str
    lot: str
    begins: date | None


@dataclass(frozen=True, slots=True)
class Draw:
    """The whole draw, with all that is needed to do it again."""

    announcement: Announcement
    secret: str
    words: str
    places: tuple[Place, ...]


def announce(candidates: Sequence[Candidate], slots: Sequence[Slot], *, secret: str) -> Announcement:
    """Freeze the list.

    Args:
        candidates: the teams that wait; order does not matter.
        slots: the capacity; order does not matter.
        secret: at least 16 random characters, kept until the draw.

    Raises:
        NoDraw: ``already_began`` (lots after a beginning would decide nothing there), ``twice``, ``nobody``,
            ``room_for_all`` (nothing to draw for), ``no_places``, ``same_day``, ``secret``, ``name`` (with a line break or a
            tab in it, so that two lists could have one fingerprint).
    """
    if began := sorted(one.team for one in candidates if one.began is not None):
        raise NoDraw("already_began", began)
    names = [one.team for one in candidates]
    if split := sorted(one.team for one in candidates if set(one.team + one.stratum) & {BREAK, GAP}):
        raise NoDraw("name", split)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise NoDraw("twice", twice)
    teams = tuple(sorted((one.team, one.stratum) for one in candidates if not one.safety))
    if len(teams) < 2:
        raise NoDraw("nobody")
    if not slots or min(slot.places for slot in slots) < 1:
        raise NoDraw("no_places")
    if len({slot.on for slot in slots}) < len(slots):
        raise NoDraw("same_day")
    if len(slots) == 1 and slots[0].places >= len(teams):
        raise NoDraw("room_for_all")
    if len(secret) < LEAST_SECRET:
        raise NoDraw("secret")
    ordered = tuple(sorted(slots, key=lambda slot: slot.on))
    at_once = tuple(sorted(one.team for one in candidates if one.safety))
    return Announcement(teams, at_once, ordered, _fingerprint(teams, ordered), _sha(secret))


def draw(announced: Announcement, *, secret: str, words: str) -> Draw:
    """Draw the lots.

    Args:
        announced: the frozen list.
        secret: the one whose fingerprint was published.
        words: what was called out; blanks around it, or more than one in it, do not count.

    Raises:
        NoDraw: ``secret`` where it is another one, ``words`` where there are none, ``changed`` where the list is not the
            one that was announced.
    """
    if not compare_digest(_sha(secret), announced.secret_sha256):
        raise NoDraw("secret")
    called = " ".join(words.split())
    if not called:
        raise NoDraw("words")
    if _fingerprint(announced.teams, announced.slots) != announced.list_sha256:
        raise NoDraw("changed")
    lots = {team: _sha(announced.list_sha256, secret, called, team) for team, _ in announced.teams}
    order = _order(announced.teams, lots)
    days = [slot.on for slot in announced.slots for _ in range(slot.places)]
    days_or_none: list[date | None] = [*days[: len(order)], *[None] * (len(order) - len(days))]
    stratum = dict(announced.teams)
    places = tuple(
        Place(team, stratum[team], lots[team], day) for team, day in zip(order, days_or_none, strict=True)
    )
    return Draw(announced, secret, called, places)


def verify(drawn: Draw) -> bool:
    """Whether the draw comes out the same when it is done again."""
    try:
        return draw(drawn.announcement, secret=drawn.secret, words=drawn.words) == drawn
    except NoDraw:
        return False


def _order(teams: tuple[tuple[str, str], ...], lots: dict[str, str]) -> list[str]:
    """Lowest lot first within a stratum; the strata take turns in proportion to their size.

    Which places fall to which stratum does not hang on the lots, so within a stratum every order is equally likely.
    """
    members: dict[str, list[str]] = {}
    for team, stratum in teams:
        members.setdefault(stratum, []).append(team)
    turns = [
        ((rank + 0.5) / len(inside), -len(inside), stratum, team)
        for stratum, inside in members.items()
        for rank, team in enumerate(sorted(inside, key=lambda team: (lots[team], team)))
    ]
    return [team for *_, team in sorted(turns)]


def _fingerprint(teams: tuple[tuple[str, str], ...], slots: tuple[Slot, ...]) -> str:
    lines = [f"{team}{GAP}{stratum}" for team, stratum in teams]
    return _sha(*lines, *(f"{slot.on.isoformat()}{GAP}{slot.places}" for slot in slots))


def _sha(*parts: str) -> str:
    return sha256(BREAK.join(parts).encode()).hexdigest()
