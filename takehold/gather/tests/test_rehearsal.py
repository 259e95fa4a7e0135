"""Made-up answers are for made-up people."""

from __future__ import annotations

import random

import pytest

from takehold.gather.models import Answer, Invitation
from takehold.gather.operations.rehearsal import rehearse
from takehold.people.facts import NotAllowed

from .surveying import opened


def says(team):
    return {"worked": "always"}, {"one-line": f"team {team}"}


def test_where_people_are_real_it_is_refused(house, change, settings) -> None:
    wave = opened(house, change)
    settings.DEMO = False
    with pytest.raises(NotAllowed):
        rehearse(wave_id=wave.pk, share=1, says=says, rng=random.Random(1), now=house.now)
    assert not Answer.objects.exists()


def test_in_a_demo_about_so_many_answer_once_each(house, change, settings) -> None:
    wave = opened(house, change)
    settings.DEMO = True
    count = rehearse(wave_id=wave.pk, share=0.7, says=says, rng=random.Random(1), now=house.now)
    assert 20 < count < 42
    assert Answer.objects.count() == count == Invitation.objects.filter(used=True).count()
