"""The right that each operation asks for first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.people.facts import NotAllowed, NotYours, RoleKind, Viewer


def need(viewer: Viewer, *kinds: RoleKind) -> None:
    """Let only these roles pass. Who has no role at all is not told that there is anything."""
    viewer.seen.clear()
    if not viewer.roles:
        raise NotYours
    if not viewer.has(*kinds):
        raise NotAllowed(_("Your role does not include this. Ask an administrator of Takehold."))
