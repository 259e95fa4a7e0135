"""A gap with a chain and evidence, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from typing import Any

from conftest import NOW, House
from takehold.gaps.facts import ConcernInput, ConcernKind, GapInput, GapKind
from takehold.gaps.facts.codebook import WordingInput
from takehold.gaps.operations import chains, citing, codebook, concerns, gaps


def build(house: House, slug: str) -> dict[str, Any]:
    """``{gap}`` is of ward 1, on the change for everybody; ``{step}`` explains it, ``{citation}`` speaks for that.
    ``{concern}`` is about that change and waits, ``{codetheme}`` is in its codebook."""
    lead = house.viewer("lead")
    said = GapInput("Nine clicks at night", GapKind.BARRIER, frozenset({house.teams["ward-1"]}))
    gap = gaps.open_gap(viewer=lead, slug=slug, said=said, now=NOW)
    on: dict[str, Any] = {"viewer": lead, "slug": slug, "gap_id": gap, "now": NOW}
    step = chains.add_step(cause="tool", text="The form takes nine clicks", **on)
    citation = citing.cite(
        step_id=step, kind="figure", ref=f"shared/{house.teams['ward-2']}", against=False, **on
    )
    waits = ConcernInput(ConcernKind.RIGHT, "The allergies are not on the first page any more.")
    concern = concerns.raise_concern(viewer=lead, slug=slug, said=waits, now=NOW)
    wording = WordingInput("The form", "It is in the way.")
    theme = codebook.begin_theme(viewer=lead, slug=slug, said=wording, now=NOW)
    return {"codetheme": theme, "gap": gap, "step": step, "citation": citation, "concern": concern}
