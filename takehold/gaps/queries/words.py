"""The words for kinds, causes, states and sources on pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.gaps.facts import (
    Cause,
    ConcernKind,
    ConcernState,
    GapKind,
    GapState,
    SourceKind,
    Spread,
    Sureness,
)

KINDS: Final[Mapping[StrEnum, Any]] = {
    GapKind.UNKNOWN: lazy("not known yet"),
    GapKind.BARRIER: lazy("a barrier: people cannot, or not yet"),
    GapKind.THEME: lazy("a concern that many share"),
    GapKind.PROCESS: lazy("the process is not the same everywhere"),
    GapKind.INCENTIVE: lazy("something rewards the old way"),
    GapKind.REACH: lazy("the group was not reached"),
    GapKind.REASONS: lazy("the reasons are not understood"),
    GapKind.OTHER: lazy("something else"),
}
STATES: Final[Mapping[StrEnum, Any]] = {
    GapState.OPEN: pgettext_lazy("gap", "open"),
    GapState.UNDERSTOOD: pgettext_lazy("gap", "understood"),
    GapState.BRIDGING: pgettext_lazy("gap", "being bridged"),
    GapState.CLOSED: pgettext_lazy("gap", "closed"),
    GapState.REOPENED: pgettext_lazy("gap", "reopened"),
}
SPREADS: Final[Mapping[StrEnum, Any]] = {
    Spread.FEW: lazy("a few people"),
    Spread.WIDE: lazy("widespread"),
    Spread.CANNOT_TELL: lazy("cannot be told yet"),
}
SURENESS: Final[Mapping[StrEnum, Any]] = {
    Sureness.NOT_ASKED: lazy("nobody has said why yet"),
    Sureness.GUESS: lazy("a guess so far: nothing is cited"),
    Sureness.ONE_SIDED: lazy("rests on one kind of source"),
    Sureness.SEVERAL: lazy("rests on several kinds of sources"),
    Sureness.DISPUTED: lazy("disputed: some evidence speaks against it"),
}
CAUSES: Final[Mapping[StrEnum, Any]] = {
    Cause.WORKLOAD: lazy("workload"),
    Cause.TOOL: lazy("the tool"),
    Cause.TRAINING: lazy("training"),
    Cause.PROCESS: lazy("the process"),
    Cause.PRIORITY: lazy("priorities"),
    Cause.FAIRNESS: lazy("fairness"),
    Cause.LEADERSHIP: lazy("leadership"),
    Cause.INCENTIVE: lazy("incentives"),
    Cause.OWN_MISTAKE: lazy("our own mistake"),
    Cause.RIGHT: lazy("the objection is right"),
}
CONCERNS: Final[Mapping[StrEnum, Any]] = {
    ConcernKind.QUESTION: lazy("a question"),
    ConcernKind.MISUNDERSTANDING: lazy("a misunderstanding, ours to correct"),
    ConcernKind.OBSTACLE: lazy("an obstacle"),
    ConcernKind.RIGHT: lazy("an objection that is right"),
    ConcernKind.DECLINED: lazy("an objection that we decline, and why"),
}
CONCERN_STATES: Final[Mapping[StrEnum, Any]] = {
    ConcernState.WAITING: pgettext_lazy("concern", "waits for an answer"),
    ConcernState.ANSWERED: pgettext_lazy("concern", "answered"),
    ConcernState.CLOSED: pgettext_lazy("concern", "closed"),
}
SOURCES: Final[Mapping[StrEnum, Any]] = {
    SourceKind.FIGURE: lazy("how a team stands"),
    SourceKind.NOTE: lazy("a note"),
    SourceKind.SAID: lazy("something said"),
    SourceKind.THEME: lazy("a theme"),
    SourceKind.CODED: lazy("what people wrote"),
    SourceKind.CELL: lazy("a survey's figure"),
    SourceKind.REACH: lazy("who was heard"),
}


def choices(words: Mapping[StrEnum, Any]) -> list[tuple[str, Any]]:
    """For a form: value and words."""
    return [(each.value, text) for each, text in words.items()]
