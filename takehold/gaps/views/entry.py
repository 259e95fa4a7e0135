"""What the pages of this room share: the tabs of the change, the words, the time of the request."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.gaps.queries.rights import Change
from takehold.gaps.queries.words import (
    CAUSES,
    CONCERN_STATES,
    CONCERNS,
    KINDS,
    SOURCES,
    SPREADS,
    STATES,
    SURENESS,
)


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def tabs(change: Change, current: str = "gaps:gaps") -> list[tuple[str, str, bool]]:
    """The tabs of a change, ``current`` chosen; Reports where there are any. A room that was taken out takes its tab along."""
    words = {
        "overview:now": _("Now"),
        "overview:teams": _("Teams"),
        "gaps:gaps": _("Why"),
        "bridge:actions": _("Actions"),
        "celebrate:wins": _("Wins"),
        "overview:charter": _("Charter"),
        **({"overview:reports": _("Reports")} if change.with_reports else {}),
        "overview:evidence": _("Evidence"),
    }
    found = []
    for name, word in words.items():
        with suppress(NoReverseMatch):
            found.append((word, reverse(name, kwargs={"slug": change.slug}), name == current))
    return found


def came_from(origin: str) -> str:
    """The page of what a gap came from, where a room above keeps one; empty where it was opened here."""
    kind, _slash, number = origin.partition("/")
    if kind == "tool" and number.isdecimal():
        with suppress(NoReverseMatch):
            return reverse("shadow_it:tool", args=(int(number),))
    return ""


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return {
        "causes": CAUSES, "kinds": KINDS, "sources": SOURCES, "spreads": SPREADS, "states": STATES,
        "sureness": SURENESS, "concerns": CONCERNS, "concern_states": CONCERN_STATES,
    }  # fmt: skip
