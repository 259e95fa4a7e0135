"""Persuading for programs: who has a stake, the plan, what was tried, what is talked about early."""

from takehold.influence.api.advocacy import router as advocacy
from takehold.influence.api.early import router as early
from takehold.influence.api.soundings import router as soundings
from takehold.influence.api.stakeholders import router

router.add_router("", advocacy)
router.add_router("", early)
router.add_router("", soundings)

__all__ = ["router"]
