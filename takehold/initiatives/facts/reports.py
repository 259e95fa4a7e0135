"""How a report is asked for by rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """A report by its numbers. ``team_ids``: the teams its change is for with all below them, empty: everybody."""

    id: int
    source_id: int
    measure_id: int
    team_ids: frozenset[int]
