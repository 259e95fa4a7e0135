"""Whom the hospital's people turn to, seeded: each team has one or two who are asked, and a few are asked by everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

QUESTION: Final = "Whom do you ask when something about the new handover is unclear?"
ANSWERED, OWN_TEAM, KNOWN, SAY_YES = 0.86, 0.7, 6, 0.7


@dataclass(frozen=True, slots=True)
class Consulting:
    """``answered``: places of those who answered; ``ties``: (who names, whom); ``willing``: may be named."""

    answered: tuple[int, ...]
    ties: tuple[tuple[int, int], ...]
    willing: tuple[int, ...]


def consult(seed: int, teams: Sequence[int]) -> Consulting:
    """``teams``: of each person, by place. Two of five name somebody whom the whole house knows, most one of the own team."""
    rng = np.random.default_rng(seed)
    people = len(teams)
    members: dict[int, list[int]] = {}
    for at, team in enumerate(teams):
        members.setdefault(team, []).append(at)
    asked = {team: rng.choice(places, min(2, len(places)), replace=False) for team, places in members.items()}
    known = rng.choice(people, min(KNOWN, people), replace=False)
    answered = np.flatnonzero(rng.random(people) < ANSWERED)
    ties = set()
    for at in answered.tolist():
        if rng.random() < OWN_TEAM:
            ties.add((at, int(rng.choice(asked[teams[at]]))))
        if rng.random() < 1 - OWN_TEAM + 0.1:
            ties.add((at, int(rng.choice(known))))
    willing = np.flatnonzero(rng.random(people) < SAY_YES)
    named = tuple(sorted(tie for tie in ties if tie[0] != tie[1]))
    return Consulting(tuple(answered.tolist()), named, tuple(willing.tolist()))
