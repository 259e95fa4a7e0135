"""Who reads and who leads what this room is about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.gather.queries import listening
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import NotAllowed, NotYours, Viewer


def change_of(viewer: Viewer, slug: str) -> ChangeName:
    """The change, by name. Raises ``NotYours``."""
    found = listening.change_of(viewer, slug)
    if found is None:
        raise NotYours
    return found


def led(viewer: Viewer, slug: str) -> ChangeName:
    """The same, for those who lead it. Raises ``NotYours``, ``NotAllowed``."""
    change = change_of(viewer, slug)
    if not change.may_edit:
        raise NotAllowed(_("This is for those who lead the change; you may read it."))
    return change
