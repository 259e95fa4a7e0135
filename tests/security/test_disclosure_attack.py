"""Nobody, nor all viewers together, can work out of surveys what fewer than five people said; without any one rule they can.

The attacker holds every figure of every viewer. What no figure tells apart is a class; what can be worked out is made
of classes. On small organisations that shortcut is held against linear algebra and against trying every answer.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from takehold.gather.disclosure.proof import attack
from takehold.gather.disclosure.proof.house import HOUSE, WITHOUT, alone, unchecked
from takehold.gather.disclosure.proof.proving import own_team_share
from takehold.gather.disclosure.proof.trial import ASKED, examine, freeze, release, trial
from takehold.gather.disclosure.proof.worlds import FORM, Asking, Somebody, organisation
from takehold.gather.disclosure.publishing import Respondent, Rules, publish
from takehold.gather.disclosure.variables import value, variables

CHUNKS, CHUNK = 80, 25
SOON = 20
"""Within so many organisations the lack of a rule must show."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_nothing_can_be_worked_out_of_two_thousand_organisations(chunk: int) -> None:
    assert [found for seed in range(chunk * CHUNK, (chunk + 1) * CHUNK) if (found := trial(seed))] == []


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(98))
def test_nothing_can_be_worked_out_of_a_hundred_thousand_organisations(chunk: int) -> None:
    assert [found for seed in range(2000 + chunk * 1000, 3000 + chunk * 1000) if (found := trial(seed))] == []


@pytest.mark.parametrize("rule", WITHOUT)
def test_each_rule_is_needed(rule: str) -> None:
    assert any(trial(seed, WITHOUT[rule]) for seed in range(SOON)), f"without {rule} nothing was noticed"


def test_most_are_still_told_of_in_a_report_of_their_own_team() -> None:
    assert own_team_share(1, 40) >= 0.6


def seen(told: attack.Told, key: str) -> tuple[np.ndarray, list[int]]:
    """The matrix of figures by people, and the people."""
    variable = next(each for each in ASKED if each.key == key)
    people = sorted(told.values(variable))
    unions = told.unions(key)
    rows = defaultdict(lambda: np.zeros(len(people)))
    for at, person in enumerate(people):
        for union in unions[told.published.atoms[told.cell_of[person]] or 0]:
            rows[union][at] = 1
    return np.array(list(rows.values())), people


def exposed(matrix: np.ndarray) -> int:
    """How many unit vectors lie in the row space: people of whom an exact figure follows by sums and differences."""
    if not matrix.size:
        return 0
    _u, spread, rows = np.linalg.svd(matrix, full_matrices=False)
    basis = rows[spread > 1e-9]
    return int(np.sum(np.sum(basis**2, axis=0) > 1 - 1e-9))


def surveys(seed: int, house=HOUSE, most: int = 60):
    rng = random.Random(f"small {seed}")
    for asking in organisation(rng, most=most):
        cells, where = freeze(asking.invited, "team", house)
        yield release(cells, where, asking.answered, house, rng)


def test_no_persons_answer_is_in_the_span_of_the_figures() -> None:
    for seed in range(120):
        for told in surveys(seed):
            for variable in ASKED:
                assert exposed(seen(told, variable.key)[0]) == 0


def test_linear_algebra_finds_people_where_groups_are_not_put_together() -> None:
    bare = replace(HOUSE, rules=Rules(merge=alone, of_a_question=alone, figure=unchecked))
    found = [
        exposed(seen(told, variable.key)[0])
        for seed in range(30)
        for told in surveys(seed, bare)
        for variable in ASKED
    ]
    assert sum(found) > 0


def test_for_every_person_other_answers_give_the_same_figures() -> None:
    """All answers of eight people to one question, tried out: nobody's is fixed by what is told of them."""
    form = {"pages": [{"elements": [{"type": "boolean", "name": "worked"}]}]}
    asked = variables(form)
    cells = [("house", "a"), ("house", "b")]
    fits = defaultdict(list)
    for answers in product((True, False), repeat=8):
        respondents = [Respondent(int(at >= 5), {"worked": said}) for at, said in enumerate(answers)]
        told = publish(cells, respondents, (), asked, k_scores=5, k_comments=10, rng=random.Random(1))
        fits[repr(told)].append(answers)
    for same in fits.values():
        assert all(len({answers[person] for answers in same}) == 2 for person in range(8))


def test_what_is_told_depends_on_who_is_in_a_group_and_never_on_what_they_said() -> None:
    """The groups of a survey are the same whatever was answered, as long as the same questions were."""
    for seed in range(60):
        rng = random.Random(f"other {seed}")
        asking = next(organisation(rng, most=300))
        cells, where = freeze(asking.invited, "team", HOUSE)
        other = Asking(asking.invited, tuple(opposite(each) for each in asking.answered), ())
        first, second = (
            release(cells, where, each.answered, HOUSE, random.Random(1)).published
            for each in (asking, other)
        )
        assert first.groups == second.groups
        assert [figure[:2] for figure in first.figures] == [figure[:2] for figure in second.figures]


def opposite(person: Somebody) -> Somebody:
    turned = {key: (not said) if isinstance(said, bool) else 6 - said for key, said in person.choices.items()}
    return Somebody(person.number, person.team, person.role, turned, person.writes)


def test_swapping_two_answers_inside_a_group_leaves_everything_as_it_was() -> None:
    for seed in range(100):
        rng = random.Random(f"swap {seed}")
        asking = next(organisation(rng, most=200))
        cells, where = freeze(asking.invited, "team", HOUSE)
        told = release(cells, where, asking.answered, HOUSE, random.Random(1)).published
        groups: dict[int | None, list[Somebody]] = defaultdict(list)
        for person in asking.answered:
            groups[told.atoms[where[person.number]]].append(person)
        swapped = []
        for members in groups.values():
            said = [each.choices for each in members]
            rng.shuffle(said)
            swapped += [Somebody(each.number, each.team, each.role, choices, each.writes)
                        for each, choices in zip(members, said, strict=True)]  # fmt: skip
        again = release(cells, where, swapped, HOUSE, random.Random(1)).published
        assert repr(again) == repr(told)


def test_an_attack_sees_a_group_of_five_with_four_puppets_as_a_group_of_five() -> None:
    """Groups are those of the invitation: accounts nobody invited make no group larger."""
    asking = next(organisation(random.Random("puppets"), most=100))
    cells, where = freeze(asking.invited, "team", HOUSE)
    strangers = [
        Somebody(10_000 + n, asking.invited[0].team, ("x",), {"worked": True}, False) for n in range(4)
    ]
    rng = random.Random(1)
    told = release(cells, where, asking.answered, HOUSE, random.Random(1))
    with_strangers = release(cells, where, (*asking.answered, *strangers), HOUSE, rng)
    assert with_strangers.published == told.published


def test_values_of_the_made_up_form_are_read() -> None:
    assert {variable.key for variable in variables(FORM)} == {"told", "known", "worked", "element:awareness"}
    assert value(ASKED[0], {"told": 4}) == 4
    assert list(examine(next(organisation(random.Random(5))), HOUSE, random.Random(5))) == []
