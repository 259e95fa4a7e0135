"""Wins for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import NOW, House
from takehold.celebrate.facts import WinInput, WinKind
from takehold.celebrate.models import Win
from takehold.celebrate.operations import names, wins


def build(house: House, slug: str) -> dict[str, Any]:
    """``{win}`` is everybody's on the change for everybody, told by the member and published; ``{draft}`` is of ward 3,
    found in its figures and not published. ``{naming}`` asks the member whether the published one may name them."""
    lead = house.viewer("lead")
    told = wins.tell(
        viewer=house.viewer("member"), slug=slug, said=WinInput("The first week without a sheet."), now=NOW
    )
    wins.publish(viewer=lead, slug=slug, win_id=told, text="", now=NOW)
    draft = Win.objects.create(
        initiative_id=Win.objects.get(pk=told).initiative_id, kind=WinKind.HELD, origin="held/ward-3",
        unit="Ward 3", team_ids=[house.teams["ward-3"]], figures={"behaviour": "Handover", "chances": 9, "new_way": 9},
        happened_on=date(2026, 2, 2), found_on=NOW.date(),
    )  # fmt: skip
    naming = names.ask(
        viewer=lead, slug=slug, win_id=told, person_id=house.people["member"], deed="began it", now=NOW
    )
    return {"win": told, "draft": draft.pk, "naming": naming}
