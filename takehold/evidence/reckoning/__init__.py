"""From files and a recipe to verdicts, without a server: read, count, judge, and say on what it rests."""

from takehold.evidence.reckoning.reckoned import BehaviourReport, Report, reckon, shareable, verdict_of
from takehold.evidence.reckoning.valued import ValueReport

__all__ = ["BehaviourReport", "Report", "ValueReport", "reckon", "shareable", "verdict_of"]
