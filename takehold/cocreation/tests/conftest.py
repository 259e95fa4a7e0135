"""The time of the house, and a round of the change: being written, or open."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from conftest import NOW
from takehold.cocreation.facts import RoundInput
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.models import Round
from takehold.cocreation.operations import contributing, rounds
from takehold.cocreation.queries import coming

TODAY = NOW.date()
NIGHTS = RoundInput(
    question="How should handover notes work on nights?",
    background="Two notes were lost in spring.",
    fixed="Allergies stand first.",
    ground="Patient safety rule 7",
    open="Everything else.",
    closes_on=TODAY + timedelta(days=21),
    decides="The medical board",
    how="What all groups agree on is done.",
    shared=True,
)
SAID = ("Three fields are enough.", "Paper is quicker at three in the morning.", "Handover takes too long.")


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def written(house: Any, change: Any, said: RoundInput = NIGHTS) -> int:
    """A round that is being written, with three statements."""
    made = rounds.begin(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)
    contributing.seed(viewer=house.viewer("lead"), round_id=made, lines=SAID, now=NOW)
    return made


def opened(house: Any, change: Any, said: RoundInput = NIGHTS) -> int:
    """The same, open."""
    made = written(house, change, said)
    version = Round.objects.get(pk=made).version
    rounds.open_it(viewer=house.viewer("lead"), round_id=made, version=version, rng=Random(7), now=NOW)
    return made


def comer(house: Any, round_id: int, role: str = "member") -> Comer:
    """Somebody of an invited team."""
    return coming.by_account(house.viewer(role), round_id)


def browser(round_id: int) -> Comer:
    """A browser that came by the link for all."""
    number, sealed = coming.entered(coming.token(Round.objects.get(pk=round_id).nonce))
    assert number == round_id
    return coming.by_link(round_id, sealed, TODAY)


@pytest.fixture
def nights(house: Any, change: Any) -> int:
    """The open round; its id."""
    return opened(house, change)
