"""The playbook, actions and lots for programs."""

from takehold.bridge.api.actions import router as actions
from takehold.bridge.api.lots import router as lots
from takehold.bridge.api.playbook import router

router.add_router("", actions)
router.add_router("", lots)

__all__ = ["router"]
