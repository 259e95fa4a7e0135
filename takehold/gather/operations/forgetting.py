"""Gathering forgets one person: voices, ways into surveys, and files that wait and hold the person."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from takehold.gather.facts.retention import Kept
from takehold.gather.models import Draft, DraftState, Invitation, PersonsAgreement, Received
from takehold.gather.operations import quarantine
from takehold.gather.operations.voices_of_person import forget as forget_voices
from takehold.gather.queries import doors
from takehold.gather.queries.draft_rows import OPEN, kept_for
from takehold.gather.queries.kept import path
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


def forget_files(*, names: Iterable[str], home: Path) -> tuple[int, datetime | None]:
    """Uploads and events that wait and hold one of the names go, files loaded or not. How many; and when the last of those that cannot be
    searched, or are being read, leaves by itself. To be called last: a file that went does not come back."""
    names = tuple(names)
    gone, youngest = traces.forget_uploads(names=names)
    ends = [youngest + timedelta(days=days(Kept.UPLOADS))] if youngest else []
    wanted = traces.pattern(names)
    for row in Draft.objects.exclude(stored_name="") if wanted else ():
        file = path(home, row.id, row.stored_name)
        found = traces.holds(file, wanted) if wanted and file.exists() else False
        found = found or (wanted and _speaks(row, wanted)) or found
        if found and row.state in OPEN:
            quarantine.discard(home=home, draft_id=row.id)
            row.delete()
            gone += 1
        elif found is not False:
            ends.append(row.updated_at + kept_for())
    if wanted:
        _forget_rows(wanted)
    return gone, max(ends, default=None)


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
