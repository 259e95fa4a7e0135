"""The pages' twin, for programs: what the organisation decides."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["governance"])
