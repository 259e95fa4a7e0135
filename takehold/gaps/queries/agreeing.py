"""Whether two people who read the same texts put them under the same themes, and which themes are to be said anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from takehold.analysis.themes import Reliance, agreement
from takehold.gaps.facts.codebook import CodedTheme
from takehold.gaps.facts.counted import Agreed, Disputed
from takehold.gaps.queries.codebook import themes
from takehold.gaps.queries.coding import sample, who
from takehold.gaps.queries.counted import sorted_texts
from takehold.gaps.queries.rights import Change
from takehold.people.facts import PersonFact, Viewer

MOST_DISPUTED: Final = 3
MOST_APART: Final = 20


def agreed(*, viewer: Viewer, change: Change, people: Iterable[PersonFact] = ()) -> Agreed:
    """How far the two sides agree on what both read. ``people``: among whom the second readers are told by name. Raises as ``counted.sorted_texts``."""
    found = sorted_texts(viewer=viewer, change=change)
    both = [(each, found.second[each.text.key]) for each in found.done if each.text.key in found.second]
    told = agreement([(_texts(each.themes), _texts(other)) for each, other in both])
    book = {each.id: each for each in themes(change=change, retired=True)}
    weak = told.reliance in (Reliance.APART, Reliance.TENTATIVE)
    apart = [(each.text, each.themes, other) for each, other in both if each.themes != other]
    return Agreed(
        reliance=told.reliance,
        units=told.units,
        wanted=len(sample(found.every)),
        alpha=told.alpha,
        low=told.low,
        high=told.high,
        second=bool(found.named),
        disputed=tuple(
            Disputed(book[int(each.code)], each.both, each.one, each.alpha)
            for each in told.codes[:MOST_DISPUTED]
            if weak and each.one
        ),
        readers=tuple(each.name for each in people if who(each.id) in found.named),
        apart=tuple((text, _names(one, book), _names(two, book)) for text, one, two in apart[:MOST_APART]),
    )


def _texts(found: Iterable[int]) -> frozenset[str]:
    return frozenset(str(each) for each in found)


def _names(found: Iterable[int], book: Mapping[int, CodedTheme]) -> tuple[str, ...]:
    return tuple(sorted(book[each].name for each in found if each in book))
