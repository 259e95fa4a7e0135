"""In which paper a request or a pack leaves for a body: its own Word template, and the fields that one must have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """What the template is for."""

    REQUEST = "request"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class PaperField:
    """A name in a template. ``means``: what stands there. ``columns``: names of a row of a table that do as well."""

    name: str
    means: Any
    needed: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A template that a body has. ``size`` in bytes."""

    kind: PaperKind
    filename: str
    size: int
    sha256: str
    put_on: date
    version: int
