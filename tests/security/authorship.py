"""A round that is over and its answers, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from conftest import House
from takehold.cocreation.models import Contribution
from takehold.cocreation.tests.closed import closed, open_round


def build(house: House, slug: str) -> dict[str, Any]:
    """``{round-over}`` of the change for everybody is closed; ``{idea}`` in it is the member's and has no answer."""
    row = closed(open_round(house, SimpleNamespace(slug=slug), a_ward=2))
    return {"round-over": row.pk, "idea": Contribution.objects.get(round=row, by__isnull=False).pk}
