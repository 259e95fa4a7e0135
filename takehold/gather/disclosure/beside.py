"""Figures beside those of the survey before, for the groups that were found comparable when this one closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from takehold.gather import models
from takehold.gather.disclosure.released import Released, Union
from takehold.gather.disclosure.variables import Variable
from takehold.gather.facts.disclosure import ChangeFact


def changes(released: Released, unions: Sequence[Union]) -> tuple[ChangeFact, ...]:
    """For each comparable group the figures told of exactly that group in both surveys, of the same question."""
    earlier = _earlier(released, unions)
    return tuple(_changes(released, earlier, unions)) if earlier is not None else ()


def _earlier(released: Released, unions: Sequence[Union]) -> Released | None:
    pairs = [union.row["before"] for union in unions if "before" in union.row]
    wave = models.Wave.objects.filter(pk=pairs[0]["wave"]).first() if pairs else None
    if wave is None:
        return None
    found = Released(wave, released.texts)
    found.load(pair["group"] for pair in pairs if pair["group"] in found.unions)
    return found


def _changes(released: Released, earlier: Released, unions: Sequence[Union]) -> Iterator[ChangeFact]:
    then: dict[str, Variable] = {each.key: each for each in earlier.variables}
    closed = earlier.wave.closed_at
    if closed is None:
        return
    for union in unions:
        before = earlier.unions.get(union.row.get("before", {}).get("group", -1))
        if before is None:
            continue
        for variable in released.variables:
            told = variable.key in released.figures.get(union.number, {})
            if (
                told
                and then.get(variable.key) == variable
                and variable.key in earlier.figures.get(before.number, {})
            ):
                yield ChangeFact(
                    variable.key,
                    released.texts.title(variable.key),
                    union.name,
                    earlier.fact(variable, before, before),
                    released.fact(variable, union, union),
                    closed.date(),
                )
