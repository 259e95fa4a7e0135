"""The pages' twin, for programs: tools people found for themselves."""

from __future__ import annotations

from ninja import Router

from takehold.shadow_it.api.finds import router as finds
from takehold.shadow_it.api.tools import router as tools

router = Router(tags=["shadow_it"])
router.add_router("", finds)  # first: the tools' own addresses take any word after /shadow/
router.add_router("", tools)

__all__ = ["router"]
