"""Shaping a change together for programs: rounds, votes, what was added and what became of it."""

from ninja import Router

from takehold.cocreation.api.answers import router as answers
from takehold.cocreation.api.canvasses import router as canvasses
from takehold.cocreation.api.results import router as results
from takehold.cocreation.api.rounds import router as rounds
from takehold.cocreation.api.taking_part import router as taking_part

router = Router(tags=["cocreation"])
router.add_router("", rounds)
router.add_router("", taking_part)
router.add_router("", results)
router.add_router("", answers)
router.add_router("", canvasses)

__all__ = ["router"]
