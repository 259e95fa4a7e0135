"""Gaps, their chains and their evidence, for programs."""

from takehold.gaps.api.routes import router

__all__ = ["router"]
