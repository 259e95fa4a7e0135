"""The pages' twin, for programs: missteps."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["missteps"])
