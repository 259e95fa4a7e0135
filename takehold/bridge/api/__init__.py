"""The playbook for programs."""

from takehold.bridge.api.playbook import router

__all__ = ["router"]
