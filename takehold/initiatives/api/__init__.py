"""Changes, who is affected, where they stand, and alerts, for programs."""

from takehold.initiatives.api.impact import router as impact
from takehold.initiatives.api.routes import router

router.add_router("", impact)

__all__ = ["router"]
