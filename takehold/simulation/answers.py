"""What made-up people answer to a survey: the further their team has come, the better they can and the more it lasts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

Said = tuple[dict[str, Any], dict[str, str]]
"""Choices and free lines, by question."""

ELEMENTS: Final[Mapping[str, tuple[float, float]]] = {
    "awareness": (3.6, 0.6),
    "desire": (3.0, 0.9),
    "knowledge": (2.9, 1.2),
    "ability": (2.0, 1.9),
    "reinforcement": (2.1, 1.5),
    "trust": (2.9, 0.8),
}
"""Of each element its mean on 1 to 5 in a team that does nothing the new way, and what doing all of it adds."""
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


def full(rng: np.random.Generator, share: float) -> Said:
    """The survey with two statements an element. ``share``: how much of the new way the team does, 0 to 1."""
    own = rng.normal(0, 0.5)
    choices: dict[str, Any] = {}
    for element, (low, gain) in ELEMENTS.items():
        mean = low + gain * share + own
        for item in (1, 2):
            if rng.random() > 0.03:
                choices[f"{element}-{item}"] = int(np.clip(np.rint(rng.normal(mean, 0.8)), 1, 5))
    return choices, _line(rng, "anything-else")


def pulse(rng: np.random.Generator, share: float, *, why: bool = False) -> Said:
    """The three quick questions, and why."""
    came_up = rng.random() > 0.12
    level = share + rng.normal(0, 0.15)
    worked = "always" if level > 0.85 else "mostly" if level > 0.5 else "rarely"
    choices: dict[str, Any] = {"worked": worked if came_up else "not-needed"}
    if rng.random() < 0.35 + 0.45 * share:
        choices["in-the-way"] = "nothing"
    else:
        choices["in-the-way"] = str(rng.choice(WAYS, p=[0.1, 0.15, 0.2, 0.42, 0.13]))
    comments = _line(rng, "one-line")
    if why and rng.random() < 0.5:
        comments["why"] = str(rng.choice(REASONS))
    return choices, comments


def help_offered(rng: np.random.Generator, share: float) -> Said:
    """What would help: most often a change to the tool, the rarer the new way is done."""
    choices: dict[str, Any] = {"in-the-way": str(rng.choice(WAYS, p=[0.06, 0.1, 0.16, 0.6, 0.08]))}
    weights = np.array([0.15, 0.12, 0.1, 0.3 + 0.6 * (1 - share), 0.05, 0.04])
    choices["helps"] = str(rng.choice(HELPS, p=weights / weights.sum()))
    return choices, _line(rng, "one-line")


def _line(rng: np.random.Generator, question: str) -> dict[str, str]:
    return {question: str(rng.choice(LINES))} if rng.random() < 0.3 else {}
