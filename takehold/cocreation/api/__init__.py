"""The pages' twin, for programs: shaping a change together."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["cocreation"])
