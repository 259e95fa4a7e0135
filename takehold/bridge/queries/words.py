"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.bridge.facts import ActionKind, ActionState, Aim, Barrier, Phase, Setting, Suit
from takehold.bridge.facts.paths import PathState

KINDS: Final[Mapping[StrEnum, Any]] = {
    ActionKind.COMMUNICATION: lazy("communication"),
    ActionKind.STORY: lazy("a story"),
    ActionKind.URGENCY: lazy("showing what is at stake"),
    ActionKind.INCENTIVE: lazy("an incentive"),
    ActionKind.CONSEQUENCE: lazy("making the old way harder"),
    ActionKind.TRAINING: lazy("training"),
    ActionKind.COACHING: lazy("personal help"),
    ActionKind.RECOGNITION: lazy("recognition"),
    ActionKind.BARRIER: lazy("removing an obstacle"),
    ActionKind.COAUTHOR: lazy("shaping it together"),
    ActionKind.LEADER: lazy("the leader's example"),
    ActionKind.PEER: lazy("colleagues help"),
    ActionKind.PRACTICE: lazy("practising in safety"),
    ActionKind.MEASUREMENT: lazy("figures shown"),
}
BARRIERS: Final[Mapping[StrEnum, Any]] = {
    Barrier.AWARENESS: lazy("knowing why"),
    Barrier.DESIRE: lazy("wanting to take part"),
    Barrier.KNOWLEDGE: lazy("knowing how"),
    Barrier.ABILITY: lazy("being able to do it in everyday work"),
    Barrier.REINFORCEMENT: lazy("what keeps it going"),
}
SETTINGS: Final[Mapping[StrEnum, Any]] = {
    Setting.FORMAL: lazy("formal"),
    Setting.INFORMAL: lazy("informal"),
}
AIMS: Final[Mapping[StrEnum, Any]] = {
    Aim.DELIVER: lazy("delivers what was promised"),
    Aim.INNOVATE: lazy("builds what comes next"),
}
PHASES: Final[Mapping[StrEnum, Any]] = {
    Phase.BEFORE: lazy("before the start"),
    Phase.START: lazy("in the first weeks"),
    Phase.SLIDING: lazy("when a team slides back"),
    Phase.AFTER: lazy("when it is to stay"),
}
SUITS: Final[Mapping[StrEnum, Any]] = {
    Suit.TIME: lazy("time for it"),
    Suit.PRACTICE: lazy("trying it out"),
    Suit.EXPLAINING: lazy("having it explained"),
    Suit.COMPANY: lazy("somebody beside them"),
    Suit.TOOL: lazy("a better tool"),
    Suit.SAY: lazy("a say in it"),
    Suit.EXAMPLE: lazy("seeing that it works"),
    Suit.QUIET: lazy("rather in private"),
    Suit.RECOGNITION: lazy("being recognised"),
}
STATES: Final[Mapping[StrEnum, Any]] = {
    ActionState.PROPOSED: pgettext_lazy("action", "proposed"),
    ActionState.AGREED: pgettext_lazy("action", "agreed"),
    ActionState.DOING: pgettext_lazy("action", "being done"),
    ActionState.DONE: pgettext_lazy("action", "done"),
    ActionState.STOPPED: pgettext_lazy("action", "stopped"),
    ActionState.NOT_RIGHT: pgettext_lazy("action", "not right here"),
}
PATHS: Final[Mapping[StrEnum, Any]] = {
    PathState.OPEN: pgettext_lazy("old path", "open"),
    PathState.HARDER: pgettext_lazy("old path", "made harder"),
    PathState.CLOSED: pgettext_lazy("old path", "closed"),
}


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {
        "kinds": KINDS, "barriers": BARRIERS, "settings": SETTINGS, "aims": AIMS, "phases": PHASES, "suits": SUITS,
        "states": STATES,
    }  # fmt: skip
