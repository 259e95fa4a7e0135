"""Files in quarantine are searched for a person who is to be erased. What holds the person goes with the commit."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.db.models import Q

from takehold.ledger.models import Import, Rejected
from takehold.ledger.operations.uploads import quarantine
from takehold.ledger.queries.imports import UNFINISHED

AT_ONCE: Final = 1 << 20
OVERLAP: Final = 4096
MOST: Final = 4 << 30
"""Bytes that are unpacked of one file; what is longer cannot be told."""
ZIP: Final = b"PK\x03\x04"
PACKED: Final = (ZIP, b"PAR1")
ENCODINGS: Final = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


def pattern(names: Iterable[str]) -> re.Pattern[bytes] | None:
    """Finds any of the names as a word of its own, in capitals or not, as text files of any encoding hold it."""
    forms = {form for name in names for form in (name, name.lower(), name.upper()) if form}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    written = set()
    for form in forms:
        for encoding in ENCODINGS:
            try:
                written.add(form.encode(encoding))
            except UnicodeEncodeError:
                continue
    if not written:
        return None
    either = b"|".join(re.escape(each) for each in sorted(written, key=len, reverse=True))
    return re.compile(b"(?<![0-9A-Za-z])(?:" + either + b")(?![0-9A-Za-z])", re.IGNORECASE)


def speaks(text: str, wanted: re.Pattern[bytes]) -> bool:
    """Whether a text holds one of the names; a longer word that only contains it does not."""
    return wanted.search(text.encode("utf-8", "surrogatepass")) is not None


def holds(path: Path, wanted: re.Pattern[bytes]) -> bool | None:
    """Whether a file holds one of the names; None where that cannot be told (packed in a way of its own, too long)."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if start[:2] == b"\x1f\x8b":
                with gzip.open(file) as unpacked:
                    return _in_stream(unpacked, wanted)
            if start == ZIP:
                return _in_archive(file, wanted)
            if start in PACKED:
                return None
            return _in_stream(file, wanted)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None


def _in_archive(file: IO[bytes], wanted: re.Pattern[bytes]) -> bool | None:
    told: bool | None = False
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            with archive.open(member) as unpacked:
                start = unpacked.peek(4)[:4]  # type: ignore[attr-defined] # ZipExtFile looks ahead
                found = None if start in PACKED else _in_stream(unpacked, wanted)
            if found:
                return True
            told = None if found is None else told
    return told


def _in_stream(file: IO[bytes] | gzip.GzipFile, wanted: re.Pattern[bytes]) -> bool | None:
    kept, read = b"", 0
    while chunk := file.read(AT_ONCE):
        read += len(chunk)
        if wanted.search(kept + chunk):
            return True
        if read > MOST:
            return None
        kept = (kept + chunk)[-OVERLAP:]
    return False


def search_uploads(*, names: Iterable[str]) -> dict[str, bool | None]:
    """Which kept uploads hold one of the names, each by what it is stored as: as ``holds`` tells. Writes nothing."""
    wanted = pattern(names)
    stored = Import.objects.filter(original_kept=True).values_list("stored_as", flat=True)
    return {each: _in_quarantine(each, wanted) for each in set(stored)} if wanted else {}


def forget_uploads(
    *, names: Iterable[str], searched: Mapping[str, bool | None]
) -> tuple[tuple[str, ...], datetime | None]:
    """Finished uploads that hold one of the names are kept no longer, and rejected records go. ``searched``: what
    ``search_uploads`` told; only what came since is looked into here.

    The files to be removed after the commit, as paths below the data folder; and, of those that stay because they are
    still being read or cannot be searched, when the youngest came in: its time in quarantine ends the wait.
    """
    names = tuple(names)
    wanted = pattern(names)
    if wanted is None:
        return (), None
    gone, youngest = set(), None
    for row in Import.objects.filter(original_kept=True).order_by("created_at"):
        known = row.stored_as in searched
        found = searched[row.stored_as] if known else _in_quarantine(row.stored_as, wanted)
        if found and row.state not in UNFINISHED:
            gone.add(row.stored_as)
        elif found is not False:
            youngest = row.created_at
    Import.objects.filter(stored_as__in=gone).update(original_kept=False)
    _forget_rows(names, wanted)
    folder = quarantine(Path())
    return tuple(str(folder / each) for each in sorted(gone)), youngest


def _in_quarantine(stored_as: str, wanted: re.Pattern[bytes]) -> bool | None:
    path = quarantine(Path(settings.HOME)) / stored_as
    return holds(path, wanted) if path.exists() else False


def _forget_rows(names: Iterable[str], wanted: re.Pattern[bytes]) -> None:
    """Rejected records go, and names of files. The database finds texts that contain a name; of these only words count."""
    forms = {form for name in names for form in (name, name.lower(), name.upper()) if form}
    said = reduce(or_, (Q(reason__icontains=form) | Q(column__icontains=form) for form in forms))
    for row in Rejected.objects.filter(said):
        if speaks(f"{row.column}\n{row.reason}", wanted):
            row.delete()
    called = reduce(or_, (Q(filename__icontains=form) for form in forms))
    for pk, filename in Import.objects.filter(called).values_list("pk", "filename"):
        if speaks(filename, wanted):
            Import.objects.filter(pk=pk).update(filename="upload")
