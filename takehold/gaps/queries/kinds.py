"""Cases of reporting groups by kind, as a job counted them: so that whoever gets the hard ones is not blamed for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, Sum

from takehold.analysis.standardisation import Stratum
from takehold.gaps import models
from takehold.initiatives.facts import BehaviourStanding
from takehold.people import queries as people
from takehold.people.facts import Viewer

Window = tuple[date, date]


def strata(*, viewer: Viewer, standing: BehaviourStanding) -> tuple[Stratum, ...]:
    """Cases and violations by group and kind, each group within the days of the verdict that this viewer reads of it.

    So a slide that is still the team's own is not in it, and each label counts for the group it was in on the day.
    One query, however many groups there are.
    """
    windows = _windows(viewer, standing)
    if not windows:
        return ()
    sums: dict[str, Sum] = {}
    for at, (first, last) in enumerate(windows):
        within = Q(day__range=(first, last))
        sums |= {f"cases_{at}": Sum("cases", filter=within), f"bad_{at}": Sum("violations", filter=within)}
    kept = models.CaseKind.objects.filter(
        measure_id=standing.behaviour.measure_id or 0,
        day__gte=min(first for first, _last in windows),
        day__lte=max(last for _first, last in windows),
    )
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in kept.values("label", "kind").annotate(**sums):
        for at, units in enumerate(windows.values()):
            for unit in units.get(row["label"], ()):
                both = found[unit, row["kind"]]
                both[0] += row[f"cases_{at}"] or 0
                both[1] += row[f"bad_{at}"] or 0
    return tuple(Stratum(unit, kind, *both) for (unit, kind), both in found.items() if both[0])


def _windows(viewer: Viewer, standing: BehaviourStanding) -> dict[Window, dict[str, list[str]]]:
    """For each stretch of days: label -> the groups that it counts for then."""
    found: dict[Window, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit, label, window in _spans(viewer, standing):
        found[window][label].append(unit)
    return {window: dict(units) for window, units in found.items()}


def _spans(viewer: Viewer, standing: BehaviourStanding) -> Iterator[tuple[str, str, Window]]:
    verdicts = {each.unit: each.verdict for each in standing.units if each.verdict.chances}
    units = [each for each in people.sight(viewer=viewer).units if each.name in verdicts]
    for span in people.spans(viewer=viewer, source_id=standing.behaviour.source_id or 0, units=units):
        verdict = verdicts[span.unit]
        if verdict.recent_from is None or verdict.recent_to is None:
            continue
        first = max(verdict.recent_from, span.start or verdict.recent_from)
        last = verdict.recent_to if span.end is None else min(verdict.recent_to, span.end - timedelta(days=1))
        if first <= last:
            yield span.unit, span.label, (first, last)
