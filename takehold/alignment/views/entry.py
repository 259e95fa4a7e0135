"""What the pages of this room share: their tabs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.alignment.queries.goals import READERS
from takehold.people.facts import Viewer


def tabs(viewer: Viewer, current: str) -> list[tuple[str, str, bool]]:
    """The parts of this room that a viewer may read, ``current`` chosen."""
    words = {"alignment:house": _("The inside first"), "alignment:load": _("Load")}
    if viewer.has(*READERS):
        words["alignment:incentives"] = _("Goals and rewards")
    return [(word, reverse(name), name == current) for name, word in words.items()]
