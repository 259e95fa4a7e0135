"""Made-up answers fit the ready surveys, follow the team, and are the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np

from takehold.analysis.adkar import ELEMENTS, order_test
from takehold.analysis.adkar.facts import NOT_PASSED_AT
from takehold.simulation import answers

READY = Path(__file__).resolve().parents[2] / "gather" / "templates" / "surveys"


def names(key: str) -> dict[str, dict]:
    pages = json.loads((READY / f"{key}.json").read_text(encoding="utf-8"))["pages"]
    return {each["name"]: each for page in pages for each in page["elements"]}


def test_answers_fit_the_ready_surveys() -> None:
    rng = np.random.default_rng(1)
    ready = (
        ("adkar", answers.full),
        ("pulse-why", lambda r, s: answers.pulse(r, s, why=True)),
        ("help", answers.help_offered),
    )
    for key, make in ready:
        asked = names(key)
        for _n in range(200):
            choices, comments = make(rng, rng.random())
            for name, value in choices.items():
                offered = [each["value"] for each in asked[name].get("choices", [])] or [1, 2, 3, 4, 5]
                assert value in offered
            assert all(asked[name]["type"] == "comment" for name in comments)


def test_ability_follows_the_team() -> None:
    rng = np.random.default_rng(2)
    low, high = (
        np.mean([v for _n in range(300) for k, v in answers.full(rng, share)[0].items() if "ability" in k])
        for share in (0.2, 0.9)
    )
    assert high - low > 0.8


def passed(share: float, people: int, seed: int) -> np.ndarray:
    """People x elements: 1 where both statements together are above 3, NaN where both were left open."""
    rng, rows = np.random.default_rng(seed), []
    for _n in range(people):
        choices, _lines = answers.full(rng, share)
        told = [[choices[f"{name}-{n}"] for n in (1, 2) if f"{name}-{n}" in choices] for name in ELEMENTS]
        rows.append([float(np.mean(each) > NOT_PASSED_AT) if each else np.nan for each in told])
    return np.array(rows)


def test_the_five_elements_are_an_order_wherever_the_team_stands() -> None:
    for share in (0.3, 0.6, 0.95):
        found = order_test(passed(share, 250, seed=5))
        assert found.fits, (share, found)


def test_where_the_new_way_is_lost_most_are_stopped_at_ability_and_elsewhere_hardly_anybody() -> None:
    for share, most in ((0.5, "ability"), (0.95, "")):
        rows = passed(share, 400, seed=6)
        first = Counter(
            next((name for name, ok in zip(ELEMENTS, row, strict=True) if ok == 0), "") for row in rows
        )
        assert first.most_common(1)[0][0] == most
        assert first["ability"] > 0.3 * 400 or not most


def test_a_change_to_the_tool_helps_most_where_little_is_done() -> None:
    rng = np.random.default_rng(4)
    few, many = (
        np.mean([answers.help_offered(rng, share)[0]["helps"] == "tool" for _n in range(400)])
        for share in (0.1, 0.95)
    )
    assert few > many + 0.1


def test_the_same_seed_says_the_same() -> None:
    assert answers.full(np.random.default_rng(3), 0.5) == answers.full(np.random.default_rng(3), 0.5)
