"""How long a page takes, and how long it is, does not tell whether anybody answered: for others, two surveys are alike."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from scipy.stats import mannwhitneyu

from conftest import Change, House
from takehold.gather import models
from takehold.gather.disclosure import participation
from takehold.gather.tests import answered as a

pytestmark = pytest.mark.django_db
CALLS = 40
"""Of each kind in one round; three rounds must agree before a difference is believed."""
ROUNDS = 3


@pytest.fixture
def two(house: House, change: Change) -> tuple[models.Wave, models.Wave]:
    """Two surveys of the same people: nobody answered the one, four of each group the other, which is no step of five."""
    silent, _cells = a.open_survey(house, a.initiative_id(change.slug), a.asked(house))
    heard, cells = a.open_survey(house, a.initiative_id(change.slug), a.asked(house))
    left = dict.fromkeys(cells.values(), 4)
    for person, cell in cells.items():
        left[cell] -= 1
        if left[cell] >= 0:
            a.answer(heard, cell, a.choices(random.Random(person)), {}, person)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return silent, heard


def seconds(
    ask: Callable[[Any], int], waves: tuple[Any, Any], rng: random.Random, calls: int
) -> tuple[list[float], list[float]]:
    """Each survey asked for equally often, in an order that is drawn."""
    order = [0, 1] * calls
    rng.shuffle(order)
    took: tuple[list[float], list[float]] = ([], [])
    for which in order:
        began = time.perf_counter()
        ask(waves[which])
        took[which].append(time.perf_counter() - began)
    return took


def told_apart(ask: Callable[[Any], int], waves: tuple[Any, Any], calls: int = CALLS) -> bool:
    """Whether the times of all rounds say that the two are different: by chance once in a million times."""
    rng = random.Random(3)
    for wave in waves * 5:
        ask(wave)
    return all(mannwhitneyu(*seconds(ask, waves, rng, calls)).pvalue < 0.01 for _round in range(ROUNDS))


def page_of(house: House, who: str, path: str) -> Callable[[Any], int]:
    client = house.client(who)

    def ask(wave: Any) -> int:
        answer = client.get(path.format(wave=wave.pk))
        assert answer.status_code == 200
        return len(answer.content)

    return ask


@pytest.mark.parametrize("path", ["/api/v1/surveys/{wave}/participation", "/waves/{wave}/results/"])
@pytest.mark.parametrize("who", ["lead", "manager"])
def test_neither_length_nor_time_tells_whether_somebody_answered(
    house: House, two, who: str, path: str
) -> None:
    ask = page_of(house, who, path)
    silent, heard = two
    assert abs(ask(silent) - ask(heard)) <= 64, "only what is drawn for each page differs"
    if path.startswith("/api"):
        assert ask(silent) == ask(heard)
        assert not told_apart(ask, two)


@pytest.mark.long
@pytest.mark.parametrize("path", ["/api/v1/surveys/{wave}/participation", "/waves/{wave}/results/"])
def test_two_thousand_calls_do_not_tell_it_either(house: House, two, path: str) -> None:
    """Of either survey a thousand, page and program alike: the smallest differences would show by now."""
    assert not told_apart(page_of(house, "lead", path), two, 1000)


def test_a_page_that_is_slower_by_each_answer_is_caught(house: House, two, monkeypatch: Any) -> None:
    """Five thousandths of a second for each answer: nobody would see it, the test does, on a busy machine too."""
    was = participation.bands.participation

    def slow(answered: int, invited: int) -> Any:
        time.sleep(0.005 * answered)
        return was(answered, invited)

    monkeypatch.setattr(participation.bands, "participation", slow)
    assert told_apart(page_of(house, "lead", "/api/v1/surveys/{wave}/participation"), two)
