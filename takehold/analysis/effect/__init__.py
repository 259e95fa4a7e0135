"""Did it work? An estimate with its comparison, its range and the strength of its evidence; or "cannot tell"."""

from takehold.analysis.effect.facts import Answer, Effect, Estimate, Rung, Share, Sides, TeamSeries
from takehold.analysis.effect.groups import GroupPeriod, group_periods, simple
from takehold.analysis.effect.imputation import imputed
from takehold.analysis.effect.judging import worked
from takehold.analysis.effect.lottery import by_lots, in_groups
from takehold.analysis.effect.waiting import beside_waiting

__all__ = [
    "Answer",
    "Effect",
    "Estimate",
    "GroupPeriod",
    "Rung",
    "Share",
    "Sides",
    "TeamSeries",
    "beside_waiting",
    "by_lots",
    "group_periods",
    "imputed",
    "in_groups",
    "simple",
    "worked",
]
