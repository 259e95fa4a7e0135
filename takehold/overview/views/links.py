"""Addresses into other rooms, and the tabs of a change."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from takehold.initiatives.facts import AlertFact, Initiative


def optional(name: str, **parts: object) -> str:
    """The address, or nothing when its room is not part of this site."""
    try:
        return reverse(name, kwargs=parts or None)
    except NoReverseMatch:
        return ""


def tabs(initiative: Initiative, current: str) -> list[tuple[str, str, bool]]:
    """The tabs that exist: Now, Teams, Why, Reports where there are any, Evidence."""
    words = {
        "overview:now": _("Now"),
        "overview:teams": _("Teams"),
        "gaps:gaps": _("Why"),
        **({"overview:reports": _("Reports")} if initiative.with_reports else {}),
        "overview:evidence": _("Evidence"),
    }
    return [
        (word, reverse(name, kwargs={"slug": initiative.slug}), name.partition(":")[2] == current)
        for name, word in words.items()
    ]


def alert(fact: AlertFact | None) -> str:
    """The page on which a team writes its line and says what the alert was."""
    return optional("initiatives:alert", alert_id=fact.id) if fact is not None else ""
