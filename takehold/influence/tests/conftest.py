"""The time of the house, and stakeholders of the change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.influence.facts import (
    Approach,
    AttemptInput,
    Influence,
    Kind,
    Landed,
    Landing,
    MoveInput,
    PositionInput,
    StakeholderInput,
    Support,
)
from takehold.influence.operations import stakeholders

TODAY = NOW.date()
NIGHTS = StakeholderInput(
    "Night shifts", Kind.GROUP, Influence.HEARD, "Nine clicks more at three in the morning"
)


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def told(house: Any, change: Any, role: str = "lead") -> dict[str, Any]:
    """Who does it, with which change, and when."""
    return {"viewer": house.viewer(role), "slug": change.slug, "now": NOW}


def said(support: Support, on: date = TODAY) -> PositionInput:
    """A position, from their huddle."""
    return PositionInput(support, "Their huddle, minutes", on, "Show us first")


def planned(stakeholder_id: int, **more: Any) -> MoveInput:
    """A visit in a week."""
    return MoveInput(**{
        "stakeholder_id": stakeholder_id, "matters": "Sleep", "message": "Three fields go first.",
        "messenger": "A nurse of another ward", "channel": "Their huddle", "due": TODAY + timedelta(days=7), **more,
    })  # fmt: skip


def tried(on: date = TODAY, landed: Landed = Landed.OPEN, **more: Any) -> AttemptInput:
    """A demonstration."""
    return AttemptInput(
        more.get("approach", Approach.DEMONSTRATION),
        on,
        "Showed it at the bedside",
        Landing(landed, "Well", "Earlier"),
    )


@pytest.fixture
def nights(house: Any, change: Any) -> int:
    """ "Night shifts" of the change; the id."""
    return stakeholders.write_down(said=NIGHTS, **told(house, change))
