"""How far a survey's scales can be relied on: of the whole survey, once, at close, from 50 answers on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from takehold.analysis import scales
from takehold.gather.disclosure.gathering import Channel
from takehold.gather.disclosure.publishing import Published
from takehold.gather.disclosure.variables import BARRIER, BARRIER_AT, Kind, Variable, value

FROM: Final = 50
FEWEST_GROUPS: Final = 5
ORDER: Final = "order"


def figures(channel: Channel, published: Published, asked: Sequence[Variable]) -> dict[str, dict[str, Any]]:
    """Key "reliability:ELEMENT" -> alpha and ICC(1) to one decimal; "order" -> whether ADKAR's order fits.

    Each is a sum over all answers, so that it does not depend on who of a group said what.
    """
    if channel.key or len(channel.respondents) < FROM:
        return {}
    found = {}
    for variable in asked:
        if variable.kind is Kind.ELEMENT and len(variable.items) > 1:
            told = _scale(channel, published, variable)
            if told:
                found[f"reliability:{variable.key.removeprefix('element:')}"] = told
        elif variable.key == BARRIER:
            told = _order(channel, variable)
            if told:
                found[ORDER] = told
    return found


def _scale(channel: Channel, published: Published, variable: Variable) -> dict[str, Any]:
    rows, groups = [], []
    for respondent in channel.respondents:
        if value(variable, respondent.choices) is not None:
            rows.append([_item(variable, item, respondent.choices) for item in variable.items])
            groups.append(published.atoms[respondent.cell])
    if len(rows) < FROM:
        return {}
    items = np.array(rows, dtype=float)
    told = scales.reliability(items)
    found: dict[str, Any] = {"kind": "reliability", "items": len(variable.items)}
    found["alpha"] = None if told.alpha is None else round(told.alpha, 1)
    found["unkeyed"] = [variable.items[each] for each in told.unkeyed] if told.alpha is not None else []
    if told.alpha is not None and len(set(groups)) >= FEWEST_GROUPS:
        found["icc1"] = round(scales.agreement(items.mean(axis=1), groups).icc1, 1)
    return found


def _item(variable: Variable, item: str, choices: Any) -> int:
    single = Variable(item, Kind.RATING, (item,), variable.low, variable.high, reverse=variable.reverse)
    found: int = value(single, choices)
    return found


def _order(channel: Channel, variable: Variable) -> dict[str, Any]:
    """H of the elements passed (above 3), where enough answered all of them."""
    rows = []
    for respondent in channel.respondents:
        told = [
            value(Variable(name, Kind.ELEMENT, items, reverse=variable.reverse), respondent.choices)
            for name, items in variable.elements
        ]
        if None not in told:
            pairs = zip(told, variable.elements, strict=True)
            rows.append([float(total > BARRIER_AT * len(items)) for total, (_name, items) in pairs])
    fit = scales.order(np.array(rows)) if len(rows) >= FROM else None
    if fit is None:
        return {}
    return {"kind": ORDER, "h": round(fit.h, 1), "fits": fit.fits}
