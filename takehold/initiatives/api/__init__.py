"""Changes, who is affected, where they stand, and alerts, for programs."""

from takehold.initiatives.api.impact import router as impact
from takehold.initiatives.api.reports import router as reports
from takehold.initiatives.api.rhythm import router as rhythm
from takehold.initiatives.api.routes import router

router.add_router("", impact)
router.add_router("", reports)
router.add_router("", rhythm)

__all__ = ["router"]
