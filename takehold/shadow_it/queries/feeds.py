"""Sources of logs, the logs that were brought, and the addresses of teams."""

from __future__ import annotations

from django.db.models import Count, Max, Q
from django.utils import timezone, translation

from takehold.evidence.sentences import found_again, told
from takehold.evidence.usage.catalogue import match
from takehold.people.facts import NotYours, Viewer
from takehold.shadow_it.facts.feeds import FeedFact, FeedKind, LogCounts, LogFact, LogState, RangeFact
from takehold.shadow_it.models import AddressRange, LogFeed, LogImport
from takehold.shadow_it.queries.catalogue import current
from takehold.shadow_it.queries.log_rights import reads

SHOWN = 50


def feeds(*, viewer: Viewer) -> tuple[FeedFact, ...]:
    """All sources, by name. Raises ``NotYours``."""
    reads(viewer)
    read = Q(logs__state=LogState.READ)
    rows = LogFeed.objects.annotate(last=Max("logs__last_at", filter=read), count=Count("logs", filter=read))
    return tuple(
        FeedFact(
            row.pk, row.name, FeedKind(row.kind), tuple(sorted(row.columns.items())),
            timezone.localtime(row.last).date() if row.last else None, row.count,
        )
        for row in rows.order_by("name", "id")
    )  # fmt: skip


def feed(*, viewer: Viewer, feed_id: int) -> FeedFact:
    """One of them. Raises ``NotYours``."""
    found = next((each for each in feeds(viewer=viewer) if each.id == feed_id), None)
    if found is None:
        raise NotYours
    return found


def logs(*, viewer: Viewer, feed_id: int | None = None) -> tuple[LogFact, ...]:
    """Logs that were brought, the newest first. Raises ``NotYours``."""
    reads(viewer)
    rows = LogImport.objects.select_related("feed").prefetch_related("unknown").order_by("-created_at", "-id")
    if feed_id is not None:
        rows = rows.filter(feed_id=feed_id)
    return tuple(_fact(row) for row in rows[:SHOWN])


def log(*, viewer: Viewer, log_id: int) -> LogFact:
    """One of them. Raises ``NotYours``."""
    reads(viewer)
    row = LogImport.objects.select_related("feed").filter(id=log_id).first()
    if row is None:
        raise NotYours
    return _fact(row)


def ranges(*, viewer: Viewer) -> tuple[RangeFact, ...]:
    """Which addresses belong to which team. Raises ``NotYours``."""
    reads(viewer)
    rows = AddressRange.objects.select_related("team").order_by("team__name", "addresses")
    return tuple(RangeFact(row.pk, row.addresses, row.team_id, row.team.name) for row in rows)


def _fact(row: LogImport) -> LogFact:
    marked = current().marked()
    return LogFact(
        id=row.pk, feed_id=row.feed_id, feed=row.feed.name, filename=row.filename, state=LogState(row.state),
        brought_at=row.created_at, reason=told(found_again(row.reason), translation), form=row.form,
        counts=LogCounts(**row.counts), groups_known=row.groups_known,
        first=timezone.localtime(row.first_at).date() if row.first_at else None,
        last=timezone.localtime(row.last_at).date() if row.last_at else None,
        broken=tuple((int(line), told(found_again(why), translation)) for line, why in row.broken),
        unknown=tuple(
            (each.domain, each.people // 5 * 5)
            for each in row.unknown.all()
            if match(each.domain, marked) is None
        ),
    )  # fmt: skip
