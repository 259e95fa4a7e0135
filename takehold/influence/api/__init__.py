"""The pages' twin, for programs: persuading."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["influence"])
