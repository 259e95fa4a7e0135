"""Persuading for programs: who has a stake, the plan, what was tried."""

from takehold.influence.api.advocacy import router as advocacy
from takehold.influence.api.stakeholders import router

router.add_router("", advocacy)

__all__ = ["router"]
