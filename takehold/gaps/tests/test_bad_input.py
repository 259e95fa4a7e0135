"""What cannot be told is said in a sentence, and no number stands in its place: on the pages where one would look for it.

A chain that loops is in ``test_views``, what cannot be asked of three people in ``test_helping``.
"""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.gaps import models
from takehold.gaps.operations import chains, citing
from takehold.gather.disclosure import closing
from takehold.gather.facts.says import SayInput
from takehold.gather.models import Say
from takehold.gather.operations import says
from takehold.gather.tests import answered

ONE_ELEMENT = {"awareness-1": 2, "awareness-2": 2}


def page(house: Any, at: str, role: str = "lead") -> str:
    return str(house.client(role).get(at).content.decode())


@pytest.fixture
def surveyed(house: Any, change: Any) -> Any:
    """A survey of everybody, closed after so many answered it alike; its id."""

    def act(answers: int, said: dict[str, Any]) -> Any:
        invited = answered.asked(house)
        wave, cells = answered.open_survey(house, answered.initiative_id(change.slug), invited)
        for person in list(cells)[:answers]:
            answered.answer(wave, cells[person], said, person=person)
        closing.close(wave_id=wave.pk, now=NOW)
        return wave.pk

    return act


def test_answers_on_one_element_only(house: Any, change: Any, surveyed: Any) -> None:
    """Of 46 who answered about knowing why, and about nothing else, no barrier is told."""
    wave = surveyed(46, ONE_ELEMENT)
    results = page(house, f"/waves/{wave}/results/")
    assert "What is missing most cannot be told: too few answered the questions about it." in results
    proposed = page(house, f"/changes/{change.slug}/gaps/proposed/?from=survey")
    assert "Nothing is proposed from here." in proposed
    assert "Where people stop" not in page(house, f"/changes/{change.slug}/gaps/")


def test_a_survey_that_eight_in_a_hundred_answered(house: Any, change: Any, surveyed: Any) -> None:
    """Four of 46: fewer than a group, so nothing is told, and nothing is proposed from it."""
    every = dict.fromkeys(answered.ITEMS, 2)
    wave = surveyed(4, every)
    results = page(house, f"/waves/{wave}/results/")
    assert "Fewer than 5 people answered, so nothing is told at all. That was promised." in results
    assert "Nothing is proposed from here." in page(
        house, f"/changes/{change.slug}/gaps/proposed/?from=survey"
    )
    assert "Where people stop" not in page(house, f"/changes/{change.slug}/gaps/")


def test_a_group_of_three_is_no_group_that_a_gap_can_be_of(house: Any, change: Any) -> None:
    """It stands under the name of a larger one, and its own number is refused with a sentence."""
    at = f"/changes/{change.slug}/gaps/new/"
    offered = page(house, at)
    assert "Night desk" in offered
    assert f'value="{house.teams["tiny"]}"' not in offered
    said = {"title": "The desk", "kind": "process", "spread": "few", "groups": [house.teams["tiny"]]}
    refused = house.client("lead").post(at, said)
    assert refused.status_code == 422
    assert "Select a valid choice" in refused.content.decode()
    assert not models.Gap.objects.exists()


@pytest.fixture
def on(house: Any, change: Any, gap: int) -> dict[str, Any]:
    """Whose work it is, on what, when."""
    return {"viewer": house.viewer("lead"), "slug": change.slug, "gap_id": gap, "now": NOW}


def heard(house: Any, change: Any, text: str) -> str:
    said = SayInput("obstacle", text, slug=change.slug)
    says.say(viewer=house.viewer("member"), said=said, nonce=text, on=house.on)
    return str(Say.objects.get(text=text).id)


def test_contradictory_evidence_is_not_weighed_into_one_answer(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    step = chains.add_step(cause="tool", text="Nine clicks", **on)
    for text, against in (("Nine clicks at night.", False), ("It takes one click here.", True)):
        citing.cite(step_id=step, kind="said", ref=heard(house, change, text), against=against, **on)
    at = f"/changes/{change.slug}/gaps/{on['gap_id']}/"
    assert "Evidence speaks for it and against it." in page(house, f"{at}steps/{step}/")
    shown = page(house, at)
    assert "disputed: some evidence speaks against it" in shown
    assert "What decides about “Nine clicks”? Some evidence speaks for it and some against." in shown


def test_evidence_that_was_later_erased_leaves_a_guess_and_none_of_its_words(
    house: Any, change: Any, on: dict[str, Any]
) -> None:
    step = chains.add_step(cause="tool", text="Nine clicks", **on)
    ref = heard(house, change, "Somebody counted nine.")
    cited = citing.cite(step_id=step, kind="said", ref=ref, against=False, **on)
    at = f"/changes/{change.slug}/gaps/{on['gap_id']}/"
    assert "Somebody counted nine." in page(house, f"{at}evidence/{cited}/")
    Say.objects.all().delete()
    gone = page(house, f"{at}evidence/{cited}/")
    assert "Nothing of it is kept here; the step counts as a guess where nothing else is cited." in gone
    assert "Somebody counted nine." not in gone
    assert "A guess so far: nothing is cited for it." in page(house, f"{at}steps/{step}/")
    assert "withdrawn on" in page(house, at)
