"""The API's root."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Takehold", version="1")
