"""The promise under which departments tell: no blame, in whose name, and what it cannot cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PromiseInput:
    """The text, what it cannot cover, and where that must still be reported."""

    text: str
    limits: str
    report_to: str


@dataclass(frozen=True, slots=True)
class PromiseFact:
    """One version. ``signer`` is empty while nobody signed, and again once the signer was erased: ``signed_on`` stays."""

    number: int
    said: PromiseInput
    drafted_on: date
    signer: str
    office: str
    signed_on: date | None
