"""One or two people, or widespread? A posterior of the excess that names nobody."""

from takehold.analysis.spread.facts import Spread, SpreadVerdict, Sureness
from takehold.analysis.spread.judging import judge

__all__ = ["Spread", "SpreadVerdict", "Sureness", "judge"]
