"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.cocreation.facts import Choice, Kind, RoundState, State
from takehold.cocreation.facts.offers import Forward

STATES: Final[Mapping[Enum, Any]] = {
    RoundState.DRAFT: pgettext_lazy("round", "being written"),
    RoundState.OPEN: pgettext_lazy("round", "open"),
    RoundState.CLOSED: pgettext_lazy("round", "closed, answers are owed"),
    RoundState.ANSWERED: pgettext_lazy("round", "answered"),
}
SETTLED: Final[Mapping[Enum, Any]] = {
    State.WAITING: pgettext_lazy("contribution", "waits to be let in"),
    State.OPEN: pgettext_lazy("contribution", "stands open"),
    State.MERGED: pgettext_lazy("contribution", "put together with another"),
    State.REMOVED: pgettext_lazy("contribution", "removed"),
}
KINDS: Final[Mapping[Enum, Any]] = {
    Kind.STATEMENT: pgettext_lazy("contribution", "a statement"),
    Kind.DESIGN: pgettext_lazy("contribution", "a design"),
    Kind.AMENDMENT: pgettext_lazy("contribution", "a change to it"),
    Kind.COMMENT: pgettext_lazy("contribution", "a comment"),
}
CHOICES: Final[Mapping[Enum, Any]] = {
    Choice.AGREE: pgettext_lazy("vote", "Agree"),
    Choice.DISAGREE: pgettext_lazy("vote", "Disagree"),
    Choice.PASS: pgettext_lazy("vote", "Pass"),
}
FORWARD: Final[Mapping[Enum, Any]] = {
    Forward.PILOT: lazy("I would try it first, in a pilot"),
    Forward.RIGHT: lazy("I would help to put right what is wrong"),
}
