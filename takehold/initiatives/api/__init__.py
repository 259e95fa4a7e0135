"""Changes, where they stand, and alerts, for programs."""

from takehold.initiatives.api.routes import router

__all__ = ["router"]
