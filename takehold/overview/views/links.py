"""Addresses into other rooms, and the tabs of a change."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from takehold.gaps.views.entry import tabs as of_change
from takehold.initiatives.facts import AlertFact, Initiative


def optional(name: str, **parts: object) -> str:
    """The address, or nothing when its room is not part of this site."""
    try:
        return reverse(name, kwargs=parts or None)
    except NoReverseMatch:
        return ""


def tabs(initiative: Initiative, current: str) -> list[tuple[str, str, bool]]:
    """The tabs of a change, with one of this room's chosen."""
    return of_change(initiative, f"overview:{current}")


def alert(fact: AlertFact | None) -> str:
    """The page on which a team writes its line and says what the alert was."""
    return optional("initiatives:alert", alert_id=fact.id) if fact is not None else ""
