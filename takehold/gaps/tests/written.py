"""A change with a codebook and comments of a closed survey, for tests of what becomes of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from conftest import NOW
from takehold.gaps.facts.codebook import WordingInput
from takehold.gaps.operations import codebook
from takehold.gather.disclosure import closing
from takehold.gather.tests import answered as a

NAMES = ("Time", "Form", "Showing")
LINES = (
    "There is no time for it on nights.",
    "The form takes nine clicks.",
    "Nobody showed us the new form.",
    "It works.",
)


def book(house: Any, slug: str, names: Sequence[str] = NAMES) -> dict[str, int]:
    """Themes of these names, begun by the lead; their ids."""
    lead = house.viewer("lead")
    return {
        name: codebook.begin_theme(
            viewer=lead, slug=slug, said=WordingInput(name, f"It is about this: {name}."), now=NOW
        )
        for name in names
    }


def survey(house: Any, slug: str, lines: Sequence[str] = LINES, *, people: int = 40, **also: Any) -> Any:
    """A closed survey in which this many people wrote one of these lines each, in turn."""
    wave, cells = a.open_survey(house, a.initiative_id(slug), a.asked(house), **also)
    rng = random.Random(3)
    for n, (person, cell) in enumerate(list(cells.items())[:people]):
        a.answer(wave, cell, a.choices(rng), {"free": lines[n % len(lines)]}, person)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(5))
    return wave


def sort_all(house: Any, slug: str, who: str, under: Mapping[str, Sequence[int]], most: int = 1000) -> int:
    """Put every text that waits for this coder under the themes of its line; how many."""
    from takehold.gaps.operations import coding
    from takehold.gaps.queries.coding import card, coder

    done = 0

    def waits() -> Any:
        viewer = house.viewer(who)
        return card(viewer=viewer, turn=coder(viewer=viewer, slug=slug)).text

    while done < most and (text := waits()) is not None:
        coding.code(viewer=house.viewer(who), slug=slug, seal=text.seal, chosen=under.get(text.text, ()))
        done += 1
    return done
