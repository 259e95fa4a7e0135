"""What made-up people answer to a survey: the further their team has come, the further on its people are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

Said = tuple[dict[str, Any], dict[str, str]]
"""Choices and free lines, by question."""

ELEMENTS: Final[Mapping[str, tuple[float, float]]] = {
    "awareness": (0.92, 0.06),
    "desire": (0.82, 0.12),
    "knowledge": (0.82, 0.14),
    "ability": (-0.20, 1.08),
    "reinforcement": (0.60, 0.34),
}
"""Of each element how many of those who came so far pass it in a team that does nothing the new way, and what doing all of it
adds. They are passed in this order; where the new way is lost, it is lost at ability."""
PASSED, STOPPED, BEYOND = 4.5, 2.0, 2.2
"""Means on 1 to 5: of what was passed, of what stops somebody, and of what lies behind it."""
SCATTER: Final = 0.75
"""Of one statement about that mean."""
TRUST: Final = (2.9, 0.8)
"""It is no part of the order: its mean where nothing is done, and what doing all of it adds."""
WAYS: Final = ("why", "worth", "how", "time", "notice")
HELPS: Final = ("time", "training", "colleague", "tool", "reason", "else")
LINES: Final = (
    "At night there are nine clicks for one handover.", "Two of us were never shown the new form.",
    "It works, and the next shift finds everything.", "The computer in room 4 is too slow.",
    "Nobody says thank you when it is done well.", "I would like an example of a good one.",
    "On weekends we are too few.", "The old sheet still lies on the desk, so people use it.",
    "Since April it is easier.", "Why twice, in the record and on the board?",
)  # fmt: skip
REASONS: Final = (
    "Because notes got lost.", "So that the night knows what the day did.", "Patients were harmed in spring.",
    "I think because of the audit.", "So that nothing depends on one person.",
)  # fmt: skip


OTHERS: Final = ("ordered", "money", "watched", "else", "unknown")
OTHERS_P: Final = (0.3, 0.15, 0.15, 0.1, 0.3)
KNOW: Final = (0.25, 0.6)
"""How many know a reason of the change where nothing is done, and what doing all of it adds."""


def full(rng: np.random.Generator, share: float) -> Said:
    """The survey with two statements an element. ``share``: how much of the new way the team does, 0 to 1."""
    choices: dict[str, Any] = {}
    passed = True
    for element, (low, gain) in ELEMENTS.items():
        came_so_far = passed
        passed = passed and rng.random() < min(max(low + gain * share, 0.05), 0.98)
        _rated(rng, choices, element, PASSED if passed else STOPPED if came_so_far else BEYOND)
    _rated(rng, choices, "trust", TRUST[0] + TRUST[1] * share)
    return choices, _line(rng, "anything-else")


def _rated(rng: np.random.Generator, choices: dict[str, Any], element: str, mean: float) -> None:
    """Two statements; some are left open."""
    for item in (1, 2):
        if rng.random() > 0.03:
            choices[f"{element}-{item}"] = int(np.clip(np.rint(rng.normal(mean, SCATTER)), 1, 5))


def pulse(rng: np.random.Generator, share: float, *, why: bool = False, reasons: Sequence[str] = ()) -> Said:
    """The three quick questions; with ``why`` the reason too, in words and, of ``reasons`` (their values as choices), as the
    one that comes nearest: the further their team has come, the more know one."""
    came_up = rng.random() > 0.12
    level = share + rng.normal(0, 0.15)
    worked = "always" if level > 0.85 else "mostly" if level > 0.5 else "rarely"
    choices: dict[str, Any] = {"worked": worked if came_up else "not-needed"}
    if rng.random() < 0.35 + 0.45 * share:
        choices["in-the-way"] = "nothing"
    else:
        choices["in-the-way"] = str(rng.choice(WAYS, p=[0.1, 0.15, 0.2, 0.42, 0.13]))
    comments = _line(rng, "one-line")
    own = rng.spawn(1)[0]  # the other questions are answered alike, asked for the reason or not
    if why and own.random() < 0.5:
        comments["why"] = str(own.choice(REASONS))
    if why:
        knows = reasons and own.random() < KNOW[0] + KNOW[1] * share
        choices["nearest"] = str(own.choice(reasons) if knows else own.choice(OTHERS, p=OTHERS_P))
    return choices, comments


def help_offered(rng: np.random.Generator, share: float) -> Said:
    """What would help: most often a change to the tool, the rarer the new way is done."""
    choices: dict[str, Any] = {"in-the-way": str(rng.choice(WAYS, p=[0.06, 0.1, 0.16, 0.6, 0.08]))}
    weights = np.array([0.15, 0.12, 0.1, 0.3 + 0.6 * (1 - share), 0.05, 0.04])
    choices["helps"] = str(rng.choice(HELPS, p=weights / weights.sum()))
    return choices, _line(rng, "one-line")


def _line(rng: np.random.Generator, question: str) -> dict[str, str]:
    return {question: str(rng.choice(LINES))} if rng.random() < 0.3 else {}
