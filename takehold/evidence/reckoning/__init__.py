"""From files and a recipe to verdicts, without a server: read, count, judge, and say on what it rests."""

from takehold.evidence.reckoning.reckoned import BehaviourReport, Report, reckon, shareable, verdict_of

__all__ = ["BehaviourReport", "Report", "reckon", "shareable", "verdict_of"]
