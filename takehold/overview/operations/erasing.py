"""A person is erased: every room forgets, in one transaction, with one line in the record; files go after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from takehold.audit import operations as audit
from takehold.gather.operations import forgetting as gather
from takehold.initiatives.operations import sending as initiatives
from takehold.ledger.operations import persons as ledger
from takehold.overview.facts import Erased
from takehold.overview.queries.fates import need
from takehold.people.facts import NotFound, Viewer
from takehold.people.operations import forgetting as people
from takehold.people.queries.identity import identity, numbered


def erase(*, viewer: Viewer, person_id: int, now: datetime) -> Erased:
    """Erase oneself, or, as an administrator, somebody who left. It cannot be taken back.

    Raises:
        NotYours, NotAllowed: neither oneself nor an administrator; or the only administrator there is.
        NotFound: there is no such person, or no longer.
    """
    need(viewer, person_id)
    viewer.seen.clear()
    return _erased(viewer.actor, person_id, now)


def erase_again(*, numbers: Mapping[int, str], now: datetime) -> int:
    """In a database brought back from a backup: erase those who were erased since, by their random numbers, each with
    its day as ISO text. How many were still there."""
    here = [found for number in numbers if (found := numbered(number=number)) is not None]
    for person_id in here:
        _erased("takehold", person_id, now)
    for number, day in numbers.items():
        people.note_erased(number=number, on=day)
    people.write_list()
    return len(here)


def _erased(actor: str, person_id: int, now: datetime) -> Erased:
    home, known = Path(settings.HOME), identity(person_id=person_id)
    if known is None:
        raise NotFound
    searched = gather.search_files(names=known.telling, home=home)
    with transaction.atomic():
        now_known = identity(person_id=person_id)
        if now_known is None:
            raise NotFound
        if now_known != known:  # renamed meanwhile: what was searched for is not what is to be found
            known, searched = now_known, gather.Searched({}, {})
        numbers = ledger.suppress(names=known.ways, now=now)
        gather.forget(person_id=person_id)
        initiatives.forget_naming(names=known.telling)
        people.forget(person_id=person_id, now=now)
        files, ends = gather.forget_files(names=known.telling, home=home, searched=searched)
        people.note_leaving(number=known.number, files=files)
        audit.record(
            actor=actor, action="person erased", subject=f"person:{person_id}", now=now,
            details={"files": len(files), "numbers": numbers},
        )  # fmt: skip
    return Erased(files=len(files), files_until=ends.date() if ends else None, wiped=wipe(now=now))


def wipe(*, now: datetime) -> bool:
    """Write the list of who was erased, remove the files that held them, and write the database's files anew, so that
    nothing of what went is left in them. False: the clock tries again."""
    try:
        people.write_list()
        people.remove_files()
        return people.wipe(now=now)
    except (DatabaseError, OSError):  # somebody writes just now, or the disk is full
        return False
