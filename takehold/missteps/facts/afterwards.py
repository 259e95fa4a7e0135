"""What trust and use did after a misstep was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sign(StrEnum):
    """Which way it went. ``CANNOT_TELL``: the figures do not say."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Afterwards:
    """One figure after the day on which a misstep was told. ``because``: on what the word rests, or what is lacking.

    ``since``: the day from which on it is told, None where nothing is.
    """

    sign: Sign
    because: str
    since: date | None = None
