"""The words of this room: kinds and states of gaps, causes, sources of evidence."""

from __future__ import annotations

from enum import StrEnum


class GapKind(StrEnum):
    """What kind of gap it is. ``UNKNOWN``: something is wrong there, and nobody knows yet what."""

    UNKNOWN = "unknown"
    BARRIER = "barrier"
    THEME = "theme"
    PROCESS = "process"
    INCENTIVE = "incentive"
    REACH = "reach"
    REASONS = "reasons"
    OTHER = "other"


class GapState(StrEnum):
    """Where a gap stands."""

    OPEN = "open"
    UNDERSTOOD = "understood"
    BRIDGING = "bridging"
    CLOSED = "closed"
    REOPENED = "reopened"


class Spread(StrEnum):
    """How widespread it is."""

    FEW = "few"
    WIDE = "widespread"
    CANNOT_TELL = "cannot tell"


class Sureness(StrEnum):
    """On what the chain rests, counted from its citations. ``NOT_ASKED``: nobody has said why yet."""

    NOT_ASKED = "not asked"
    GUESS = "guess"
    ONE_SIDED = "one source"
    SEVERAL = "several sources"
    DISPUTED = "disputed"


class Cause(StrEnum):
    """A cause of the system. There is none of a person."""

    WORKLOAD = "workload"
    TOOL = "tool"
    TRAINING = "training"
    PROCESS = "process"
    PRIORITY = "priority"
    FAIRNESS = "fairness"
    LEADERSHIP = "leadership"
    INCENTIVE = "incentive"
    OWN_MISTAKE = "own mistake"
    RIGHT = "right"


class SourceKind(StrEnum):
    """Where evidence comes from."""

    FIGURE = "figure"
    NOTE = "note"
    SAID = "said"
    THEME = "theme"
    CODED = "coded"
    CELL = "cell"
    REACH = "reach"
