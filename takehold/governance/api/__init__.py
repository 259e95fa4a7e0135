"""The pages' twin, for programs: what the organisation decides."""

from __future__ import annotations

from ninja import Router

from takehold.governance.api.bodies import router as bodies
from takehold.governance.api.council import router as council
from takehold.governance.api.directives import router as directives
from takehold.governance.api.papers import router as papers
from takehold.governance.api.priorities import router as priorities

router = Router(tags=["governance"])
router.add_router("", bodies)
router.add_router("", council)
router.add_router("", directives)
router.add_router("", papers)
router.add_router("", priorities)

__all__ = ["router"]
