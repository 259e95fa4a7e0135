"""The words for what pages of this room show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from takehold.alignment.facts.goals import ConflictState, GoalKind, Pull, Side
from takehold.alignment.facts.inside import InsideWord, Standing

STANDINGS = {
    Standing.OFF: lazy("nobody is asked first"),
    Standing.NOT_ASKED: lazy("not asked yet"),
    Standing.ASKED: lazy("being asked"),
    Standing.AGREED: lazy("agreed"),
    Standing.DISSENT: lazy("not agreed"),
    Standing.RESOLVED: lazy("resolved"),
    Standing.UNCLEAR: lazy("cannot tell"),
}
WORDS = {
    InsideWord.AGREED: lazy("Of every group that can be told of, at least half agree with the plan."),
    InsideWord.DISSENT: lazy("Of one group or more, fewer than half agree with the plan."),
    InsideWord.UNCLEAR: lazy("Too few answered for anything to be told."),
}
SIDES = {Side.IT: lazy("IT"), Side.OPERATIONS: lazy("Operations"), Side.SHARED: lazy("Shared")}
KINDS = {GoalKind.GOAL: lazy("goal"), GoalKind.MEASURE: lazy("measure"), GoalKind.REWARD: lazy("reward")}
PULLS = {
    Pull.FOR: lazy("pulls for it"),
    Pull.NEUTRAL: lazy("neither"),
    Pull.AGAINST: lazy("pulls against it"),
}
CONFLICT_STATES = {
    ConflictState.FOUND: lazy("open"),
    ConflictState.PROPOSED: lazy("way out proposed"),
    ConflictState.SETTLED: lazy("settled"),
}
