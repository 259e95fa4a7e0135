"""Gathering forgets one person: voices, ways into surveys, and files that wait and hold the person."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from takehold.gather.facts.retention import Kept
from takehold.gather.models import Draft, DraftState, Invitation, PersonsAgreement, Received
from takehold.gather.operations.voices_of_person import forget as forget_voices
from takehold.gather.queries import doors
from takehold.gather.queries.draft_rows import OPEN, kept_for
from takehold.gather.queries.kept import folder, path
from takehold.gather.queries.retention import days
from takehold.ledger.operations import traces


def forget(*, person_id: int) -> None:
    """What leads to the person in voices, surveys and agreements. What is in tables of keys goes with the person."""
    with transaction.atomic():
        forget_voices(person_id)
        for row in Invitation.objects.filter(person_id=person_id):
            row.person, row.nonce = None, uuid.uuid4()
            row.save(update_fields=["person", "nonce"])
        given = PersonsAgreement.objects.filter(person_id=person_id)
        given.update(given_by=f"person:{person_id}", person=None)
        transaction.on_commit(doors.asked_in.cache_clear)


@dataclass(frozen=True, slots=True)
class Searched:
    """Which files that wait hold a name: uploads by what they are stored as, drafts by their number. None: cannot be
    told."""

    uploads: Mapping[str, bool | None]
    drafts: Mapping[uuid.UUID, bool | None]


def search_files(*, names: Iterable[str], home: Path) -> Searched:
    """Look into the files that wait, loaded or not, for one of the names. Takes as long as they are large, and so comes
    before the transaction. Writes nothing."""
    names = tuple(names)
    wanted = traces.pattern(names)
    rows = Draft.objects.exclude(stored_name="") if wanted else ()
    drafts = {row.id: _holds(row, home, wanted) for row in rows if wanted}
    return Searched(traces.search_uploads(names=names), drafts)


def forget_files(
    *, names: Iterable[str], home: Path, searched: Searched
) -> tuple[tuple[str, ...], datetime | None]:
    """Uploads and events that wait and hold one of the names are known no longer, files loaded or not.

    The files to be removed after the commit, as paths below ``home``; and when the last of those that cannot be
    searched, or are being read, leaves by itself.
    """
    names = tuple(names)
    uploads, youngest = traces.forget_uploads(names=names, searched=searched.uploads)
    ends = [youngest + timedelta(days=days(Kept.UPLOADS))] if youngest else []
    wanted, gone = traces.pattern(names), list(uploads)
    for row in Draft.objects.exclude(stored_name="") if wanted else ():
        known = row.id in searched.drafts
        found = searched.drafts[row.id] if known else _holds(row, home, wanted)
        found = found or (wanted and _speaks(row, wanted)) or found
        if found and row.state in OPEN:
            gone.append(str(folder(Path(), row.id)))
            row.delete()
        elif found is not False:
            ends.append(row.updated_at + kept_for())
    if wanted:
        _forget_rows(wanted)
    return tuple(gone), max(ends, default=None)


def _holds(row: Draft, home: Path, wanted: re.Pattern[bytes] | None) -> bool | None:
    file = path(home, row.id, row.stored_name)
    return traces.holds(file, wanted) if wanted and file.exists() else False


def _forget_rows(wanted: re.Pattern[bytes]) -> None:
    """Events that wait and hold a name are emptied, and names of files. An event of which nobody is meant stays."""
    waiting = Received.objects.exclude(body="").values_list("pk", "body")
    for pk in [
        pk for pk, body in waiting.iterator() if traces.speaks("\n".join(_texts(json.loads(body))), wanted)
    ]:
        Received.objects.filter(pk=pk).update(body="")
    for draft, filename in Draft.objects.filter(state=DraftState.STARTED).values_list("pk", "filename"):
        if traces.speaks(filename, wanted):
            Draft.objects.filter(pk=draft).update(filename="upload")


def _speaks(row: Draft, wanted: re.Pattern[bytes]) -> bool:
    """Whether what was seen of a file when it came names the person: its first rows are kept with it."""
    return traces.speaks("\n".join((row.filename, *_texts(row.inspection))), wanted)


def _texts(found: Any) -> Iterator[str]:
    """Every text in values of JSON."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield from _texts([*found, *found.values()])
    elif isinstance(found, list):
        for each in found:
            yield from _texts(each)
