"""Whose change it is: who may read one reads who has a stake in it; who leads it writes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from takehold.gather.queries.listening import led_change
from takehold.gather.queries.listening import read_change as change_of
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import Viewer

__all__ = ["change_of", "led"]


def led(viewer: Viewer, slug: str) -> ChangeName:
    """The change, for those who lead it. Raises ``NotYours``, ``NotAllowed``."""
    return led_change(
        viewer,
        slug,
        _("This is written by those who lead the change; you may read it, and say where you stand yourself."),
    )
