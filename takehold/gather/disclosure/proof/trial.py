"""One organisation under attack: its surveys are held by the rules of a house, and what can be worked out is listed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from takehold.gather.disclosure import tree
from takehold.gather.disclosure.proof import attack
from takehold.gather.disclosure.proof.attack import Told
from takehold.gather.disclosure.proof.house import HOUSE, House
from takehold.gather.disclosure.proof.worlds import FORM, LINES, Asking, Somebody, organisation
from takehold.gather.disclosure.publishing import Published, Remark, Respondent, publish
from takehold.gather.disclosure.tree import Leaf, Path
from takehold.gather.disclosure.variables import variables

ASKED: Final = variables(FORM)
STABLE: Final = 10
"""A drawn order of ten stands in one given order once in 3.6 million times."""


def trial(seed: int, house: House = HOUSE, *, most: int = 2000) -> list[str]:
    """What can be worked out of the surveys of one made-up organisation, in words; nothing, if all is well."""
    rng = random.Random(f"organisation {seed}")  # noqa: S311 - made-up people, the same every time
    return [found for asking in organisation(rng, most=most) for found in examine(asking, house, rng)]


def examine(asking: Asking, house: House, rng: random.Random) -> Iterator[str]:
    """Hold one survey and attack what it tells."""
    told = []
    for along in house.trees:
        cells, where = freeze(asking.invited, along, house)
        yield from _opening(cells, where, asking, house)
        told += list(_releases(cells, where, asking, house, rng))
    if not told:
        return
    for variable in ASKED:
        for size in attack.small_classes(told, variable, house.k_scores):
            yield f"{variable.key}: a group of {size}"
        for each in told:
            for _group in attack.unanimous(each, variable, house.rules.figure):
                yield f"{variable.key}: everybody in a group said the same, and it shows"
    arrival = {person.number: at for at, person in enumerate((*asking.answered, *asking.late))}
    author = {_line(person, question): person.number for person in asking.invited for question in LINES}
    for each in told:
        for size in attack.small_groups(each, house.k_scores):
            yield f"a group of {size} is spoken of"
        for size in attack.small_comment_groups(each, house.k_comments):
            yield f"comments of a group of {size}"
        for _group in attack.stable_orders(each, author, arrival, STABLE):
            yield "comments in an order that tells whose they are"


def freeze(invited: Sequence[Somebody], along: str, house: House) -> tuple[list[Path], dict[int, int]]:
    """The cells of a survey, and for each person the index of theirs; nobody's where too few were invited."""
    place = {person.number: person.team if along == "team" else person.role for person in invited}
    sizes = Counter(place.values())
    leaves = [Leaf(path, people) for path, people in sorted(sizes.items())]
    groups = house.opening(leaves, house.k_scores)
    cells = [tree.together([leaves[at].path for at in group]) for group in groups]
    index = {leaves[at].path: cell for cell, group in enumerate(groups) for at in group}
    return cells, {number: index[path] for number, path in place.items() if path in index}


def release(
    cells: Sequence[Path],
    where: dict[int, int],
    answered: Iterable[Somebody],
    house: House,
    rng: random.Random,
) -> Told:
    """What a close would publish of these answers."""
    people = [person for person in answered if person.number in where]
    remarks = [
        Remark(where[person.number], question, _line(person, question))
        for person in people
        if person.writes
        for question in LINES
    ]
    said = [Respondent(where[person.number], person.choices) for person in people]
    published: Published = publish(
        cells, said, remarks, ASKED,
        k_scores=house.k_scores, k_comments=house.k_comments, rng=rng, whole="all", rules=house.rules,
    )  # fmt: skip
    return Told(
        published,
        {person.number: where[person.number] for person in people},
        {person.number: person.choices for person in people},
    )


def _releases(
    cells: Sequence[Path], where: dict[int, int], asking: Asking, house: House, rng: random.Random
) -> Iterator[Told]:
    if house.live:
        yield from (
            release(cells, where, asking.answered[:-back], house, rng)
            for back in (2, 1)
            if asking.answered[back:]
        )
    found = release(cells, where, asking.answered, house, rng)
    if found.published.groups:
        yield found
    if house.late and asking.late:
        yield release(cells, where, (*asking.answered, *asking.late), house, rng)


def _opening(cells: Sequence[Path], where: dict[int, int], asking: Asking, house: House) -> Iterator[str]:
    """The groups under which answers are stored, and what is told of participation while a survey is open."""
    invited = Counter(where.values())
    answered = Counter(where[person.number] for person in asking.answered if person.number in where)
    for cell in range(len(cells)):
        if invited[cell] < house.k_scores:
            yield f"answers are stored under a group of {invited[cell]}"
        if attack.told_exactly(house.participation, answered[cell], invited[cell]):
            yield f"participation of a group of {invited[cell]} to the number"


def _line(person: Somebody, question: str) -> str:
    return f"{question} {(person.number * 7919) % 100_003}"
