"""The words of this room on pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from takehold.influence.facts import Approach, Influence, Kind, Landed, MoveState, Support, Together
from takehold.influence.facts.early import Stage
from takehold.influence.facts.soundings import Course, Form

KINDS: Final[Mapping[Enum, Any]] = {
    Kind.GROUP: lazy("a group of people"),
    Kind.BODY: lazy("a body"),
    Kind.ROLE: lazy("a role"),
}
INFLUENCES: Final[Mapping[Enum, Any]] = {
    Influence.DECIDES: lazy("decides, or can stop it"),
    Influence.HEARD: lazy("is listened to"),
    Influence.LITTLE: lazy("has little say"),
}
SUPPORTS: Final[Mapping[Enum, Any]] = {
    Support.AGAINST: pgettext_lazy("position", "against it"),
    Support.RATHER_AGAINST: pgettext_lazy("position", "rather against"),
    Support.UNDECIDED: pgettext_lazy("position", "undecided"),
    Support.RATHER_FOR: pgettext_lazy("position", "rather for it"),
    Support.FOR: pgettext_lazy("position", "for it"),
}
TOGETHER: Final[Mapping[Enum, Any]] = {
    Together.ALIKE: lazy("They mostly stand at the same place."),
    Together.LEANING: lazy("They lean the same way, with some apart."),
    Together.SPREAD: lazy("They are spread from against to for."),
    Together.CAMPS: lazy("They stand in two camps."),
}
APPROACHES: Final[Mapping[Enum, Any]] = {
    Approach.FACTS: lazy("facts and figures"),
    Approach.STORY: lazy("a true story"),
    Approach.DEMONSTRATION: lazy("showing it"),
    Approach.TRIAL: lazy("letting them try it"),
    Approach.PEER: lazy("a colleague of theirs"),
    Approach.VISIT: lazy("a visit where it works"),
    Approach.LISTENING: lazy("listening first"),
    Approach.COMPROMISE: lazy("meeting them half way"),
    Approach.COAUTHOR: lazy("letting them shape it"),
    Approach.OTHER: lazy("another way"),
}
LANDED: Final[Mapping[Enum, Any]] = {
    Landed.TOWARDS: pgettext_lazy("landed", "they came closer"),
    Landed.SAME: pgettext_lazy("landed", "they stayed where they were"),
    Landed.AWAY: pgettext_lazy("landed", "they moved away"),
    Landed.OPEN: pgettext_lazy("landed", "cannot be told yet"),
}
MOVES: Final[Mapping[Enum, Any]] = {
    MoveState.PLANNED: pgettext_lazy("advocacy", "planned"),
    MoveState.DONE: pgettext_lazy("advocacy", "done"),
    MoveState.DROPPED: pgettext_lazy("advocacy", "dropped"),
}

STAGES: Final[Mapping[Enum, Any]] = {
    Stage.IDEA: pgettext_lazy("stage", "an idea"),
    Stage.OPTIONS: pgettext_lazy("stage", "options are compared"),
    Stage.BUDGET: pgettext_lazy("stage", "money is asked for"),
    Stage.DECIDED: pgettext_lazy("stage", "decided"),
    Stage.CONTRACTED: pgettext_lazy("stage", "signed with a supplier"),
    Stage.DROPPED: pgettext_lazy("stage", "dropped"),
}

COURSES: Final[Mapping[Enum, Any]] = {
    Course.SLOWER: lazy("go slower"),
    Course.EXPLAIN: lazy("say why, once more"),
    Course.LISTEN: lazy("listen to those who do the work"),
    Course.SHOW: lazy("show it, let people try it"),
    Course.SHAPE: lazy("let people shape it"),
    Course.PLAN: lazy("change the plan"),
    Course.ON: lazy("carry on like this"),
}
FORMS: Final[Mapping[Enum, Any]] = {
    Form.NAMED: lazy("by name: I read each answer with its name"),
    Form.GROUP: lazy("as a group: I read what all say together, from five answers on"),
}
LANDS: Final = (
    ("1", lazy("not at all well")), ("2", lazy("rather badly")), ("3", lazy("neither nor")), ("4", lazy("rather well")),
    ("5", lazy("very well")),
)  # fmt: skip
OPENLY: Final = (
    ("1", lazy("certainly not")), ("2", lazy("rather not")), ("3", lazy("perhaps")), ("4", lazy("rather yes")),
    ("5", lazy("yes, at once")),
)  # fmt: skip


def choices(words: Mapping[Enum, Any]) -> list[tuple[Any, Any]]:
    """For a form: value and words."""
    return [(each.value, text) for each, text in words.items()]


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {
        "kinds": KINDS, "influences": INFLUENCES, "supports": SUPPORTS, "together": TOGETHER,
        "approaches": APPROACHES, "landed": LANDED, "moves": MOVES,
    }  # fmt: skip
