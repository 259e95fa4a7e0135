"""The tally's running counts travel in a signed field, so that each tap works without a script and nothing is kept
on the server before it is finished."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.core import signing

SALT: Final = "takehold.gather.tally"
LAST_FOR: Final = 12 * 3600
MOST: Final = 500


class TallyLost(Exception):
    """The running counts cannot be read: too old, or changed by somebody."""


@dataclass(frozen=True, slots=True)
class Running:
    """Taps so far, oldest first: ``y`` and ``n``. ``key`` makes the saving happen once."""

    key: str
    team_id: int
    initiative_slug: str
    behaviour_key: str
    taps: str = ""

    @property
    def chances(self) -> int:
        """Cases seen."""
        return len(self.taps)

    @property
    def yes(self) -> int:
        """Of these, the new way."""
        return self.taps.count("y")

    def tapped(self, answer: str) -> Running:
        """One more case; ``undo`` takes the last one back."""
        taps = self.taps[:-1] if answer == "undo" else (self.taps + answer[:1])[:MOST]
        return Running(self.key, self.team_id, self.initiative_slug, self.behaviour_key, taps)


def begin(*, team_id: int, initiative_slug: str, behaviour_key: str) -> Running:
    """An empty tally."""
    return Running(secrets.token_urlsafe(12), team_id, initiative_slug, behaviour_key)


def seal(running: Running, *, person_id: int) -> str:
    """The signed field, good for this person only."""
    value = [running.key, running.team_id, running.initiative_slug, running.behaviour_key, running.taps]
    return signing.dumps(value, salt=f"{SALT}:{person_id}")


def unseal(sealed: str, *, person_id: int) -> Running:
    """The running counts, or ``TallyLost``."""
    try:
        key, team, slug, behaviour, taps = signing.loads(sealed, salt=f"{SALT}:{person_id}", max_age=LAST_FOR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TallyLost from error
    return Running(str(key), int(team), str(slug), str(behaviour), str(taps))
