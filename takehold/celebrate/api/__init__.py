"""Wins, for programs."""

from takehold.celebrate.api.names import router as names
from takehold.celebrate.api.wins import router

router.add_router("", names)

__all__ = ["router"]
