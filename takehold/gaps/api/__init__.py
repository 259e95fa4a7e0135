"""Gaps, their chains and their evidence, concerns and answers, for programs."""

from takehold.gaps.api.codebook import router as codebook
from takehold.gaps.api.concerns import router as concerns
from takehold.gaps.api.helping import router as helping
from takehold.gaps.api.joining import router as joining
from takehold.gaps.api.readiness import router as readiness
from takehold.gaps.api.routes import router

router.add_router("", codebook)
router.add_router("", concerns)
router.add_router("", helping)
router.add_router("", readiness)
router.add_router("", joining)

__all__ = ["router"]
