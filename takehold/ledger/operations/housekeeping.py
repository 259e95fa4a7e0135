"""What goes after a while: uploads and rejected records, superseded files, what a crash left lying; and compaction."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from takehold.ledger.facts import StoredSegment
from takehold.ledger.models import Import, Rejected, Segment, Source
from takehold.ledger.operations import lease
from takehold.ledger.operations.deriving import summed
from takehold.ledger.operations.files import Written, write_segment
from takehold.ledger.operations.recording import Coming, swap
from takehold.ledger.operations.uploads import quarantine
from takehold.ledger.queries.engine import Tables, opened
from takehold.ledger.queries.imports import UNFINISHED
from takehold.ledger.queries.manifest import EVENTS, EVIDENCE, live, segments_folder

KEPT: Final = timedelta(days=30)
GRACE: Final = timedelta(hours=1)
MANY: Final = 48
FEW: Final = 4


def expire(now: datetime, kept: timedelta = KEPT) -> int:
    """Delete uploads and rejected records that are 30 days old, or as old as ``kept``; how many uploads went."""
    home = Path(settings.HOME)
    old = Import.objects.filter(created_at__lt=now - kept)
    Rejected.objects.filter(of__in=old).delete()
    gone = 0
    for row in old.filter(original_kept=True).exclude(state__in=UNFINISHED):
        same = Import.objects.filter(stored_as=row.stored_as, original_kept=True)
        if not same.filter(Q(created_at__gte=now - kept) | Q(state__in=UNFINISHED)).exists():
            (quarantine(home) / row.stored_as).unlink(missing_ok=True)
            gone += 1
        Import.objects.filter(pk=row.pk).update(original_kept=False)
    return gone


def sweep(*, source_id: int, now: datetime, home: Path) -> int:
    """Remove files superseded for an hour, and orphans of a crash. Only while holding the source's lease."""
    folder = segments_folder(home)
    superseded = Segment.objects.filter(source_id=source_id, retired_at__lt=now - GRACE)
    gone = 0
    for row in superseded:
        (folder / row.path).unlink(missing_ok=True)
        row.delete()
        gone += 1
    known = set(Segment.objects.filter(source_id=source_id).values_list("path", flat=True))
    for path in (folder / str(source_id)).glob("*"):
        aged = now.timestamp() - path.stat().st_mtime > GRACE.total_seconds()
        if aged and f"{source_id}/{path.name}" not in known:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def crowded() -> tuple[int, ...]:
    """Sources with so many files that reading them costs more than merging them, and that merging would make fewer.

    Not those of which each month lies in a file of its own already: however many years there are, they stay.
    """
    return tuple(
        sorted(
            source
            for source, kinds in _many().items()
            if EVIDENCE in kinds or _groups(live(kind=EVENTS, source_id=source))
        )
    )


def most_files() -> int:
    """How many files the most crowded source has to be read from, for one kind or measure; 0 where merging is done."""
    waiting = set(crowded())
    return max(
        (n for source, kinds in _many().items() if source in waiting for n in kinds.values()), default=0
    )


def _many() -> dict[int, dict[str, int]]:
    """Sources with more than ``MANY`` files of one kind (of evidence: of one measure), and how many."""
    rows = Segment.objects.filter(retired__isnull=True, kind__in=(EVENTS, EVIDENCE))
    counted = rows.values("source_id", "kind", "measure_id").annotate(n=Count("pk")).filter(n__gt=MANY)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in counted:
        kinds = found[row["source_id"]]
        kinds[row["kind"]] = max(kinds.get(row["kind"], 0), row["n"])
    return found


def compact(now: datetime, *, source_id: int | None = None, home: Path | None = None) -> int:
    """Merge small files: events by month, evidence by measure. How many files were replaced; figures stay the same."""
    home = home or Path(settings.HOME)
    replaced = 0
    for each in crowded() if source_id is None else (source_id,):
        clock = lease.Clock(now)
        with lease.held(each, clock=clock, home=home) as held:
            if held is not None:
                replaced += _compacted(each, held, home)
                sweep(source_id=each, now=clock.now(), home=home)
    return replaced


def _compacted(source_id: int, held: lease.Lease, home: Path) -> int:
    folder = segments_folder(home)
    retired: list[StoredSegment] = []
    coming: list[Coming] = []
    with opened(home) as tables:
        for group, written in _months(tables, source_id, folder, home):
            retired += group
            coming += [Coming(EVENTS, w) for w in written]
            held.renew()
        by_measure = Segment.objects.filter(source_id=source_id, kind=EVIDENCE, retired__isnull=True)
        for measure_id in sorted({pk for pk in by_measure.values_list("measure_id", flat=True) if pk}):
            files = live(kind=EVIDENCE, measure_id=measure_id, home=home)
            if len(files) >= FEW:
                rows = summed([tables.evidence([str(f.path) for f in files])], [])
                merged = write_segment(tables, rows, folder=folder, source_id=source_id)
                retired += files
                coming += [Coming(EVIDENCE, merged, measure_id)] if merged else []
    if not retired:
        return 0
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        if source.lease_holder != held.holder:
            raise lease.LeaseLost(f"source {source_id}")
        source.manifest_version += 1
        source.save(update_fields=["manifest_version"])
        swap(source_id, coming, retired, version=source.manifest_version, now=held.clock.now())
    return len(retired)


def _months(
    tables: Tables, source_id: int, folder: Path, home: Path
) -> list[tuple[list[StoredSegment], list[Written]]]:
    """Events files that overlap in time and carry the same attributes, cut anew by month."""
    done = []
    for columns, chosen in _groups(live(kind=EVENTS, source_id=source_id, home=home)).items():
        rows = tables.events([str(f.path) for f in chosen], columns)
        first, last = min(f.day_min for f in chosen), max(f.day_max for f in chosen)
        written = []
        for low, high in _month_edges(first, last):
            month = rows.filter((rows.day >= low) & (rows.day < high)).order_by("day")
            written.append(write_segment(tables, month, folder=folder, source_id=source_id))
        done.append((chosen, [w for w in written if w is not None]))
    return done


def _groups(files: Sequence[StoredSegment]) -> dict[tuple[str, ...], list[StoredSegment]]:
    """By the attributes they carry, the files that are worth to be cut anew."""
    groups: dict[tuple[str, ...], list[StoredSegment]] = defaultdict(list)
    for segment in files:
        groups[segment.columns].append(segment)
    return {columns: chosen for columns, each in groups.items() if (chosen := _worth_it(each))}


def _worth_it(files: Sequence[StoredSegment]) -> list[StoredSegment]:
    """Files that do not yet lie alone in their month."""
    in_month: dict[tuple[int, int], int] = defaultdict(int)
    for f in files:
        if _within_a_month(f):
            in_month[f.day_min.year, f.day_min.month] += 1
    return [
        f for f in files if not _within_a_month(f) or in_month[f.day_min.year, f.day_min.month] >= FEW
    ] if len(files) >= FEW else []  # fmt: skip


def _within_a_month(f: StoredSegment) -> bool:
    return (f.day_min.year, f.day_min.month) == (f.day_max.year, f.day_max.month)


def _month_edges(first: Any, last: Any) -> list[tuple[Any, Any]]:
    edges = [first.replace(day=1)]
    while edges[-1] <= last:
        edges.append((edges[-1] + timedelta(days=32)).replace(day=1))
    return list(itertools.pairwise(edges))
