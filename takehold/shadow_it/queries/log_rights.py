"""Who reads what logs show, and who feeds them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from takehold.people.facts import EVERYWHERE, NotAllowed, NotYours, RoleKind, Viewer

FEEDS: Final = (RoleKind.STEWARD, RoleKind.IT_LEAD, RoleKind.ADMIN)


def may_read(viewer: Viewer) -> bool:
    """Roles over everything; whoever belongs to one team only could work out the others of it."""
    return viewer.has(*EVERYWHERE)


def may_feed(viewer: Viewer) -> bool:
    """Data stewards, who lead IT, administrators."""
    return viewer.has(*FEEDS)


def reads(viewer: Viewer) -> None:
    """Raises ``NotYours`` for who may not read what logs show."""
    if not may_read(viewer):
        raise NotYours


def feeds(viewer: Viewer) -> None:
    """Raises ``NotYours``, or ``NotAllowed`` for who reads and does not feed."""
    reads(viewer)
    if not may_feed(viewer):
        raise NotAllowed(_("Data stewards and those who lead IT bring logs; you may read what they show."))
