"""Reading logs that wait: counts by week and reporting group are kept, the file goes. Also what gets too old."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from takehold.audit import operations as audit
from takehold.evidence.limits import Refused
from takehold.evidence.sentences import Sentence, kept
from takehold.evidence.usage.reading import Tally, Whereabouts, tally
from takehold.people import queries as people
from takehold.people.queries.whereabouts import everybody
from takehold.shadow_it.facts.feeds import LogCounts, LogState, Place
from takehold.shadow_it.models import AddressRange, LogImport, UnknownName, UseCell
from takehold.shadow_it.operations.feeding import clear, waiting
from takehold.shadow_it.queries.catalogue import current

KEPT: Final = timedelta(days=730)
"""For so long weekly counts are kept."""
PATIENCE: Final = timedelta(days=30)
"""For so long a log may wait to be read; normally it waits for seconds."""
STRAY: Final = timedelta(days=1)
OLD: Final = "old figures of logs"
READ: Final = "log "


def due(now: datetime) -> tuple[str, ...]:
    """Logs that wait, the oldest first, and once a day what is too old."""
    logs = LogImport.objects.filter(state=LogState.WAITING, created_at__lte=now).order_by("created_at", "id")
    jobs = tuple(f"{READ}{log}" for log in logs.values_list("id", flat=True))
    return (*jobs, OLD) if _old(now).exists() or _stale(now).exists() or _strays(now) else jobs


def run(job: str, *, now: datetime) -> None:
    """Do it."""
    if job == OLD:
        expire(now=now)
    else:
        read(log_id=int(job.removeprefix(READ)), now=now)


def read(*, log_id: int, now: datetime) -> LogState:
    """Read one log. A process that dies on the way leaves it waiting; to read it twice changes nothing."""
    row = LogImport.objects.select_related("feed").get(pk=log_id)
    if row.state != LogState.WAITING:
        return LogState(row.state)
    whereabouts, floor = _whereabouts(row, now), people.floor()
    try:
        found = tally(
            waiting() / row.stored_as, current(), whereabouts, floor=floor, columns=row.feed.columns
        )
        with transaction.atomic():
            locked = LogImport.objects.select_for_update().get(pk=log_id)
            if locked.state != LogState.WAITING:
                return LogState(locked.state)
            _not_again(locked, found)
            _keep(
                locked,
                found,
                now,
                groups_known=bool(whereabouts.people or whereabouts.ranges or whereabouts.labels),
            )
    except Refused as refused:
        reason, state = kept(refused.sentence), LogState.REFUSED
        LogImport.objects.filter(pk=log_id, state=LogState.WAITING).update(
            state=state, reason=reason, finished_at=now, stored_as="", list_as=""
        )
    clear(row.stored_as, row.list_as)
    return LogState(LogImport.objects.values_list("state", flat=True).get(pk=log_id))


def expire(*, now: datetime) -> None:
    """Counts of weeks long ago go, logs that nobody could read, and files that no log leads to."""
    with transaction.atomic():
        _old(now).delete()
        UnknownName.objects.filter(log__last_at__lt=now - KEPT).delete()
        for row in _stale(now):
            clear(row.stored_as, row.list_as)
        _stale(now).update(
            state=LogState.REFUSED, stored_as="", list_as="", finished_at=now,
            reason=kept(Sentence("The log waited for 30 days and was not read. Bring it again.")),
        )  # fmt: skip
    clear(*_strays(now))


def _old(now: datetime) -> QuerySet[UseCell]:
    return UseCell.objects.filter(week__lt=(now - KEPT).date())


def _stale(now: datetime) -> QuerySet[LogImport]:
    return LogImport.objects.filter(state=LogState.WAITING, created_at__lt=now - PATIENCE)


def _strays(now: datetime) -> tuple[str, ...]:
    """Names of files that a killed process left behind: older than a day, and of no log that waits."""
    folder, begun = waiting(), (now - STRAY).timestamp()
    found = {each.name for each in folder.iterdir() if _older(each, begun)} if folder.is_dir() else set()
    if not found:
        return ()
    rows = LogImport.objects.filter(Q(stored_as__in=found) | Q(list_as__in=found))
    return tuple(sorted(found.difference(*rows.values_list("stored_as", "list_as"))))


def _older(file: Path, than: float) -> bool:
    try:
        return file.stat().st_mtime < than
    except FileNotFoundError:  # it was read meanwhile
        return False


def _whereabouts(row: LogImport, now: datetime) -> Whereabouts:
    """Who belongs to which reporting group today; a cell is the smallest number of the group's teams."""
    today = timezone.localdate(now)
    viewer = people.system_viewer(on=today)
    units = people.units(viewer=viewer, on=today)
    cell = {team: str(min(unit.team_ids)) for unit in units for team in unit.team_ids}
    found = {way: cell[team] for way, team in everybody(on=today).items() if team in cell}
    if row.list_as:
        brought = json.loads((waiting() / row.list_as).read_text())
        found |= {who: cell[team] for who, team in brought.items() if team in cell}
    ranges = AddressRange.objects.order_by("addresses").values_list("addresses", "team_id")
    labels = {
        text: cell[team.id]
        for team in people.teams(viewer=viewer)
        if team.id in cell
        for text in (team.key, team.name)
    }
    return Whereabouts(found, [(each, cell[team]) for each, team in ranges if team in cell], labels)


def _not_again(row: LogImport, found: Tally) -> None:
    """A stretch of time counts once for a source: a log that overlaps one read before is refused."""
    same = LogImport.objects.filter(feed_id=row.feed_id, state=LogState.READ)
    other = (
        same.filter(Q(first_at__lte=found.last) & Q(last_at__gte=found.first)).order_by("first_at").first()
    )
    if other is not None and other.first_at and other.last_at:
        raise Refused(
            "The log goes from {day_first} to {day_last}, and “{other}” of this source, from {day_begun} to {day_ended}, was read "
            "already: the same lines would count twice. Export what comes after it, or take the other back first.",
            day_first=found.first.date().isoformat(), day_last=found.last.date().isoformat(), other=other.filename,
            day_begun=other.first_at.date().isoformat(), day_ended=other.last_at.date().isoformat(),
        )  # fmt: skip


def _keep(row: LogImport, found: Tally, now: datetime, *, groups_known: bool) -> None:
    counts = LogCounts(**found.counts)
    row.state, row.finished_at, row.form = LogState.READ, now, found.form
    row.counts, row.first_at, row.last_at = asdict(counts), found.first, found.last
    row.broken = [[line, kept(why)] for line, why in found.broken]
    row.groups_known = groups_known and found.persons
    row.stored_as = row.list_as = ""
    row.save()
    UseCell.objects.bulk_create(
        [
            UseCell(
                log=row, week=cell.week, service=cell.service, place=Place(cell.place), people=cell.people, hits=cell.hits,
                team_id=int(cell.cell) if cell.cell is not None else None,
            )
            for cell in found.cells
        ],
        batch_size=1000,
    )  # fmt: skip
    UnknownName.objects.bulk_create(
        UnknownName(log=row, domain=name, people=n, hits=hits) for name, n, hits in found.unknown
    )
    details: dict[str, str | int] = {
        "lines": counts.lines,
        "services": len({cell.service for cell in found.cells}),
    }
    audit.record(actor="takehold", action="log read", subject=f"log {row.pk}", now=now, details=details)
