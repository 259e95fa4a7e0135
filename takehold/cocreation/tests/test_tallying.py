"""What is told of votes: nothing of few, nothing that changes when two of one group had each other's votes."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from takehold.cocreation.operations import tallying
from takehold.cocreation.operations.tallying import Ballot
from takehold.cocreation.tests.closed import COMMON, PARTING, dealt

CELLS = [("House", "East", "Ward 1"), ("House", "East", "Ward 2"), ("House", "West", "Ward 3")]


def told(ballots: Sequence[Ballot], **more: Any) -> dict[str, Any]:
    return tallying.told(ballots, CELLS, 10, least=more.pop("least", 5), seed=1, **more)


@cache
def of_120() -> dict[str, Any]:
    return told(ballots(120), removed=frozenset({0, 9}))


def ballots(people: int, cells: int = 3) -> list[Ballot]:
    return [Ballot(at % cells, said) for at, said in enumerate(dealt(people))]


def test_two_camps_are_found_with_what_they_share_and_where_they_part() -> None:
    found = of_120()
    assert [group["n"] for group in found["groups"]] == ["50-99", "50-99"]
    assert {at for at, side in found["common"] if side == "agree"} == set(COMMON) - {0}
    assert {at for at, _yes, _no in found["divides"]} == set(PARTING) - {9}
    assert found["why_not"] == ""


def test_the_shares_of_all_are_those_counted_by_hand() -> None:
    given_, found = ballots(120), of_120()
    for each in found["statements"]:
        said = [ballot.choices[each["at"]] for ballot in given_]
        for word, choice in (("agree", 1), ("disagree", -1), ("pass", 0)):
            share = 100 * said.count(choice) / len(said)
            low, high = each[word][:2]
            assert low - 0.5 <= share <= high + 0.5
            assert len(each[word]) == 2 or each[word][2] == round(share)


def test_under_forty_there_are_bands_and_no_groups_and_under_five_nothing() -> None:
    few = told(ballots(30))
    assert (few["groups"], few["why_not"]) == ([], "voters")
    assert all(len(each["agree"]) == 2 for each in few["statements"])
    none = told(ballots(4))
    assert none == {"voters": "", "statements": [], "teams": {"groups": [], "figures": []}}
    assert told(ballots(9), least=10)["voters"] == ""


def test_of_a_team_of_few_voters_is_told_with_its_neighbour() -> None:
    uneven = [
        *ballots(20, 1),
        *(Ballot(1, said) for said in dealt(3)),
        *(Ballot(2, said) for said in dealt(8)),
    ]
    names = {name for _number, name, *_more in told(uneven)["teams"]["groups"]}
    assert "Ward 1 + Ward 2" in names
    assert not {"Ward 1", "Ward 2"} & names


def test_what_was_taken_out_is_told_of_nowhere() -> None:
    found = of_120()
    kept = list(range(1, 9))
    assert [each["at"] for each in found["statements"]] == kept
    assert {at for _group, at, *_more in found["teams"]["figures"]} == set(kept)
    assert all(len(group["statements"]) == len(kept) for group in found["groups"])


ONE = some.dictionaries(some.integers(0, 9), some.sampled_from((1, 0, -1)), min_size=1, max_size=10)


@settings(max_examples=25, deadline=None)
@given(said=some.lists(some.tuples(some.integers(0, 2), ONE), min_size=2, max_size=30), data=some.data())
def test_whoever_of_a_group_cast_which_votes_no_byte_is_another(said: Any, data: Any) -> None:
    """P1 of the promise: and so no sequence of reports can tell two voters of one group apart."""
    first = [Ballot(cell, choices) for cell, choices in said]
    one = data.draw(some.integers(0, len(first) - 1))
    same = [at for at, each in enumerate(first) if each.cell == first[one].cell]
    other = data.draw(some.sampled_from(same))
    swapped = list(first)
    swapped[one] = replace(first[one], choices=first[other].choices)
    swapped[other] = replace(first[other], choices=first[one].choices)
    random.Random(len(first)).shuffle(swapped)
    assert json.dumps(told(first)) == json.dumps(told(swapped))


@settings(max_examples=25, deadline=None)
@given(said=some.lists(some.tuples(some.integers(0, 2), ONE), max_size=40))
def test_nobody_is_told_of_in_a_group_under_five(said: Any) -> None:
    found = told([Ballot(cell, choices) for cell, choices in said])
    told_of = [n for _number, _name, n, *_more in found["teams"]["groups"] if n]
    told_of += [n for _group, _at, n, *_more in found["teams"]["figures"]]
    told_of += [group["n"] for group in found.get("groups", ())]
    assert all(int(n.rstrip("+").split("-")[0]) >= 5 for n in told_of)


def test_two_of_different_groups_with_each_others_votes_are_told_otherwise() -> None:
    """That the test above could fail: what is told does hang on who voted what, group by group."""
    given_ = [Ballot(at % 2, {0: 1 if at % 2 else -1}) for at in range(20)]
    swapped = [Ballot(each.cell, {0: -each.choices[0]}) for each in given_[:8]] + given_[8:]
    names = [name for _number, name, *_more in told(given_)["teams"]["groups"]]
    assert names == ["Ward 1 + Ward 3", "Ward 2"], "nobody of Ward 3 voted"
    assert json.dumps(told(given_)) != json.dumps(told(swapped))
