"""Connecting a system, trying it, pausing it, reading it again from a day, and allowing hosts of one's own network."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.feeds import FeedInput, Tried
from takehold.gather.models import AllowedHost, Feed
from takehold.gather.operations import pulling
from takehold.gather.operations.feed_plans import plans
from takehold.gather.operations.sealing import Unreadable, opened, seal
from takehold.gather.operations.start import connect_behaviours
from takehold.gather.queries import feeds as queries
from takehold.gather.queries.rights import initiative_to_gather_for, is_steward
from takehold.gather.sources import history, reading
from takehold.gather.sources.calling import CallBroken, CallRefused
from takehold.gather.sources.connecting import Strange
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.people.facts import NotFound, RoleKind, Viewer

SHOWN: Final = 10
HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:]{2,45}")


def attempt(*, viewer: Viewer, said: FeedInput, fetch: reading.Fetch | None = None) -> Tried:
    """Ask for one page and show its first records; nothing is kept. ``Invalid`` says in a sentence what went wrong."""
    kind = queries.kind(viewer=viewer, kind=said.kind)
    standing, steps = None, None
    for plan in plans(kind, said):
        probe = Feed(
            kind=said.kind, settings=plan.settings, secret=seal(said.secrets), recipe_text=plan.recipe_text
        )
        if "history" in plan.settings:
            steps = _looked(probe, history.COLUMNS[:-1], fetch)
        else:
            standing = _looked(probe, (), fetch)
    if standing is None:
        assert steps is not None  # noqa: S101 - there is a plan
        return steps
    return replace(standing, steps=steps.rows) if steps else standing


def _looked(probe: Feed, columns: tuple[str, ...], fetch: reading.Fetch | None) -> Tried:
    """What one page of a feed brings."""
    try:
        asked = pulling.question(probe, limit=SHOWN)
        came = reading.first(pulling.kind(probe), asked, fetch=fetch or pulling.caller(), sleep=time.sleep)
    except (CallRefused, CallBroken, Strange, reading.SignInRefused, reading.Later) as error:
        raise Invalid("address", str(error)) from error
    wanted = columns or tuple(asked.columns)
    cells = tuple(tuple(row.get(name, "") for name in wanted) for row in came.rows[:SHOWN])
    return Tried(wanted, cells, came.lacking)


def connect(*, viewer: Viewer, said: FeedInput, now: datetime) -> UUID:
    """Keep the system; its first reading begins within a minute. Raises ``Invalid``, ``NotFound``, ``NotYours``.

    Returns: the feed of how tickets stand, or of how they went where only that is counted.
    """
    change = initiative_to_gather_for(viewer, said.slug)
    made = []
    with transaction.atomic():
        for plan in plans(queries.kind(viewer=viewer, kind=said.kind), said):
            ident = uuid.uuid4()
            source = ledger.register_source(key=f"feed-{ident}", name=plan.name, kind=said.kind, now=now)
            connect_behaviours(viewer, change.slug, source, plan.recipe_text, now)
            Feed.objects.create(
                id=ident, kind=said.kind, name=plan.name, initiative_id=change.id, source_id=source.id,
                settings=plan.settings, secret=seal(said.secrets), recipe_text=plan.recipe_text,
                created_by_id=viewer.person_id, created_at=now, next_at=now,
            )  # fmt: skip
            _record(viewer, "system connected", ident, now, kind=said.kind, change=change.slug)
            made.append(ident)
    return made[0]


def pause(*, viewer: Viewer, feed_id: UUID, now: datetime) -> None:
    """Do not ask it any more until it is resumed."""
    _change(viewer, feed_id, "system paused", now, paused=True)


def resume(*, viewer: Viewer, feed_id: UUID, now: datetime) -> None:
    """Ask it again, at once."""
    _change(viewer, feed_id, "system resumed", now, paused=False, next_at=now, trouble="", trouble_since=None)


def renew_secret(*, viewer: Viewer, feed_id: UUID, secret: str, now: datetime) -> None:
    """Another password or token, also for how its tickets went; the system is asked again at once."""
    kind = queries.kind(viewer=viewer, kind=queries.feed(viewer=viewer, feed_id=feed_id).kind)
    key = next((blank.key for blank in kind.blanks if blank.secret), "")
    if not key or not secret:
        raise Invalid("secret", _("Enter the new password."))
    row = Feed.objects.get(id=feed_id)
    for each in Feed.objects.filter(kind=row.kind):
        if each.pk == row.pk or _same_system(each, row):
            try:
                others = opened(bytes(each.secret))
            except Unreadable:
                others = {}
            _change(
                viewer, each.pk, "system password changed", now, secret=seal({**others, key: secret}), paused=False,
                next_at=now, trouble="", trouble_since=None,
            )  # fmt: skip


def _same_system(one: Feed, other: Feed) -> bool:
    """Whether both ask the same system with the same account: how its tickets stand, and how they went."""
    plain = [{key: said for key, said in each.settings.items() if key != "history"} for each in (one, other)]
    return plain[0] == plain[1] and ("history" in one.settings) != ("history" in other.settings)


def replay(*, viewer: Viewer, feed_id: UUID, since: date, now: datetime) -> None:
    """Read everything again that changed since a day. What is there already is recognised and not counted twice."""
    if since > timezone.localdate(now):
        raise Invalid("since", _("This day lies ahead."))
    place = reading.Cursor(f"{since.isoformat()} 00:00:00")
    _change(viewer, feed_id, "system read again", now, cursor=reading.plain(place), next_at=now, paused=False)


def disconnect(*, viewer: Viewer, feed_id: UUID, now: datetime) -> None:
    """Forget the system and its password. What was read stays."""
    if not is_steward(viewer):
        raise NotFound
    with transaction.atomic():
        gone, _each = Feed.objects.filter(id=feed_id).delete()
        if not gone:
            raise NotFound
        _record(viewer, "system disconnected", feed_id, now)


def allow_host(*, viewer: Viewer, host: str, now: datetime) -> None:
    """An administrator lets a host of one's own network be called."""
    queries.hosts(viewer=viewer)
    name = host.strip().lower().rstrip(".")
    if not HOST.fullmatch(name):
        raise Invalid("host", _("Enter the name alone, without https:// and without a path."))
    with transaction.atomic():
        AllowedHost.objects.get_or_create(
            host=name, defaults={"allowed_by_id": viewer.person_id, "allowed_at": now}
        )
        audit.record(actor=viewer.actor, action="host allowed", subject=f"host:{name}", now=now)


def drop_host(*, viewer: Viewer, host_id: int, now: datetime) -> None:
    """No longer."""
    if not viewer.has(RoleKind.ADMIN):
        raise NotFound
    with transaction.atomic():
        gone, _each = AllowedHost.objects.filter(pk=host_id).delete()
        if not gone:
            raise NotFound
        audit.record(actor=viewer.actor, action="host no longer allowed", subject=f"host:{host_id}", now=now)


def _change(viewer: Viewer, feed_id: UUID, action: str, now: datetime, **fields: object) -> None:
    if not is_steward(viewer):
        raise NotFound
    with transaction.atomic():
        if not Feed.objects.filter(id=feed_id).update(lease_until=None, **fields):
            raise NotFound
        _record(viewer, action, feed_id, now)


def _record(viewer: Viewer, action: str, feed_id: UUID, now: datetime, **details: str) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"feed:{feed_id}", now=now, details=details)
