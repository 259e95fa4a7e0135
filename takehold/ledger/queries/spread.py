"""Whether what is more than usual in a unit lies in few of its people or in many. Who they are is not in the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from takehold.analysis.spread import SpreadVerdict, judge
from takehold.ledger.facts import LabelSpan, Scope
from takehold.ledger.queries.figures import check, each_person
from takehold.ledger.queries.rows import rows_of

SEED: Final = 20262


def spread(
    *, scope: Scope, measure_id: int, spans: Sequence[LabelSpan], as_of: date, usual: Mapping[str, float]
) -> dict[str, SpreadVerdict]:
    """Of the last 8 weeks, for each unit whose usual share of lapses is given; nothing where no persons are counted.

    Raises:
        OutOfScope: the measure, or a team of any span, lies outside the scope.
    """
    check(scope, measure_id, spans)
    _version, rows = rows_of(measure_id)
    found = each_person(rows, spans, as_of)
    return {
        unit: judge(
            total.astype(int).tolist(),
            (total - taken).astype(int).tolist(),
            usual[unit],
            rng=np.random.default_rng(SEED),
        )
        for unit, (total, taken) in found.items()
        if unit in usual
    }
