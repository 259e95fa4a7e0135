"""Why something that was sent is not taken, in words for whoever sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from takehold.gather.facts.senders import Wrong

SENTENCES: Final[Mapping[Wrong, Promise]] = {
    Wrong.UNREADABLE: _("The body is not JSON as its content type says."),
    Wrong.NO_EVENT: _("%(about)s is not one event."),
    Wrong.MISSING: _("“%(about)s” is missing, empty or not a text."),
    Wrong.VERSION: _("The version “%(about)s” is not understood."),
    Wrong.TIME: _("“%(about)s” is not a moment such as 2026-01-05T08:30:00Z."),
    Wrong.LARGE: _("More than 1 MB was sent at once. Send it in parts."),
    Wrong.MANY: _("More than 1,000 were sent at once. Send them in parts."),
    Wrong.FORM: _("This content type is not understood."),
    Wrong.FULL: _(
        "So many wait here that no more are taken. Somebody has to say at Takehold what they mean."
    ),
    Wrong.OFTEN: _("That was too quick. Send it again later."),
}


def sentence(code: str, about: str = "") -> str:
    """Why, in words. ``about`` names a part of what was sent, never its content."""
    return str(SENTENCES[Wrong(code)]) % {"about": about}
