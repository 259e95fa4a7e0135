"""A round of 400 voters on how handover notes should work at night, seeded: three groups of opinion with common ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

QUESTION: Final = "How should handover notes work at night?"
BACKGROUND: Final = (
    "Since the new record came, the night shift hands over at seven from a form with nine fields. Half of the wards write on "
    "paper first. Before the form is changed we want to know what those who write it and those who read it need."
)
FIXED: Final = (
    "Allergies, medicines given and open orders stand in the record before the shift ends: that is the law."
)
OPEN: Final = "How many fields there are, who writes when, what is read aloud, and what happens when the record is down."
VOTERS: Final = 400
CAMPS: Final = ("those who write at night", "those who read in the morning", "those who move between wards")
SIZES: Final = (0.42, 0.35, 0.23)
STATEMENTS: Final = (
    # what is said, and the share of each camp that agrees among those who do not pass
    ("The first page of the handover must show allergies, whatever else changes.", (0.96, 0.97, 0.95)),
    ("Nobody should have to write the same thing twice, on paper and in the record.", (0.95, 0.90, 0.93)),
    ("The last note of the day should stand beside the empty one, so that one only changes what is new.", (0.91, 0.88, 0.90)),
    ("There must be a printed sheet ready for the hour when the network is down.", (0.87, 0.89, 0.92)),
    ("Whoever reads a handover should be able to reach whoever wrote it until eight o'clock.", (0.80, 0.93, 0.84)),
    ("The handover form should be switched off at night.", (0.15, 0.06, 0.10)),
    ("Four fields are enough for a quiet night.", (0.95, 0.12, 0.70)),
    ("A handover without a plan for the day is half a handover.", (0.14, 0.96, 0.40)),
    ("The form should be filled during the night, not at its end.", (0.12, 0.92, 0.35)),
    ("Those who write at night have no time for more than five minutes of typing.", (0.96, 0.20, 0.70)),
    ("What is told at the bedside need not be written as well.", (0.90, 0.10, 0.12)),
    ("Reading aloud at seven takes longer than it helps.", (0.86, 0.14, 0.30)),
    ("The morning shift should come ten minutes earlier to read, and be paid for it.", (0.66, 0.28, 0.55)),
    ("Every ward should use exactly the same form.", (0.12, 0.30, 0.97)),
    ("Abbreviations should be the same in the whole hospital.", (0.36, 0.42, 0.98)),
    ("Somebody who comes from another ward should be shown where things stand before the shift.", (0.40, 0.36, 0.97)),
    ("Agency staff need an account on their first night, not on their fourth.", (0.52, 0.46, 0.98)),
    ("A ward knows best itself what belongs into its handover.", (0.90, 0.72, 0.06)),
    ("Short notes are unsafe notes.", (0.08, 0.86, 0.30)),
    ("Speaking the note into the telephone and reading it over would be quicker than typing.", (0.64, 0.48, 0.58)),
    ("The old sheet was better.", (0.62, 0.14, 0.20)),
    ("The doctor on call should read the notes of the night as well.", (0.72, 0.80, 0.62)),
    ("One person in each night shift should have time set aside for the notes.", (0.60, 0.72, 0.66)),
    ("The questions of the form should be asked again every half year, and struck where nobody reads them.", (0.88, 0.76, 0.85)),
)  # fmt: skip
REMOVED: Final = ("The ward sister of nights never reads anything anyway.", "It speaks of one person.")
"""A statement that was taken out in the open, and why."""
DESIGN: Final = (
    "One form with four fields for every night, and a fifth part that opens only where something changed. The last note "
    "stands on the left."
)
"""What somebody proposed instead, in whole sentences."""
PASSES, FEWEST, MOST = 0.07, 12, 24


@dataclass(frozen=True, slots=True)
class VotedRound:
    """Who voted what. ``camps``: (voters,) places in ``CAMPS``; ``votes``: (voter, statement, choice) in the order given."""

    camps: tuple[int, ...]
    votes: tuple[tuple[int, int, int], ...]


def vote(seed: int, voters: int = VOTERS) -> VotedRound:
    """Voters of three camps who each see 12 to 24 of the statements, pass now and then, and sometimes think again.

    ``voters``: at least one of each camp, in shares of ``SIZES``. A vote thought over stands twice; the last one counts.
    """
    rng = np.random.default_rng(seed)
    camps = np.sort(rng.permutation(voters) / voters)
    camp = np.searchsorted(np.cumsum(SIZES)[:-1], camps, side="right")
    rng.shuffle(camp)
    agreeing = np.array([shares for _, shares in STATEMENTS])
    given: list[tuple[int, int, int]] = []
    for voter in range(voters):
        seen = rng.permutation(len(STATEMENTS))[: rng.integers(FEWEST, MOST + 1)]
        agrees = rng.random(len(seen)) < agreeing[seen, camp[voter]]
        passes = rng.random(len(seen)) < PASSES
        choices = np.where(passes, 0, np.where(agrees, 1, -1))
        given += [(voter, int(at), int(choice)) for at, choice in zip(seen, choices, strict=True)]
        if passes[0] and rng.random() < 0.5:
            given.append((voter, int(seen[0]), 1 if agrees[0] else -1))
    return VotedRound(tuple(int(each) for each in camp), tuple(given))
