"""One reading of a feed: asked page by page, each batch handed to the ledger and the place kept in one transaction.

Whoever dies on the way loses nothing: the next one begins behind the last batch that was kept. A record that comes
twice is the same record to the ledger.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from takehold.evidence.recipe import parse
from takehold.gather.models import AllowedHost, Feed, Pull
from takehold.gather.operations.sealing import Unreadable, opened
from takehold.gather.sources import reading
from takehold.gather.sources.calling import Answer, Ask, CallBroken, CallRefused, call
from takehold.gather.sources.connecting import Connector, Question, Strange
from takehold.gather.sources.registry import connector
from takehold.ledger import operations as ledger

LEASE: Final = timedelta(minutes=2)
BUDGET_SECONDS: Final = 60.0
AGAIN: Final = timedelta(minutes=15)
KEPT_PULLS: Final = 200


class _Lost(Exception):
    """The feed was paused, read anew, disconnected or taken over meanwhile."""


def pull(
    *,
    feed_id: UUID,
    now: datetime,
    fetch: reading.Fetch | None = None,
    sleep: reading.Sleep = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    batch: int = reading.BATCH,
) -> None:
    """Read what is new. Does nothing while somebody else reads the same feed, or when it rests."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    if not Feed.objects.filter(free, id=feed_id, paused=False).update(lease_until=now + LEASE):
        return
    feed = Feed.objects.select_related("source").get(id=feed_id)
    row = Pull.objects.create(
        feed=feed, started_at=now, cursor_before=_place(feed.cursor), cursor_after=_place(feed.cursor)
    )
    begun, more, trouble, wait, pause = clock(), False, "", timedelta(minutes=feed.every_minutes), False
    try:
        for each in _batches(feed, fetch or caller(), sleep, batch):
            _keep(feed, row, each, now)
            more = not each.last and clock() - begun > BUDGET_SECONDS
            if more:
                break
    except _Lost:
        Pull.objects.filter(pk=row.pk).update(ended_at=now)
        return
    except (reading.SignInRefused, CallRefused, Unreadable) as error:
        trouble, pause = str(error) or _("The password cannot be read any more. Enter it again."), True
    except reading.Later as error:
        trouble, wait = str(error), timedelta(seconds=error.seconds)
    except (CallBroken, Strange) as error:
        trouble, wait = str(error), min(wait, AGAIN)
    _ended(feed, row, now, trouble, timedelta() if more else wait, pause=pause)


def due(now: datetime) -> tuple[UUID, ...]:
    """Feeds to be read now, the one that waits for longest first."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    rows = Feed.objects.filter(free, paused=False, next_at__lte=now).order_by("next_at")
    return tuple(rows.values_list("id", flat=True))


def question(feed: Feed, *, limit: int = reading.PAGE) -> Question:
    """What is asked of a feed's system: only the columns of its mapping."""
    recipe, found = parse(feed.recipe_text), kind(feed)
    said = recipe.columns
    parts = (said.case, said.at, said.team, said.activity, said.id)
    wanted = tuple(dict.fromkeys(each for each in (*parts, *recipe.attributes()) if each))
    since, largest = str(feed.settings.get("since", "")), found.largest
    history = bool(feed.settings.get("history"))
    if history and found.history is not None:
        wanted, largest = found.history.columns(feed.settings), found.history.step
    return Question(feed.settings, opened(feed.secret), wanted, since, min(limit, largest), history)


def _batches(feed: Feed, fetch: reading.Fetch, sleep: reading.Sleep, batch: int) -> Iterator[reading.Batch]:
    found = kind(feed)
    asked = question(feed)
    begun = reading.from_plain(feed.cursor)
    return complete(reading.read(found, asked, begun, fetch=fetch, sleep=sleep, batch=batch))


def complete(batches: Iterator[reading.Batch]) -> Iterator[reading.Batch]:
    """The same, as long as every column of the mapping comes. Raises ``Strange``."""
    for each in batches:
        if each.lacking:
            raise Strange(
                _(
                    "The column “%(columns)s” does not come any more: it was renamed, removed, or the account may not read it. Nothing was taken since."
                )
                % {"columns": "”, “".join(each.lacking)}
            )
        yield each


def kind(feed: Feed) -> Connector:
    """The connector of a feed. Raises ``Strange`` where it was taken away."""
    found = connector(feed.kind)
    if found is None:
        raise Strange(_("This kind of system is not supported any more."))
    return found


def _keep(feed: Feed, row: Pull, batch: reading.Batch, now: datetime) -> None:
    """Hand a batch to the ledger and move the cursor, both or neither."""
    with transaction.atomic():
        if batch.rows:
            lines = (
                json.dumps(each, ensure_ascii=False).encode(errors="replace") + b"\n" for each in batch.rows
            )
            brought = ledger.accept_upload(
                source_id=feed.source_id or 0,
                filename=f"{feed.kind}-{reading.today(now)}-{row.records}.jsonl",
                chunks=lines,
                recipe_text=feed.recipe_text,
                uploaded_by=f"feed:{feed.id}",
                now=now,
                persons=False,
            )
            row.brought_id = brought.id
        feed.cursor = reading.plain(batch.cursor)
        held, feed.lease_until = feed.lease_until, (feed.lease_until or now) + LEASE
        ours = Feed.objects.filter(pk=feed.pk, lease_until=held)
        if not ours.update(cursor=feed.cursor, lease_until=feed.lease_until):
            raise _Lost
        row.pages += batch.pages
        row.records += len(batch.rows)
        row.cursor_after = _place(feed.cursor)
        row.save()


def _ended(feed: Feed, row: Pull, now: datetime, trouble: str, wait: timedelta, *, pause: bool) -> None:
    fields = {
        "trouble": trouble[:1000],
        "trouble_since": (feed.trouble_since or now) if trouble else None,
        "lease_until": None,
        "next_at": now + wait,
        "last_good_at": feed.last_good_at if trouble else now,
        "paused": pause,
    }
    with transaction.atomic():
        row.trouble, row.ended_at = trouble[:1000], now
        row.save(update_fields=["trouble", "ended_at"])
        Feed.objects.filter(pk=feed.pk, lease_until=feed.lease_until).update(**fields)
        old = Pull.objects.filter(feed=feed).order_by("-started_at").values_list("pk", flat=True)[KEPT_PULLS:]
        Pull.objects.filter(pk__in=list(old)).delete()


def _place(cursor: Mapping[str, object]) -> dict[str, object]:
    return {"at": cursor.get("at", "")}


def caller() -> reading.Fetch:
    """Calls outside, with the hosts that are allowed now."""
    allowed = frozenset(AllowedHost.objects.values_list("host", flat=True))

    def fetch(ask: Ask) -> Answer:
        return call(ask, allowed=allowed)

    return fetch
