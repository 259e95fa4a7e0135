"""The pages' twin, for programs: tools people found for themselves."""

from __future__ import annotations

from takehold.shadow_it.api.tools import router

__all__ = ["router"]
