"""What the pages of this room share: their tabs."""

from __future__ import annotations

from contextlib import suppress

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from takehold.alignment.queries.goals import READERS
from takehold.people.facts import EVERYWHERE, Viewer


def tabs(viewer: Viewer, current: str) -> list[tuple[str, str, bool]]:
    """The parts of this room that a viewer may read, ``current`` chosen."""
    words = {"alignment:house": _("The inside first"), "alignment:load": _("Load")}
    if viewer.has(*READERS):
        words["alignment:incentives"] = _("Goals and rewards")
    if viewer.has(*EVERYWHERE):
        words["overview:owners"] = _("Owned by operations")
    found = []
    for name, word in words.items():
        with suppress(NoReverseMatch):  # a room that was taken out takes its tab along
            found.append((word, reverse(name), name == current))
    return found
