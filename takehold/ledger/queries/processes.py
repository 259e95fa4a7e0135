"""How the cases of a source run: their ways and times, all together, and which broke a rule, by label and kind of case.

For jobs of rooms that keep it: nothing here asks for a scope, so whoever shows a label's figures asks for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from takehold.analysis.standardisation import Stratum, cycle_time, variants
from takehold.evidence import variants as running
from takehold.evidence.facts import Behaviour, attribute
from takehold.evidence.measures import closed_before
from takehold.evidence.variants import Course
from takehold.ledger.models import Measure, Segment, Source
from takehold.ledger.queries import definitions
from takehold.ledger.queries.engine import opened
from takehold.ledger.queries.manifest import EVENTS, covering, live, paths

KEPT_DAYS: Final = 120
"""So far back cases are told apart by kind: the eight weeks of a verdict, and of one from before a slide."""


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


def kinds_of_cases(
    *, source_id: int, home: Path | None = None
) -> Mapping[int, tuple[tuple[date, Stratum], ...]]:
    """For each measure of the source that tells kinds of cases apart: day, label (``team``), kind, cases and violations.

    Read from the events, as ``course``; of the last ``KEPT_DAYS``.
    """
    last = Source.objects.values_list("last_day", flat=True).get(pk=source_id)
    ruled = Measure.objects.filter(source_id=source_id).values_list("pk", "definition")
    wanted = {
        pk: definitions.from_json(plain) for pk, plain in ruled if plain.get("kinds") and plain["rules"]
    }
    stored = live(kind=EVENTS, source_id=source_id, home=home)
    if last is None or not stored or not wanted:
        return {}
    found = {}
    for pk, behaviour in wanted.items():
        needed = definitions.needs(behaviour)
        with opened(home) as tables:
            files = paths(covering(stored, needed))
            own = () if behaviour.kinds in definitions.PARTS else (attribute(behaviour.kinds),)
            columns = dict.fromkeys((*needed, *own))
            found[pk] = running.daily(
                tables.backend,
                tables.kept(tables.events(files, tuple(columns))),
                behaviour,
                kind=behaviour.kinds,
                since=last - timedelta(days=KEPT_DAYS),
                closed_before=closed_before(behaviour, last),
            )
    return found


def _silent(source_id: int) -> Behaviour:
    """A behaviour that ends cases as late as any of the source's does."""
    kept = Measure.objects.filter(source_id=source_id).values_list("definition__closed_after", flat=True)
    said = [days for days in kept if days is not None]
    return Behaviour("course", "", closed_after=max(said, default=None))
