"""What the pages of this room share: the time of the request, the words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from takehold.bridge.facts import Owner
from takehold.bridge.queries.owners import in_words
from takehold.bridge.queries.words import words as own_words


def moment() -> datetime:
    """The time of this request."""
    return timezone.now()


def words() -> dict[str, Any]:
    """The words for what templates show of facts."""
    return own_words()


def owner(found: Owner) -> str:
    """Who answers for it, in words."""
    return in_words(found)
