"""Connected systems, the behaviours that could be counted from one, and hosts that may be called."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from takehold.evidence import library
from takehold.evidence.facts import Behaviour
from takehold.gather.facts.feeds import WATCHED, FeedFact, HostFact, LyingFile, PullFact, Silence
from takehold.gather.models import AllowedHost, Feed
from takehold.gather.queries.rights import is_steward, may_gather
from takehold.gather.sources.connecting import Connector
from takehold.gather.sources.registry import connector, connectors
from takehold.initiatives import queries as initiatives
from takehold.people.facts import NotFound, RoleKind, Viewer

PULLS = 20


def feeds(*, viewer: Viewer) -> tuple[FeedFact, ...]:
    """All of them, those in trouble first. Only for who looks after sources; else ``NotFound``."""
    if not is_steward(viewer):
        raise NotFound
    rows = Feed.objects.select_related("initiative")
    return tuple(sorted((_fact(row) for row in rows), key=lambda each: (not each.trouble, each.name)))


def feed(*, viewer: Viewer, feed_id: UUID) -> FeedFact:
    """One, with its last readings."""
    row = Feed.objects.select_related("initiative").filter(id=feed_id).first()
    if not is_steward(viewer) or row is None:
        raise NotFound
    pulls = tuple(
        PullFact(
            each.started_at,
            each.records,
            each.pages,
            each.trouble,
            each.brought_id,
            each.brought.filename if each.brought else "",
            each.ended_at is not None,
        )
        for each in row.pulls.select_related("brought").defer("brought__recipe_text")[:PULLS]
    )
    return replace(_fact(row), pulls=pulls)


def silences(*, source_ids: Collection[int], now: datetime) -> tuple[Silence, ...]:
    """Of the systems that feed these sources, those that are paused, or in trouble for longer than their usual wait.

    Who may read the figures may know that they are not fed; for the sources of what a viewer reads, in one query.
    """
    if not source_ids:
        return ()
    rows = Feed.objects.filter(Q(paused=True) | ~Q(trouble=""), source_id__in=source_ids).order_by("name")
    return tuple(
        Silence(
            row.source_id or 0,
            row.name,
            _kind_name(row.kind),
            row.paused,
            row.last_good_at or row.created_at,
        )
        for row in rows.only(
            "source_id",
            "name",
            "kind",
            "paused",
            "last_good_at",
            "created_at",
            "trouble_since",
            "every_minutes",
        )
        if row.paused or now - (row.trouble_since or now) >= timedelta(minutes=row.every_minutes)
    )


def by_state() -> tuple[tuple[str, int], ...]:
    """How many connected systems and watched folders are paused, in trouble, and well."""
    found = dict.fromkeys(("paused", "trouble", "well"), 0)
    for paused, trouble in Feed.objects.values_list("paused", "trouble"):
        found["paused" if paused else "trouble" if trouble else "well"] += 1
    return tuple(found.items())


def kinds(*, viewer: Viewer) -> tuple[Connector, ...]:
    """Systems that can be connected."""
    if not is_steward(viewer):
        raise NotFound
    return connectors()


def kind(*, viewer: Viewer, kind: str) -> Connector:
    """One of them."""
    found = connector(kind)
    if not is_steward(viewer) or found is None:
        raise NotFound
    return found


def countable(kind: Connector, further: Sequence[str] = ()) -> tuple[Behaviour, ...]:
    """Ready behaviours whose columns the system usually has, or that were named."""
    names = tuple(dict.fromkeys((*kind.candidates, *further)))
    recipe = kind.recipe(())
    found = library.fitting(names, recipe.source.shape)
    return tuple(library.bound(one, recipe, names) for one in found)


def changes(*, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Slug and name of running changes that a system can be connected for."""
    lines = initiatives.lines(viewer=viewer, filter="all")
    return tuple(
        (line.initiative.slug, line.initiative.name)
        for line in lines
        if line.initiative.ended_on is None and may_gather(viewer, line.initiative)
    )


def hosts(*, viewer: Viewer) -> tuple[HostFact, ...]:
    """Hosts that may be called, for administrators; else ``NotFound``."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotFound
    rows = AllowedHost.objects.select_related("allowed_by").order_by("host")
    return tuple(
        HostFact(row.pk, row.host, row.allowed_by.name if row.allowed_by else "", row.allowed_at)
        for row in rows
    )


def _fact(row: Feed) -> FeedFact:
    return FeedFact(
        id=row.id,
        kind=row.kind,
        kind_name=_kind_name(row.kind),
        name=row.name,
        address=str(row.settings.get("address", "")),
        change=row.initiative.name if row.initiative else "",
        slug=row.initiative.slug if row.initiative else "",
        source_id=row.source_id,
        paused=row.paused,
        trouble=row.trouble,
        trouble_since=row.trouble_since,
        last_good_at=row.last_good_at,
        next_at=row.next_at,
        read_up_to=str(row.cursor.get("at", "")),
        every_minutes=row.every_minutes,
        folder=row.kind == WATCHED,
        lying=tuple(
            LyingFile(name, "import" in state) for name, state in row.cursor.get("files", {}).items()
        ),
    )


def _kind_name(kind: str) -> str:
    known = connector(kind)
    return known.name if known else _("Watched folder") if kind == WATCHED else kind
