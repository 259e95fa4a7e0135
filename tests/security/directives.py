"""Directives, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import NOW, House
from takehold.governance.facts.directives import DirectiveInput
from takehold.governance.operations import directives


def build(house: House) -> dict[str, Any]:
    """``{directive}`` is in force for medicine, from the lead, reviewed by the council; ``{directive-draft}`` is not issued."""
    lead = house.viewer("lead")
    said = DirectiveInput(
        "Two people check every dose", "Aloud, before it is given.", "safety", "Doses were mixed up.", "The register.",
        "lead", "council", NOW.date() + timedelta(weeks=6), frozenset({house.teams["medicine"]}), "Shown in a huddle.",
    )  # fmt: skip
    made = [directives.write(viewer=lead, said=said, now=NOW) for _n in range(2)]
    directives.turn(viewer=lead, directive_id=made[0], event="issue", version=1, now=NOW)
    return {"directive": made[0], "directive-draft": made[1]}
