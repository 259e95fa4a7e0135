"""Channels that listen openly, for who leads the change, and for everybody: what is listened to is no secret."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from takehold.gather.facts.channels import ChannelFact, HearingFact
from takehold.gather.models import Channel, Hearing, Theme
from takehold.gather.queries.listening import ears
from takehold.people.facts import NotYours, Viewer


def channels(*, viewer: Viewer, slug: str = "") -> tuple[ChannelFact, ...]:
    """Every announced channel of the changes one may read. Who is listened to may know it."""
    found = ears(viewer)
    if not viewer.roles:
        raise NotYours
    rows = Channel.objects.filter(
        Q(initiative__isnull=True) | Q(initiative_id__in=[each.id for each in found.changes])
    )
    if slug:
        rows = rows.filter(initiative__slug=slug)
    return tuple(fact(each) for each in _rows(rows))


def channel(*, viewer: Viewer, channel_id: int) -> ChannelFact:
    """One channel, for who brings its exports: those who lead the change. Raises ``NotYours``."""
    row = _rows(Channel.objects.filter(led(viewer), id=channel_id)).first()
    if row is None:
        raise NotYours
    return fact(row)


def led(viewer: Viewer) -> Q:
    """Channels of changes that this viewer leads."""
    found = ears(viewer)
    of_change = Q(initiative_id__in=found.leads)
    return of_change | Q(initiative__isnull=True) if found.house_wide else of_change


def words_of(initiative_id: int | None) -> dict[str, list[str]]:
    """Words by theme (its id as text), of the themes that a channel of this change is listened to for."""
    of_change = Q(initiative__isnull=True) | Q(initiative_id=initiative_id or 0)
    return {str(row.pk): list(row.words) for row in Theme.objects.filter(of_change) if row.words}


def fact(row: Channel) -> ChannelFact:
    """The row as a fact."""
    return ChannelFact(
        id=row.pk,
        name=row.name,
        kind=row.kind,
        slug=row.initiative.slug if row.initiative else "",
        change=row.initiative.name if row.initiative else "",
        team=row.team.name if row.team else "",
        announced_on=row.announced_on,
        announced_where=row.announced_where,
        announced_by=row.announced_by.name if row.announced_by else "",
        hearings=tuple(
            HearingFact(
                each.filename, each.first, each.last, each.messages, each.left_out, each.heard_at,
                tuple((str(word), int(count)) for word, count in each.proposed),
            )
            for each in row.hearings.all()
        ),
    )  # fmt: skip


def _rows(rows: QuerySet[Channel]) -> QuerySet[Channel]:
    newest = Prefetch("hearings", Hearing.objects.order_by("-heard_at", "-id"))
    return rows.select_related("initiative", "team", "announced_by").prefetch_related(newest)
