"""Comments read together: as they were released, of no group, for those who see all groups, and of no offer of help."""

from __future__ import annotations

import random
from dataclasses import fields
from typing import Any

import pytest

from conftest import NOW
from takehold.gather.disclosure import closing
from takehold.gather.disclosure.commented import comments
from takehold.gather.facts.disclosure import CommentFact
from takehold.gather.tests import answered as a
from takehold.people.facts import NotYours


def asked(house: Any, change: str, people: int, *, close: bool = True, **also: Any) -> int:
    """A survey in which so many people wrote a line; the change's id."""
    initiative = a.initiative_id(change)
    wave, cells = a.open_survey(house, initiative, a.asked(house), **also)
    for person, cell in list(cells.items())[:people]:
        a.answer(wave, cell, a.choices(random.Random(person)), {"free": f"line {person}", "why": ""}, person)
    if close:
        closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    return initiative


def test_every_released_comment_with_its_survey_and_nothing_else(house: Any, change: str) -> None:
    initiative = asked(house, change, 20)
    found = comments(viewer=house.viewer("works council"), initiative_id=initiative)
    assert len(found) == 20
    assert {each.survey for each in found} == {"How is it going?"}
    assert {each.on for each in found} == {NOW.date()}
    assert {each.name for each in fields(CommentFact)} == {"ref", "text", "wave_id", "survey", "on"}


@pytest.mark.parametrize(
    ("people", "also"),
    [(9, {}), (20, {"close": False}), (20, {"template": "help"}), (20, {"promise": "named"})],
)
def test_what_is_not_released_together_is_not_there(
    house: Any, change: str, people: int, also: dict[str, Any]
) -> None:
    initiative = asked(house, change, people, **also)
    assert comments(viewer=house.viewer("lead"), initiative_id=initiative) == ()


@pytest.mark.parametrize("who", ["manager", "member", "stranger"])
def test_who_reads_only_some_groups_reads_none_here(house: Any, change: str, who: str) -> None:
    initiative = asked(house, change, 20)
    with pytest.raises(NotYours):
        comments(viewer=house.viewer(who), initiative_id=initiative)
