"""A person goes: the line, the account and all that opens with it. That somebody was in a team stays, nameless."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from takehold.people.models import Erasure, MachineKey, Membership, Person
from takehold.people.queries.identity import erased

LIST: Final = "erased-persons"
NAMELESS: Final = ("audit_", "django_migrations", "ledger_label", "ledger_mark", "ledger_measure", "ledger_reportedvalue",
                   "ledger_segment", "ledger_source", "ledger_tally", "ledger_verdict")  # fmt: skip
"""Tables in which nothing leads to a person. Those of every other room, whatever they are called, are written anew."""


def forget(*, person_id: int, now: datetime) -> None:
    """Remove a person, and by their keys what other rooms keep of that person alone. Within the caller's transaction.

    Whoever still belongs to a team leaves it today, so that an import that names the person again counts nobody twice.
    """
    row = Person.objects.get(id=person_id)
    today = timezone.localdate(now)
    rows = Membership.objects.filter(person_id=person_id)
    rows.filter(valid_from__gte=today).delete()
    rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).update(valid_to=today)
    Erasure.objects.create(number=row.number, on=today)
    if row.user_id is not None:
        end_sessions_of(row.user_id)
        get_user_model().objects.filter(pk=row.user_id).delete()
    Person.objects.get(id=person_id).delete()


def note_leaving(*, number: int, files: Sequence[str]) -> None:
    """Within the caller's transaction: these files held the person and go once it is committed. Paths below the data
    folder."""
    Erasure.objects.filter(number=number).update(leaving=list(files))


def remove_files() -> None:
    """After the commit: remove what erasures left to be removed. Killed at any moment, it goes on where it stopped.
    Raises ``OSError`` where a file cannot be removed; it stays noted."""
    home = Path(settings.HOME)
    for row in Erasure.objects.exclude(leaving=[]):
        for name in row.leaving:
            path = home / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            _sync(path.parent)
        Erasure.objects.filter(pk=row.pk).update(leaving=[])


def _sync(folder: Path) -> None:
    """That something is gone from a folder is durable only once the folder itself is."""
    if not folder.is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def note_erased(*, number: int, on: str) -> None:
    """Take over from a list that somebody was erased who is not here."""
    Erasure.objects.get_or_create(number=number, defaults={"on": on})


def end_sessions_of(user_id: int) -> None:
    """Sessions are sealed texts: each is opened to see whose it is."""
    mine = [
        each.pk
        for each in Session.objects.iterator()
        if each.get_decoded().get("_auth_user_id") == str(user_id)
    ]
    Session.objects.filter(pk__in=mine).delete()


def end_sessions(*, now: datetime) -> int:
    """Delete the sessions whose time is over; how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def drop_keys(*, on: date) -> int:
    """Delete keys that no program may use any more; how many."""
    return MachineKey.objects.filter(expires_on__lte=on).delete()[0]


def wipe(*, now: datetime) -> bool:
    """After the commit: nothing of what was deleted stays in the database's files. Whether it could be done now.

    Both databases write their tables anew; SQLite's write-ahead log is emptied too. What an archive of PostgreSQL's
    log holds ends with that archive.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                return False
        else:
            for table in connection.introspection.table_names(cursor):
                if not table.startswith(NAMELESS):
                    cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
    Erasure.objects.filter(wiped_at__isnull=True).update(wiped_at=now)
    return True


def write_list() -> None:
    """Write the numbers of all who were erased into the data folder and beside the last backup, for ``restore``."""
    text = "".join(f"{number} {day}\n" for number, day in erased())
    home = Path(settings.HOME)
    for folder in (home, *_backups(home)):
        part = folder / f".{LIST}.part"
        with part.open("w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(folder / LIST)


def _backups(home: Path) -> tuple[Path, ...]:
    """The folder in which the last backup was made, where it can be reached."""
    try:
        folder = Path((home / settings.LAST_BACKUP).read_text().splitlines()[1]).parent
    except (OSError, IndexError):
        return ()
    return (folder,) if folder.is_dir() and os.access(folder, os.W_OK) else ()
