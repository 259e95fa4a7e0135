"""Wins, for programs."""

from takehold.celebrate.api.wins import router

__all__ = ["router"]
