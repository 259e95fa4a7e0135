"""Whom people turn to, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.cocreation.operations import canvassing


def build(house: House, slug: str) -> dict[str, Any]:
    """``{canvass}`` of the change for everybody is open; ``{canvass-draft}`` waits for the works council."""
    lead, council = house.viewer("lead"), house.viewer("works council")
    last = NOW.date() + timedelta(days=9)
    draft, made = (
        canvassing.write_down(viewer=lead, slug=slug, question="Whom do you ask?", closes_on=last, now=NOW)
        for _each in range(2)
    )
    canvassing.turn(viewer=council, canvass_id=made, event="agree", now=NOW)
    canvassing.turn(viewer=lead, canvass_id=made, event="open", now=NOW)
    return {"canvass": made, "canvass-draft": draft}
