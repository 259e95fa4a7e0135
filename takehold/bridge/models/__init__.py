"""What is stored of bridging: actions with what became of them. An action is of groups, never about a person."""

from takehold.bridge.models.actions import Action, ActionTeam, ActionTurn
from takehold.bridge.models.champions import Champion, ChampionHours, ChampionThanks, ShiftWorked
from takehold.bridge.models.checks import Check
from takehold.bridge.models.holding import Held
from takehold.bridge.models.lots import Lot
from takehold.bridge.models.paths import Downtime, OldPath, OldWayUse, PathTurn
from takehold.bridge.models.plans import Plan, PlanLine
from takehold.bridge.models.sustainability import (
    SustainabilityRater,
    SustainabilityRound,
    SustainabilityTally,
)
from takehold.bridge.models.weeks import MoveSaid, NoWeekMail, VisibleAct, WeekMailed

__all__ = [
    "Action",
    "ActionTeam",
    "ActionTurn",
    "Champion",
    "ChampionHours",
    "ChampionThanks",
    "Check",
    "Downtime",
    "Held",
    "Lot",
    "MoveSaid",
    "NoWeekMail",
    "OldPath",
    "OldWayUse",
    "PathTurn",
    "Plan",
    "PlanLine",
    "ShiftWorked",
    "SustainabilityRater",
    "SustainabilityRound",
    "SustainabilityTally",
    "VisibleAct",
    "WeekMailed",
]
