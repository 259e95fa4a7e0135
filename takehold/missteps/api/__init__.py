"""The pages' twin, for programs: missteps."""

from __future__ import annotations

from takehold.missteps.api.missteps import router

__all__ = ["router"]
