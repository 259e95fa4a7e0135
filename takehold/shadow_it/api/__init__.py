"""The pages' twin, for programs: tools people found for themselves."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["shadow_it"])
