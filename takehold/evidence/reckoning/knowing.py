"""What to know beside the figures of one behaviour that only the counting knows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from takehold.analysis.facts import Coded
from takehold.evidence.facts import Behaviour
from takehold.evidence.reckoning import units


def cautions_of(rows: pa.Table, cells: units.Grid, as_of: date, *, known: bool) -> tuple[Coded, ...]:
    """Cautions about evidence rows.

    Args:
        cells: the same rows as arrays.
        known: whether persons are known, so that small teams could be told together.
    """
    chances = int(cells.chances.sum())
    if not chances and not total(rows, "chances"):
        return (Coded("no_cases"), *_open(rows))
    if set(cells.names) <= {""}:
        return (Coded("no_teams"), *_open(rows))
    found = [] if known else [Coded("small_team")]
    nameless = int(cells.chances[cells.team == cells.names.index("")].sum()) if "" in cells.names else 0
    if nameless:
        found.append(Coded("no_team", {"share": nameless / max(chances, 1)}))
    if older := units.left_out(rows, as_of):
        found.append(Coded("older_left_out", {"n": older}))
    return (*found, *_open(rows))


def of_the_library(behaviour: Behaviour) -> tuple[Coded, ...]:
    """Whether the target is still the one that the library begins with, which nobody has agreed."""
    from takehold.evidence.library import entries

    begun = {one.key: one.behaviour for one in entries()}.get(behaviour.key)
    if (
        begun is None
        or (begun.name, begun.target) != (behaviour.name, behaviour.target)
        or begun.target is None
    ):
        return ()
    return (Coded("library_target", {"target": begun.target}),)


def total(rows: pa.Table, name: str) -> int:
    """Sum of a column of evidence rows; 0 where it holds nothing."""
    return int(np.int64(pc.sum(rows[name]).as_py() or 0))


def _open(rows: pa.Table) -> tuple[Coded, ...]:
    pending = total(rows, "pending")
    return (Coded("open_cases", {"n": pending}),) if pending else ()
