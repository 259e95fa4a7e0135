"""What a kind of system that sends says of itself: how its calls are read, and what its events might mean."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from takehold.evidence.facts import Recipe
from takehold.gather.facts.senders import Arrived

MOST_AT_ONCE: Final = 1_000
LARGEST: Final = 1_000_000
Headers = Mapping[str, str]


def keepable(text: str) -> str:
    """A text without what no database keeps: null bytes, and halves of letters."""
    return "".join(each for each in text if each != "\0" and not "\ud800" <= each <= "\udfff")


@dataclass(frozen=True, slots=True)
class Receiver:
    """One kind of system that sends.

    Attributes:
        kind: the name of its folder.
        name: as people call it.
        notes: what to know before a sender is made.
        read: headers (names in lower case) and body of a call to its events; raises ``NotTaken``.
        proposal: columns that came -> what they might mean.
        identity: the column that holds each event's own id.
        ready: the whole mapping with what is counted, where nobody has to say what the events mean.
        route: the name of the address that is sent to.
        outside: the label of whoever belongs to no team.
    """

    kind: str
    name: Any
    notes: tuple[Any, ...]
    read: Callable[[Headers, bytes, datetime], tuple[Arrived, ...]]
    proposal: Callable[[Sequence[str], str], Recipe]
    identity: str
    ready: Callable[[], Recipe] | None = None
    route: str = "gather:hook"
    outside: str = ""


def kinds() -> tuple[str, ...]:
    """Names of the folders beside this file that hold a receiver."""
    here = Path(__file__).parent
    found = pkgutil.iter_modules([str(here)])
    return tuple(
        sorted(each.name for each in found if each.ispkg and (here / each.name / "receiver.py").exists())
    )


@cache
def receiver(kind: str) -> Receiver | None:
    """The receiver of a kind; None where its folder was taken away."""
    if kind not in kinds():
        return None
    found: Receiver = importlib.import_module(f"{__package__}.{kind}.receiver").RECEIVER
    return found


def receivers() -> tuple[Receiver, ...]:
    """All of them."""
    return tuple(found for kind in kinds() if (found := receiver(kind)) is not None)
