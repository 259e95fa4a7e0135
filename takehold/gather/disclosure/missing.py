"""What a group is missing most: the first part of ADKAR that is low, read from figures that were released and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.gather.disclosure.publishing import WHOLE
from takehold.gather.disclosure.released import Released, Union
from takehold.gather.disclosure.variables import BARRIER, BARRIER_AT, ELEMENTS, NO_BARRIER, Kind, Variable
from takehold.gather.disclosure.wording import Texts
from takehold.gather.facts.disclosure import FigureFact, MissingFact

OF_AN_ELEMENT: Final = "element:"
NAMED: Final = 3
"""So many groups are named in the sentence."""


def tell(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """Those that tell what is missing."""
    return tuple(each for each in variables if each.kind in (Kind.ELEMENT, Kind.BARRIER))


def missing(
    released: Released, unions: Iterable[Union], own: Collection[int], *, ordered: bool
) -> tuple[MissingFact, ...]:
    """Of each group with figures of its own what it is missing most, in their order; of everybody always.

    ``own``: the smallest groups that the reader belongs to or manages. ``ordered``: False where the five parts are no order in
    these answers.
    """
    found = []
    for union in unions:
        rows = released.figures.get(union.number, {})
        told = [released.fact(each, union, union) for each in tell(released.variables) if each.key in rows]
        elements, level = first_low(told, ordered=ordered)
        if elements or union.number == WHOLE:
            mine = bool(union.atoms) and union.atoms <= set(own)
            found.append(MissingFact(union.number, union.name, union.row["n"], elements, level, mine))
    return tuple(found)


def first_low(figures: Sequence[FigureFact], *, ordered: bool = True) -> tuple[tuple[str, ...], float | None]:
    """The part and its mean where five parts were asked, every low part where they are no order; else what was named most
    as being in the way.

    ``("none",)`` where nothing is low or nothing stands out; two or more where they were named about equally often;
    nothing where neither was asked of enough people.
    """
    means = {
        figure.question.removeprefix(OF_AN_ELEMENT): figure.mean
        for figure in figures
        if figure.question.startswith(OF_AN_ELEMENT) and figure.scale == (1, 5)
    }
    if all(element in means for element in ELEMENTS):
        low = [(each, mean) for each in ELEMENTS if (mean := means[each]) is not None and mean <= BARRIER_AT]
        if low and not ordered:
            return tuple(each for each, _mean in low), low[0][1] if len(low) == 1 else None
        return ((low[0][0],), low[0][1]) if low else ((NO_BARRIER,), None)
    named = next((each for each in figures if each.question.partition(":")[0] == BARRIER), None)
    return (_named_most(named), None) if named else ((), None)


def _named_most(figure: FigureFact) -> tuple[str, ...]:
    """The choices in the highest band, the lowest band left aside: there nobody may have named it."""
    shares = [share for share in figure.shares if share.value != NO_BARRIER and share.low > 0]
    highest = max((share.low for share in shares), default=0)
    return tuple(share.value for share in shares if share.low == highest) or (NO_BARRIER,)


def sentences(
    found: Sequence[MissingFact], released: Released, *, groups: int, ordered: bool
) -> tuple[str, ...]:
    """What is missing most, and for whom it can be told. ``groups``: how many smallest groups stand on the page."""
    texts = released.texts
    if not found:
        return ()
    if not tell(released.variables):
        return (_("This survey did not ask what is missing."),)
    whole, parts = found[0], found[1:]
    first = _of_everybody(whole, texts, ordered)
    if not whole.elements or not groups:
        return (first,)
    if not parts:
        return (first, _("Of single groups it cannot be told."))
    others = [each for each in parts if each.elements != whole.elements]
    others.sort(key=lambda each: (each.elements == (NO_BARRIER,), not each.own))
    if not others:
        same = ngettext(
            "It is the same in the one group below of which it can be told.",
            "It is the same in each of the {n} groups below of which it can be told.",
            len(parts),
        )
        return first, same.format(n=len(parts))
    named = "; ".join(
        _("{group}: {part}").format(group=each.group, part=_parts(each, texts)) for each in others[:NAMED]
    )
    more = len(others) - NAMED
    if more > 0:
        tail = ngettext("and {n} other group below", "and {n} other groups below", more).format(n=more)
        return first, _("Different in {groups}; {more}.").format(groups=named, more=tail)
    return first, _("Different in {groups}.").format(groups=named)


def _of_everybody(whole: MissingFact, texts: Texts, ordered: bool) -> str:
    if not whole.elements:
        return _("What is missing most cannot be told: too few answered the questions about it.")
    if whole.elements == (NO_BARRIER,):
        return _("Over everybody who answered nothing is clearly missing.")
    if not ordered:
        low = _("Low are: {parts}. The five parts are no order in these answers, so each is a gap by itself.")
        return low.format(parts=_parts(whole, texts))
    if len(whole.elements) > 1:
        return _("What is missing most cannot be told: {parts} were named about equally often.").format(
            parts=_parts(whole, texts)
        )
    return _("What is missing most: {part}.").format(part=_parts(whole, texts))


def _parts(each: MissingFact, texts: Texts) -> str:
    if each.elements == (NO_BARRIER,):
        return _("nothing clearly missing")
    *before, last = (texts.part(word) for word in each.elements)
    return _("{before} and {last}").format(before=", ".join(before), last=last) if before else last
