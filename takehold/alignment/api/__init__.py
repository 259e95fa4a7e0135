"""The pages' twin, for programs: the inside first."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["alignment"])
