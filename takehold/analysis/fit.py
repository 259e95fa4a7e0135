"""Which reinforcement suits whom: a few rules that a person can read, over what that person said of themselves.

Nothing is inferred about anybody. A suggestion carries the reasons that speak for it and against it, as codes of what the
person wrote or chose; without a word from the person there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from takehold.analysis.facts import Coded

BARRIERS: Final = ("awareness", "desire", "knowledge", "ability", "reinforcement")
HELPS: Final = ("time", "practice", "explaining", "company", "tool", "say", "example", "quiet")
"""What would help: time set aside, practising in safety, having it explained, somebody beside me, a better tool or form, a
say in how it is done, seeing others do it, being left to it."""
TOLD: Final = ("in_person", "in_team", "in_writing", "video")
RECOGNITION: Final = ("in_public", "in_team", "in_private", "none")
SAME_FOR: Final = 3
"""From so many plans on it is asked why all hold the same."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A person's own words about themselves, as chosen from the lists above.

    Attributes:
        hard: what is hard (barriers), the hardest first.
        helps: what would help, or make a move easier.
        told: how the person likes to be told things; empty: all the same to them.
        recognition: how the person likes to be recognised; empty: not said; "none": not at all.
    """

    hard: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    recognition: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reinforcement:
    """One thing that can be offered.

    Attributes:
        key: of the playbook.
        barriers: what it is good for.
        offers: what it gives, in the words of ``HELPS``.
        told: how it reaches somebody, one of ``TOLD``, or empty.
        recognition: how it recognises, one of ``RECOGNITION``, or empty when it does not.
        needs_yes: it may not be done without the person's own yes (public praise, being paired with a colleague).
    """

    key: str
    barriers: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    told: str = ""
    recognition: str = ""
    needs_yes: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reinforcement with why it is proposed (``reasons``), and what speaks against it (``against``)."""

    key: str
    reasons: tuple[Coded, ...]
    against: tuple[Coded, ...]
    needs_yes: bool


def suggest(frame: Frame, offered: Sequence[Reinforcement], *, most: int = 5) -> tuple[Suggestion, ...]:
    """What suits this person, best first; never anything that the person ruled out.

    A reason counts: the hardest thing 3, a further one 2, something that helps 2, told or recognised as liked 1. What is told
    in another way than liked counts against it (1). Without a reason about what is hard, what helps or how the person likes to
    be recognised there is no suggestion. Praise in a way that was not chosen, or any for somebody who wants none, is left out altogether.
    """
    found = []
    for each in offered:
        if each.recognition and not _welcome(frame, each.recognition):
            continue
        reasons, score = _reasons(frame, each)
        if not reasons and not each.recognition:
            continue
        against = _against(frame, each)
        liked = _liked(frame, each)
        found.append((score + len(liked) - len(against), each, reasons + liked, against))
    found.sort(key=lambda row: (-row[0], row[1].key))
    return tuple(
        Suggestion(each.key, tuple(reasons), tuple(against), each.needs_yes)
        for _, each, reasons, against in found[:most]
    )


def _welcome(frame: Frame, way: str) -> bool:
    return "none" not in frame.recognition and way in frame.recognition


def _reasons(frame: Frame, each: Reinforcement) -> tuple[list[Coded], int]:
    reasons, score = [], 0
    for place, barrier in enumerate(frame.hard):
        if barrier in each.barriers:
            reasons.append(Coded("good_for", {"barrier": barrier}))
            score += 3 if place == 0 else 2
    for help_ in frame.helps:
        if help_ in each.offers:
            reasons.append(Coded("gives", {"help": help_}))
            score += 2
    return reasons, score


def _liked(frame: Frame, each: Reinforcement) -> list[Coded]:
    liked = []
    if each.told and each.told in frame.told:
        liked.append(Coded("told_as_liked", {"told": each.told}))
    if each.recognition and _welcome(frame, each.recognition):
        liked.append(Coded("recognised_as_liked", {"recognition": each.recognition}))
    return liked


def _against(frame: Frame, each: Reinforcement) -> list[Coded]:
    against = []
    if each.told and frame.told and each.told not in frame.told:
        against.append(Coded("told_otherwise", {"told": each.told}))
    if "quiet" in frame.helps and each.told == "in_team":
        against.append(Coded("wants_quiet"))
    return against


def same_for_all(plans: Sequence[Sequence[str]]) -> Coded | None:
    """Whether several people's plans all hold the same: a question to whoever made them, never an error.

    Args:
        plans: the reinforcements of each person's plan, in any order; empty plans are not looked at.

    Returns:
        ``same_for_all`` with the number of people and of reinforcements, or None.
    """
    held = [frozenset(plan) for plan in plans if plan]
    if len(held) < SAME_FOR or len(set(held)) > 1:
        return None
    return Coded("same_for_all", {"people": len(held), "reinforcements": len(held[0])})
