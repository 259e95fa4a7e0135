"""Wins, for programs."""

from takehold.celebrate.api.chats import router as chats
from takehold.celebrate.api.names import router as names
from takehold.celebrate.api.screens import router as screens
from takehold.celebrate.api.stories import router as stories
from takehold.celebrate.api.wins import router

router.add_router("", chats)
router.add_router("", names)
router.add_router("", screens)
router.add_router("", stories)

__all__ = ["router"]
