"""Wins for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import date
from typing import Any

from conftest import NOW, House
from takehold.bridge.facts.plans import PlanInput
from takehold.bridge.operations import plans
from takehold.celebrate.facts import StoryInput, WinInput, WinKind
from takehold.celebrate.models import Screen, Win
from takehold.celebrate.operations import names, screens, stories, wins


def build(house: House, slug: str) -> dict[str, Any]:
    """``{win}`` is everybody's on the change for everybody, told by the member and published; ``{draft}`` is of ward 3,
    found in its figures and not published. ``{naming}`` asks the member whether the published one may name them.
    ``{screen}`` shows the whole house, ``{screen-key}`` is its key; ``{story}`` is ward 1's, written by the member, who has a plan."""
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
    key = screens.put_up(viewer=lead, slug="", name="Corridor", now=NOW)
    said = StoryInput(house.teams["ward-1"], "A sheet in every pocket.", "The login.", "A coach.")
    story = stories.write(viewer=house.viewer("member"), slug=slug, said=said, now=NOW)
    plans.write(viewer=house.viewer("member"), said=PlanInput(("ability",)), now=NOW)
    return {
        "story": story, "win": told, "draft": draft.pk, "naming": naming, "screen": Screen.objects.get().pk, "screen-key": key,
    }  # fmt: skip
