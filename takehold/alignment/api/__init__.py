"""The pages' twin, for programs: the inside first, goals and rewards."""

from takehold.alignment.api.goals import router as goals
from takehold.alignment.api.inside import router

router.add_router("", goals)

__all__ = ["router"]
