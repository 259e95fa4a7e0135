"""How all cases of a source run, together: their ways and times. No figure of a team or a person, so no scope is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from takehold.analysis.standardisation import cycle_time, variants
from takehold.evidence import variants as running
from takehold.evidence.facts import Behaviour
from takehold.evidence.measures import closed_before
from takehold.evidence.variants import Course
from takehold.ledger.models import Measure, Segment, Source
from takehold.ledger.queries.engine import opened
from takehold.ledger.queries.manifest import EVENTS, live, paths


def changed(seen: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """Sources with events, and their version, where it is another one than was seen."""
    events = Segment.objects.filter(kind=EVENTS, retired__isnull=True).values("source_id")
    rows = Source.objects.filter(pk__in=events).order_by("pk").values_list("pk", "manifest_version")
    return tuple((pk, version) for pk, version in rows if seen.get(pk) != version)


def course(*, source_id: int, rng: np.random.Generator, home: Path | None = None) -> Course | None:
    """All cases that are over, read from the events themselves: minutes with a hundred million, so never for a page.

    A case is over after as many silent days as the source's behaviours say. None where no case is over.
    """
    last = Source.objects.values_list("last_day", flat=True).get(pk=source_id)
    files = live(kind=EVENTS, source_id=source_id, home=home)
    if last is None or not files:
        return None
    before = closed_before(_silent(source_id), last)
    with opened(home) as tables:
        events = tables.kept(tables.events(paths(files), ()))
        found = running.ways(tables.backend, events, closed_before=before)
        if not found.counts:
            return None
        times = running.times(tables.backend, events, closed_before=before)
    single = all(way.length == 1 for way in found.shown)
    return Course(
        variants(found.counts),
        () if single else found.told(),
        cycle_time(times.took, rng=rng),
        times.cautions(),
        single,
    )


def _silent(source_id: int) -> Behaviour:
    """A behaviour that ends cases as late as any of the source's does."""
    kept = Measure.objects.filter(source_id=source_id).values_list("definition__closed_after", flat=True)
    said = [days for days in kept if days is not None]
    return Behaviour("course", "", closed_after=max(said, default=None))
