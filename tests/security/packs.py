"""A pack for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.overview.operations import packs


def build(house: House, slug: str) -> dict[str, Any]:
    """``{pack}`` was asked for by the lead, for a meeting of which no other test makes one, and is not made yet."""
    meeting = NOW.date() + timedelta(days=87)
    return {
        "pack": packs.ask(viewer=house.viewer("lead"), meeting=meeting, slugs=(slug,), own={}, now=NOW),
    }
