"""Asking another survey tool for one survey: what the form says, calls with patience, and what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from takehold.gather.facts.brought import NotBrought
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused

TRIES: Final = 4
LONGEST_PAUSE: Final = 20.0
Fetch = Callable[[Ask], Answer]
Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Said:
    """Where the survey is and who may read it there; forgotten when it was read."""

    address: str
    user: str
    secret: str = field(repr=False)
    survey: str


@dataclass(frozen=True, slots=True)
class Come:
    """One survey as it is there: its name and its answers as records."""

    title: str
    records: tuple[Mapping[str, Any], ...]


class Calls:
    """Calls one system, a few times where that is worth it. Raises ``NotBrought`` with a sentence."""

    def __init__(self, fetch: Fetch, sleep: Sleep) -> None:
        self.fetch, self.sleep = fetch, sleep

    def __call__(self, ask: Ask) -> Answer:
        """A whole answer with status 200."""
        trouble = _("The system is busy. Try again later.")
        for attempt in range(TRIES):
            try:
                answer = self.fetch(ask)
            except CallRefused as error:
                raise NotBrought(str(error)) from error
            except CallBroken as error:
                trouble = str(error)
                self.sleep(2.0**attempt)
                continue
            if answer.status == 200:
                return answer
            if answer.status != 429 and answer.status < 500:
                raise NotBrought(
                    _("The system answered with the error %(status)s. Look at address, key and number.")
                    % {"status": answer.status}
                )
            self.sleep(_pause(answer, attempt))
        raise NotBrought(trouble)


def _pause(answer: Answer, attempt: int) -> float:
    said = answer.headers.get("retry-after", "")
    return min(LONGEST_PAUSE, float(said)) if said.isascii() and said.isdigit() else 2.0**attempt


def still_open() -> NotBrought:
    """The same for every system."""
    return NotBrought(_("This survey is still open there. It is brought in after it ended."))
