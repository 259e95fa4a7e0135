"""Where an uploaded file lies until the import takes it: one folder a draft, one writer, limits while streaming."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from takehold.gather.queries.kept import folder

LARGEST_UPLOAD: Final = 2 * 1024**3
KEEP_FREE: Final = 500 * 1024**2
ACCEPTED: Final = ("csv", "tsv", "txt", "xlsx", "parquet", "jsonl", "ndjson", "xes")
PACKED: Final = ("gz", "zip")


class UploadRefused(Exception):
    """The file is not taken; ``str()`` is the sentence for the person."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in quarantine. ``name`` is as the person called it, ``stored_name`` as it lies on disk."""

    draft_id: uuid.UUID
    name: str
    stored_name: str
    size: int
    sha256: str


def shown_name(filename: str) -> str:
    """The last part of a name, without control characters and path tricks, at most 200 characters."""
    last = re.split(r"[\\/]", filename)[-1]
    clean = "".join(c for c in last if c.isprintable()).strip(". ")
    return clean[-200:] or _("unnamed file")


def stored_name(filename: str) -> str:
    """``upload`` with the endings kept (``upload.csv.gz``); anything not accepted is refused in a sentence."""
    parts = shown_name(filename).lower().split(".")
    packing = parts.pop() if len(parts) > 1 and parts[-1] in PACKED else ""
    ending = parts[-1] if len(parts) > 1 else ""
    if ending in ACCEPTED:
        return ".".join(p for p in ("upload", ending, packing) if p)
    if packing == "zip":  # a zip says inside what it holds
        return "upload.zip"
    allowed = ", ".join(("CSV", "TSV", "XLSX", "Parquet", "JSONL", "XES"))
    if ending in ("xls", "ods", "xlsm", "xlsb"):
        raise UploadRefused(
            _("“%(name)s” is a workbook of a kind we do not open. Save it as XLSX or CSV and upload that.")
            % {"name": shown_name(filename)}
        )
    raise UploadRefused(
        _("“%(name)s” is not a kind of file we read. Allowed: %(allowed)s, each also packed as .gz or .zip.")
        % {"name": shown_name(filename), "allowed": allowed}
    )


def store(
    *, home: Path, filename: str, chunks: Iterable[bytes], largest: int = LARGEST_UPLOAD, announced: int = 0
) -> Stored:
    """Stream a file into quarantine. Too big, empty or no room: refused, and nothing is left behind.

    Args:
        home: the site's data folder.
        filename: as the person called it.
        chunks: the bytes, read once.
        largest: limit in bytes.
        announced: the size the browser announced, 0 if it did not; lets us refuse before reading.
    """
    target_name = stored_name(filename)
    _refuse_without_room(home, announced, largest)
    draft_id = uuid.uuid4()
    target = folder(home, draft_id)
    target.mkdir(parents=True, mode=0o700)
    try:
        size, digest = _write(target / target_name, chunks, largest)
        if size == 0:
            raise UploadRefused(_("The file is empty. Export it again and upload it."))
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return Stored(draft_id, shown_name(filename), target_name, size, digest)


def discard(*, home: Path, draft_id: uuid.UUID) -> None:
    """Take the draft's folder away; a second call does nothing."""
    shutil.rmtree(folder(home, draft_id), ignore_errors=True)


def _write(target: Path, chunks: Iterable[bytes], largest: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise UploadRefused(too_big(largest))
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest()


def too_big(largest: int) -> str:
    """The sentence for a file over the limit."""
    return _(
        "The file is larger than %(limit)s GB, the most we take at once. Nothing was kept. "
        "Export a shorter period, or pack it as .gz, and upload the parts one after the other."
    ) % {"limit": f"{largest / 1024**3:g}"}


def _refuse_without_room(home: Path, announced: int, largest: int) -> None:
    if announced > largest:
        raise UploadRefused(too_big(largest))
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(home).free < announced * 2 + KEEP_FREE:
        raise UploadRefused(
            _(
                "The server's disk is nearly full, so the file was not taken. Tell your administrator; nothing was lost."
            )
        )
