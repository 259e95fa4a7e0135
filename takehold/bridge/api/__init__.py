"""The playbook, actions, lots and own plans for programs."""

from takehold.bridge.api.actions import router as actions
from takehold.bridge.api.calendar import router as calendar
from takehold.bridge.api.champions import router as champions
from takehold.bridge.api.guides import router as guides
from takehold.bridge.api.lots import router as lots
from takehold.bridge.api.paths import router as paths
from takehold.bridge.api.plans import router as plans
from takehold.bridge.api.playbook import router
from takehold.bridge.api.sustainability import router as sustainability

router.add_router("", actions)
router.add_router("", calendar)
router.add_router("", champions)
router.add_router("", guides)
router.add_router("", lots)
router.add_router("", paths)
router.add_router("", plans)
router.add_router("", sustainability)

__all__ = ["router"]
