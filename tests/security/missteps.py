"""Missteps for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.gaps.facts import Cause
from takehold.missteps.facts import MisstepInput, MitigationInput
from takehold.missteps.operations import missteps, promises

SAID = MisstepInput(
    "We took the paper away too early", "We closed the drawer before the form was ready.", NOW.date(),
    "Handovers were written twice.", Cause.PRIORITY, "The date came from the budget year.",
)  # fmt: skip


def build(house: House, slug: str) -> dict[str, Any]:
    """``{misstep}`` is told, on the change for everybody, with ``{promise}`` of the member; ``{suggested}`` is not told yet."""
    lead: dict[str, Any] = {"viewer": house.viewer("lead"), "now": NOW}
    told = missteps.suggest(slug=slug, said=SAID, **lead)
    promised = MitigationInput("One screen.", NOW.date() + timedelta(days=20), house.people["member"])
    promise = promises.promise(misstep_id=told, said=promised, version=1, **lead)
    missteps.tell(misstep_id=told, to="All wards", version=2, **lead)
    draft = missteps.suggest(viewer=house.viewer("member"), slug=slug, said=SAID, now=NOW)
    return {"misstep": told, "promise": promise, "suggested": draft}
