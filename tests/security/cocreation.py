"""Rounds of a change, for the matrix of rights: see ``world.py``."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from conftest import NOW, House
from takehold.cocreation.facts import Kind, RoundInput
from takehold.cocreation.facts.offers import Forward
from takehold.cocreation.models import Contribution, Offer, Round
from takehold.cocreation.operations import contributing, offering, rounds
from takehold.cocreation.queries import coming

NIGHTS = RoundInput(
    "How should notes work on nights?", "", "", "", "Everything", NOW.date() + timedelta(days=9), "The board",
    "By what all agree on", shared=True,
)  # fmt: skip


def build(house: House, slug: str) -> dict[str, Any]:
    """``{round}`` of the change for everybody is open, with ``{statement}``; a browser came by ``{round-door}`` and shows
    ``{round-sealed}``. The member stepped forward by ``{offer}``. ``{round-draft}`` is being written."""
    lead = house.viewer("lead")
    draft, made = (rounds.begin(viewer=lead, slug=slug, said=NIGHTS, now=NOW) for _each in range(2))
    contributing.seed(viewer=lead, round_id=made, lines=["Three fields are enough."], now=NOW)
    rounds.open_it(viewer=lead, round_id=made, version=1, rng=Random(7), now=NOW)
    offering.step_forward(
        viewer=house.viewer("member"), round_id=made, kind=Forward.PILOT, note="In May", now=NOW
    )
    door = coming.token(Round.objects.get(pk=made).nonce)
    return {
        "round": made,
        "round-draft": draft,
        "statement": Contribution.objects.get(round_id=made, kind=Kind.STATEMENT).pk,
        "offer": Offer.objects.get(round_id=made).pk,
        "round-door": door,
        "round-sealed": coming.entered(door)[1],
    }
