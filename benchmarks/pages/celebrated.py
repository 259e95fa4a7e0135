"""Wins behind the addresses: those found in the data of one change, and thirty that were told and published."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def wins(slug: str, viewer: Any, now: datetime) -> dict[str, Any]:
    """Names of objects -> ids, of the last win."""
    from takehold.celebrate.facts import WinInput
    from takehold.celebrate.operations import finding, screens
    from takehold.celebrate.operations import wins as operations

    finding.look(slug=slug, now=now)
    on: dict[str, Any] = {"viewer": viewer, "slug": slug, "now": now}
    for n in range(30):
        told = operations.tell(said=WinInput(f"What went well, no. {n}."), **on)
        operations.publish(win_id=told, text="", **on)
    return {"win": told, "screen-key": screens.put_up(viewer=viewer, slug="", name="Corridor", now=now)}
