"""A watched folder: connected for a list that was brought by hand before, and looked into by the clock.

A file is taken when neither its size nor its time has changed between two looks a minute apart. It is handed to the
ledger, and that it was, is noted in the same transaction; it is put away once the ledger has read it. Whoever dies on
the way loses nothing: the next one finds the note, or the file as it lay.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.audit import operations as audit
from takehold.evidence.recipe import parse
from takehold.evidence.sentences import told
from takehold.gather.facts.feeds import WATCHED
from takehold.gather.models import Feed, Pull
from takehold.gather.operations.quarantine import (
    LARGEST_UPLOAD,
    UploadRefused,
    shown_name,
    stored_name,
    too_big,
)
from takehold.gather.queries import folders as queries
from takehold.gather.queries.agreements import persons_allowed
from takehold.gather.queries.rights import is_steward
from takehold.gather.sources.folder import place
from takehold.initiatives.facts import Invalid
from takehold.ledger import operations as ledger
from takehold.ledger import queries as ledger_queries
from takehold.ledger.facts import ImportFact, ImportState
from takehold.people.facts import NotFound, Viewer

LEASE: Final = timedelta(minutes=10)
QUIET: Final = timedelta(seconds=60)
EVERY_MINUTES: Final = 1
KEPT_PULLS: Final = 200
IN_TROUBLE: Final = timedelta(minutes=15)
FINISHED: Final = (ImportState.DONE, ImportState.REFUSED, ImportState.REPEATED)


class _Changed(Exception):
    """The feed was paused, disconnected or taken over meanwhile; what was begun is not kept."""


def connect(*, viewer: Viewer, name: str, folder: str, source_id: int, now: datetime) -> UUID:
    """Watch a folder for files of a list that was brought before. Raises ``Invalid``, ``NotFound``."""
    if not is_steward(viewer):
        raise NotFound
    if folder not in queries.choices(viewer=viewer):
        raise Invalid("folder", _("Choose one of the folders that may be watched."))
    if Feed.objects.filter(kind=WATCHED, settings__address=folder).exists():
        raise Invalid("folder", _("This folder is watched already."))
    known = next((each for each in queries.lists(viewer=viewer) if each.source_id == source_id), None)
    if known is None:
        raise Invalid("source", _("Choose the list that the files are of."))
    ident = uuid.uuid4()
    with transaction.atomic():
        Feed.objects.create(
            id=ident, kind=WATCHED, name=name.strip()[:200] or Path(folder).name, initiative_id=known.initiative_id,
            source_id=source_id, settings={"address": folder}, recipe_text=known.recipe_text,
            every_minutes=EVERY_MINUTES, created_by_id=viewer.person_id, created_at=now, next_at=now,
        )  # fmt: skip
        audit.record(
            actor=viewer.actor, action="folder watched", subject=f"feed:{ident}", now=now, details={"source": source_id}
        )  # fmt: skip
    return ident


def watches(feed_id: UUID) -> bool:
    """Whether this feed is a folder."""
    return bool(Feed.objects.filter(id=feed_id, kind=WATCHED).exists())


def look(*, feed_id: UUID, now: datetime) -> None:
    """Look into a folder: take what lies still, put away what was read. Nothing while somebody else does."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    mine = Feed.objects.filter(free, id=feed_id, kind=WATCHED, paused=False)
    if not mine.update(lease_until=now + LEASE):
        return
    feed = Feed.objects.get(id=feed_id)
    trouble = ""
    try:
        roots = tuple(Path(each) for each in settings.FOLDERS)
        with place.opened(str(feed.settings["address"]), roots, Path(settings.HOME)) as folder:
            trouble = _looked(feed, folder, now)
        _told_of(feed, now)
    except place.OutOfReach as error:
        trouble = str(error)
    except _Changed:
        return
    _ended(feed, trouble, now)


def _looked(feed: Feed, folder: int, now: datetime) -> str:
    """One look. What there is to complain of, in a sentence."""
    before: Mapping[str, Any] = feed.cursor.get("files", {})
    files: dict[str, Any] = {}
    trouble = ""
    for file in place.lying(folder):
        if not file.name.isprintable():
            trouble = _("A file has a name that cannot be written here. Give it a plain name.")
            continue
        state = before.get(file.name, {})
        if state.get("as") != asdict(file):
            state = {"as": asdict(file), "since": now.isoformat()}
            if not _empty_for_long(file, now):
                files[file.name] = state
                continue
            state["since"] = (now - QUIET).isoformat()
        files[file.name] = state
        try:
            if "import" in state:
                _put_away_if_read(folder, file, state)
            elif datetime.fromisoformat(state["since"]) + QUIET <= now:
                _take(feed, folder, file, {**before, **files}, now)
                files[file.name] = feed.cursor["files"][file.name]
        except place.Moved:
            files.pop(file.name)
        except place.OutOfReach as error:
            trouble = str(error)
    feed.cursor = {"at": feed.cursor.get("at", ""), "files": files}
    return trouble


def _take(feed: Feed, folder: int, file: place.Lying, files: Mapping[str, Any], now: datetime) -> None:
    """Hand a file to the ledger and note it, both or neither; what cannot be read at all is put away at once."""
    refusal = _refusal(file)
    if refusal:
        place.put_away(folder, file, place.REFUSED, _mark(file), [refusal])
        Pull.objects.create(feed=feed, started_at=now, ended_at=now, trouble=_about(file, refusal))
        raise place.Moved
    recipe = parse(feed.recipe_text)
    persons = recipe.columns.actor is not None and persons_allowed(timezone.localdate(now))
    with transaction.atomic():
        brought = ledger.accept_upload(
            source_id=feed.source_id or 0, filename=shown_name(file.name), chunks=place.content(folder, file),
            recipe_text=feed.recipe_text, uploaded_by=f"feed:{feed.id}", now=now, persons=persons,
        )  # fmt: skip
        state = {**files[file.name], "import": str(brought.id)}
        feed.cursor = {"at": shown_name(file.name), "files": {**files, file.name: state}}
        _note(feed, {"cursor": feed.cursor})
        Pull.objects.create(feed=feed, started_at=now, pages=1, brought_id=brought.id)


def _put_away_if_read(folder: int, file: place.Lying, state: Mapping[str, Any]) -> None:
    """Once the ledger has read a file it goes to done or refused, with a word about it."""
    fact = ledger_queries.import_fact(UUID(state["import"]))
    if fact.state in FINISHED:
        where = place.REFUSED if fact.state is ImportState.REFUSED else place.DONE
        place.put_away(folder, file, where, _mark(file), tuple(_words(fact)))
        raise place.Moved


def _told_of(feed: Feed, now: datetime) -> None:
    """What came of the files that the ledger has read since, wherever they lie by now."""
    for row in Pull.objects.filter(feed=feed, ended_at=None):
        fact = ledger_queries.import_fact(row.brought_id) if row.brought_id else None
        if fact is not None and fact.state in FINISHED:
            row.ended_at, row.records, row.rejected = now, fact.rows_read, fact.rows_rejected
            if fact.state is ImportState.REFUSED:
                row.trouble = f"{fact.filename}: {told(fact.reason, translation)}"[:1000]
            row.save(update_fields=["ended_at", "records", "rejected", "trouble"])


def _words(fact: ImportFact) -> Iterator[str]:
    """What whoever left the file should know."""
    where = f"{settings.URL}/imports/{fact.id}/"
    if fact.state is ImportState.REFUSED:
        yield told(fact.reason, translation)
        yield _("Nothing of this file was counted. More about it: %(url)s") % {"url": where}
    elif fact.state is ImportState.REPEATED:
        yield _("This very file came before. Nothing was counted twice.")
    elif fact.rows_rejected:
        n = fact.rows_rejected
        yield ngettext(
            "%(n)s record could not be read and was left out; all others are counted. Which and why: %(url)s",
            "%(n)s records could not be read and were left out; all others are counted. Which and why: %(url)s",
            n,
        ) % {"n": n, "url": where}


def _refusal(file: place.Lying) -> str:
    """Why a file is not even taken; empty where it is."""
    try:
        stored_name(file.name)
    except UploadRefused as error:
        return str(error)
    if file.size == 0:
        return _("The file is empty. Export it again and leave it here once more.")
    return too_big(LARGEST_UPLOAD) if file.size > LARGEST_UPLOAD else ""


def _empty_for_long(file: place.Lying, now: datetime) -> bool:
    """Whether a file has been empty for so long that nobody is about to write it: it need not be looked at twice."""
    touched = max(file.mtime_ns, file.ctime_ns) / 1e9
    return file.size == 0 and touched + QUIET.total_seconds() <= now.timestamp()


def _about(file: place.Lying, reason: str) -> str:
    return f"{shown_name(file.name)}: {reason}"[:1000]


def _mark(file: place.Lying) -> str:
    """What tells this file from an earlier one of its name."""
    return f"{(file.mtime_ns ^ file.ctime_ns) & 0xFFFFFFFF:08x}{file.size & 0xFFFF:04x}"


def _note(feed: Feed, fields: Mapping[str, Any]) -> None:
    if not Feed.objects.filter(pk=feed.pk, lease_until=feed.lease_until).update(**fields):
        raise _Changed


def _ended(feed: Feed, trouble: str, now: datetime) -> None:
    wait = IN_TROUBLE if trouble else timedelta(minutes=feed.every_minutes)
    if any("import" in state for state in feed.cursor.get("files", {}).values()):
        wait = timedelta(minutes=feed.every_minutes)
    fields = {
        "cursor": feed.cursor,
        "trouble": trouble[:1000],
        "trouble_since": (feed.trouble_since or now) if trouble else None,
        "lease_until": None,
        "next_at": now + wait,
        "last_good_at": feed.last_good_at if trouble else now,
    }
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk, lease_until=feed.lease_until).update(**fields)
        old = Pull.objects.filter(feed=feed).order_by("-started_at").values_list("pk", flat=True)[KEPT_PULLS:]
        Pull.objects.filter(pk__in=list(old)).delete()
