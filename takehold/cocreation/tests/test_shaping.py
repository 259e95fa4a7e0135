"""Who helped to shape it and whether that goes with doing it: the comparison that chance made, against counting by hand."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from takehold.analysis.effect import Share
from takehold.cocreation.facts.shaping import Beside, ByLots, GroupPart, Part, Shaping
from takehold.cocreation.queries import shaping, shaping_words
from takehold.ui.numbers import percent

RATES = (0.9, 0.8, 0.85, 0.7, 0.6, 0.55, 0.65, 0.5)


def standing(rates: tuple[float, ...]) -> Any:
    """A behaviour with 100 chances in each unit; unit n has team n."""
    units = [
        SimpleNamespace(
            unit=f"Ward {n}",
            team_ids=frozenset({n}),
            verdict=SimpleNamespace(chances=100, new_way=round(100 * rate)),
        )
        for n, rate in enumerate(rates)
    ]
    return SimpleNamespace(behaviour=SimpleNamespace(name="Handover"), units=tuple(units))


def test_where_lots_invited_the_p_is_the_share_of_other_ways_the_lots_could_have_fallen() -> None:
    lots = {n: n < 4 for n in range(8)}
    found = shaping._by_lots(standing(RATES), lots)
    assert found is not None
    assert found.estimate is not None
    values = np.array(RATES)
    ways = [values[list(won)].mean() - np.delete(values, won).mean() for won in combinations(range(8), 4)]
    actual = values[:4].mean() - values[4:].mean()
    assert found.estimate.effect == pytest.approx(actual)
    assert found.estimate.p == pytest.approx(np.mean(np.abs(ways) >= abs(actual) - 1e-9))
    assert (found.invited, found.waiting, found.estimate.tried) == (4, 4, 70)
    assert "+24 points" in shaping_words.by_lots(found)


def test_of_fewer_than_eight_groups_in_a_draw_nothing_is_told() -> None:
    found = shaping._by_lots(standing(RATES[:7]), {n: n < 4 for n in range(7)})
    assert found is not None
    assert found.estimate is None
    assert "too few to tell (from 8 on)" in shaping_words.by_lots(found)
    assert shaping._by_lots(standing(RATES), {}) is None


def test_two_sides_are_counted_as_they_are_and_one_alone_is_not_told() -> None:
    parts = {n: Part.HELPED if n < 3 else Part.FEW for n in range(8)}
    found = shaping._beside(standing(RATES), parts)
    assert found == Beside("Handover", Share(300, 255), Share(500, 300), 3, 5)
    assert shaping_words.beside(found) == (
        f"“Handover”: {percent(0.85)} where people helped to shape it (3 groups), {percent(0.6)} elsewhere (5 groups)."
    )
    assert shaping._beside(standing(RATES), dict.fromkeys(range(8), Part.FEW)) is None


def test_the_first_line_counts_groups_and_never_people() -> None:
    groups = (
        GroupPart("Ward 1", Part.HELPED, (5, 9), 12),
        GroupPart("Ward 2", Part.FEW, (0, 4), 9),
        GroupPart("Ward 3", Part.NOT_ASKED, None, 0),
    )
    told = shaping_words.answer(Shaping(groups, (), ()))
    assert told == "1 of 3 affected groups helped to shape it. 1 was not asked in any round."
    assert [shaping_words.voted(each) for each in groups] == ["5 to 9 of 12", "0 to 4 of 9", ""]
    assert shaping_words.by_lots(ByLots("Handover", 0, 8, None)).startswith(
        "“Handover”: lots invited 0 groups"
    )
