"""What a group is missing most is read from what was released: the first low part, or what most named, and never guessed."""

from __future__ import annotations

import random
from typing import Any

import pytest

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure import closing, reading
from takehold.gather.disclosure.missing import first_low
from takehold.gather.facts.disclosure import FigureFact, ShareFact
from takehold.gather.queries import survey_templates
from takehold.gather.tests import answered as a

pytestmark = pytest.mark.django_db
ELEMENTS = ("awareness", "desire", "knowledge", "ability", "reinforcement")


def element(name: str, mean: float, group: str = "") -> FigureFact:
    return FigureFact(f"element:{name}", name, "element", "10-19", mean=mean, group=group)


def five(*means: float, group: str = "") -> list[FigureFact]:
    return [element(name, mean, group) for name, mean in zip(ELEMENTS, means, strict=True)]


def named(**lows: int) -> FigureFact:
    shares = tuple(ShareFact(word, word, low, low + 24) for word, low in lows.items())
    return FigureFact("barrier:way", "In the way", "barrier", "10-19", shares=shares)


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (five(4.1, 3.0, 2.2, 4.0, 1.5), (("desire",), 3.0)),  # the first at three or below, not the lowest
        (five(3.1, 3.1, 3.1, 3.1, 3.1), (("none",), None)),
        (five(4.0, 4.0, 4.0, 4.0, 4.0)[:4], ((), None)),  # a part is not told of this group: nothing is said
        ([element("trust", 1.5)], ((), None)),
        ([named(awareness=0, ability=50, knowledge=25, none=75)], (("ability",), None)),
        ([named(awareness=25, ability=25, none=50)], (("awareness", "ability"), None)),
        ([named(awareness=0, ability=0, none=90)], (("none",), None)),
        ([], ((), None)),
    ],
)
def test_the_first_low_part_or_what_most_named(figures: list[FigureFact], found: Any) -> None:
    assert first_low(figures) == found


def test_a_group_speaks_only_through_figures_of_its_own(house: House, change: str) -> None:
    """Three of ward 2 answer the statements, too few for ward 2 alone: of it nothing is said."""
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    ward_2 = a.team_cells(house, wave)["ward-2"].pk
    left = 3
    for person, cell in cells.items():
        left -= cell == ward_2
        a.answer(wave, cell, dict.fromkeys(a.ITEMS, 2) if cell != ward_2 or left >= 0 else {}, {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    told = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert any(each.name == "Ward 2" for each in told.groups)
    assert "Ward 2" not in {each.group for each in told.missing}
    assert len(told.missing) > 1


def test_of_many_groups_the_first_line_speaks_of_all(house: House, change: str) -> None:
    """Whether figures of a group stand on the page or only its name, what is said first is the same."""
    wave = close(house, change, lambda ward: dict.fromkeys(a.ITEMS, 2 if ward == "ward-1" else 4))
    lead = house.viewer("lead")
    few, every = (reading.results(viewer=lead, wave_id=wave.pk, most=most) for most in (1, None))
    assert few.narrowed
    assert few.answer == every.answer
    assert few.missing == every.missing


def close(house: House, change: str, level: Any, **also: Any) -> models.Wave:
    """A survey in which each ward answers at its own level of each part."""
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house), **also)
    keys = {cell.pk: key for key, cell in a.team_cells(house, wave).items()}
    for person, cell in cells.items():
        a.answer(wave, cell, level(keys[cell]), {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    return wave


def answer_of(house: House, wave: models.Wave) -> str:
    page = house.client("lead").get(f"/waves/{wave.pk}/results/").content.decode()
    return page.partition('class="answer">')[2].partition("</p>")[0]


def test_the_first_line_says_what_is_missing_and_where_it_is_different(house: House, change: str) -> None:
    def level(ward: str) -> dict[str, int]:
        low = "desire" if ward == "ward-1" else "ability"
        return {item: 2 if item.startswith(low) else 5 for item in a.ITEMS}

    wave = close(house, change, level)
    found = answer_of(house, wave)
    assert found.startswith("What is missing most: being able to do it in everyday work. Different in ")
    assert "Ward 1" in found
    assert "wanting to take part" in found
    told = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)
    assert " ".join(told.answer) == found
    assert told.missing[0].level is not None
    assert told.missing[0].level <= 3


def test_where_all_are_alike_or_nothing_was_asked_it_says_so(house: House, change: str) -> None:
    wave = close(house, change, lambda _ward: dict.fromkeys(a.ITEMS, 4))
    assert answer_of(house, wave).startswith(
        "Over everybody who answered nothing is clearly missing. It is the same"
    )


def test_three_quick_questions_tell_what_most_named(house: House, change: str) -> None:
    pulse = survey_templates.definition(survey_templates.PULSE)
    way = next(
        each for page in pulse["pages"] for each in page["elements"] if "barrier" in each.get("takehold", {})
    )
    choice = {element: word for word, element in way["takehold"]["barrier"].items()}
    wave = close(house, change, lambda _ward: {way["name"]: choice["knowledge"]}, definition=pulse)
    assert answer_of(house, wave).startswith("What is missing most: knowing how. It is the same")


def test_a_survey_that_did_not_ask_says_so(house: House, change: str) -> None:
    form = {"elements": [{"type": "radiogroup", "name": "way", "choices": ["time", "tool"]}]}
    wave = close(house, change, lambda _ward: {"way": "time"}, definition=form)
    assert answer_of(house, wave) == "This survey did not ask what is missing."


def test_how_many_wrote_a_free_line_is_not_counted_out(house: House, change: str) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    for nth, (person, cell) in enumerate(cells.items()):
        a.answer(wave, cell, a.choices(random.Random(nth)), {"free": "More time"} if nth == 3 else {}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    page = house.client("lead").get(f"/waves/{wave.pk}/results/").content.decode()
    assert "More time" in page
    assert "(1)" not in page
    told = reading.results(viewer=house.viewer("lead"), wave_id=wave.pk).comments
    assert [each.n for each in told] == ["10-19"]
