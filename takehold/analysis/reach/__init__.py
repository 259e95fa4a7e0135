"""What the answers say of those who did not answer: weights, bounds, and late against early."""

from takehold.analysis.reach.facts import Against, Bounds, EarlyLate, Heard, Timing, Weights
from takehold.analysis.reach.raking import rake, weighted_share
from takehold.analysis.reach.silence import against, bounds, early_against_late, wilson

__all__ = [
    "Against",
    "Bounds",
    "EarlyLate",
    "Heard",
    "Timing",
    "Weights",
    "against",
    "bounds",
    "early_against_late",
    "rake",
    "weighted_share",
    "wilson",
]
