"""The pages' twin, for programs: the inside first, goals and rewards, load."""

from takehold.alignment.api.figures import router as figures
from takehold.alignment.api.goals import router as goals
from takehold.alignment.api.inside import router
from takehold.alignment.api.load import router as load

router.add_router("", figures)  # before goals: /incentives/figures is no number of a goal
router.add_router("", goals)
router.add_router("", load)

__all__ = ["router"]
