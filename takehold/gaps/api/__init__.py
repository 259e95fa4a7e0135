"""Gaps, their chains and their evidence, concerns and answers, for programs."""

from takehold.gaps.api.concerns import router as concerns
from takehold.gaps.api.routes import router

router.add_router("", concerns)

__all__ = ["router"]
