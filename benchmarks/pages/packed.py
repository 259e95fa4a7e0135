"""A pack behind the addresses: asked for, and made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any


def packed(slugs: Sequence[str], viewer: Any, now: datetime) -> dict[str, Any]:
    """Names of objects -> its key, and the name of its file."""
    from takehold.overview.operations import packs

    meeting = now.date() + timedelta(days=9)
    key = packs.ask(viewer=viewer, meeting=meeting, slugs=tuple(slugs[:1]), own={}, now=now)
    packs.build(key, now)
    return {"pack": key, "pack-pdf": "pack.pdf"}
