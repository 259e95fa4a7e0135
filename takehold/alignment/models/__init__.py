"""What is stored of whether those inside agree, and of what goals do to changes."""

from takehold.alignment.models.goals import Goal, GoalConflict, GoalPull
from takehold.alignment.models.inside import InsideCheck, InsideTeam

__all__ = ["Goal", "GoalConflict", "GoalPull", "InsideCheck", "InsideTeam"]
