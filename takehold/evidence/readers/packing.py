"""gz and zip: one file out of one archive, watched while it unfolds."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from takehold.evidence.limits import Limits, Refused
from takehold.evidence.sentences import gettext_noop

_CHUNK: Final = 1024 * 1024
_GZ: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_ENCRYPTED: Final = 0x1
_LITTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_DOCUMENTS: Final = {
    "content.xml": gettext_noop("an OpenDocument (LibreOffice) file"),
    "word/document.xml": gettext_noop("a Word document"),
    "ppt/presentation.xml": gettext_noop("a PowerPoint presentation"),
}


@dataclass(frozen=True, slots=True)
class Inner:
    """The file to read: the original (packing "") or what was unpacked from it into the scratch folder."""

    path: Path
    name: str
    packing: str


def unpack(path: Path, scratch: Path, limits: Limits) -> Inner:
    """Unpack gz or zip once. XLSX, itself a zip, stays as it is.

    Raises:
        Refused: damaged, hostile, nested, locked, or growing beyond the limits.
    """
    with path.open("rb") as handle:
        start = handle.read(4)
    if start.startswith(_GZ):
        inner = _gz(path, scratch, limits)
    elif start in (_ZIP, _EMPTY_ZIP) and not is_workbook(path):
        inner = _zip(path, scratch, limits)
    else:
        return Inner(path, path.name, "")
    with inner.path.open("rb") as handle:
        start = handle.read(4)
    if start.startswith(_GZ) or (start in (_ZIP, _EMPTY_ZIP) and not is_workbook(inner.path)):
        raise Refused(
            "{name} holds an archive inside an archive, which is not opened. Unpack it, then choose the file itself.",
            name=path.name[:80],
        )
    return inner


def is_workbook(path: Path) -> bool:
    """Whether a zip is an Excel workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


def pour(
    source: IO[bytes] | gzip.GzipFile, target: IO[bytes] | None, packed: int, limits: Limits, name: str
) -> int:
    """Copy, counting. Refuses what unfolds beyond the limits at the moment it does. Returns the bytes."""
    ceiling, size = limits.may_unpack_to(packed), 0
    for chunk in iter(lambda: source.read(_CHUNK), b""):
        size += len(chunk)
        if size > ceiling:
            raise Refused(
                "{name} unfolds to more than {size_most} from {size}. That is not how data packs; "
                "it is made to fill the disk. If it is really your export, unpack it and choose the file itself.",
                name=name[:80],
                size_most=ceiling,
                size=packed,
            )
        if target is not None:
            target.write(chunk)
    return size


def _gz(path: Path, scratch: Path, limits: Limits) -> Inner:
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    copy = scratch / "unpacked"
    try:
        with gzip.open(path, "rb") as source, copy.open("wb") as target:
            pour(source, target, path.stat().st_size, limits, path.name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _damaged(path) from None
    return Inner(copy, name, "gz")


def _zip(path: Path, scratch: Path, limits: Limits) -> Inner:
    copy = scratch / "unpacked"
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive, path, limits)
            with archive.open(member) as source, copy.open("wb") as target:
                size = pour(source, target, path.stat().st_size, limits, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError):
        raise _damaged(path) from None
    if size != member.file_size:
        raise _damaged(path)
    return Inner(copy, PurePosixPath(member.filename).name, "zip")


def _only_member(archive: zipfile.ZipFile, path: Path, limits: Limits) -> zipfile.ZipInfo:
    members = archive.infolist()
    names = {member.filename for member in members}
    for part, kind in _DOCUMENTS.items():
        if part in names:
            raise Refused(
                "{name} is {word_kind}, which is not read. Save the table as XLSX or CSV.",
                name=path.name[:80],
                word_kind=kind,
            )
    if len(members) > limits.members:
        raise Refused(
            "{name} holds {count} files. Pack only the file with the data.",
            name=path.name[:80],
            count=len(members),
        )
    for member in members:
        _check_member(member, path)
    files = [
        m
        for m in members
        if not m.is_dir() and not any(m.filename.startswith(x) or m.filename.endswith(x) for x in _LITTER)
    ]
    if not files:
        raise Refused("{name} is an empty archive.", name=path.name[:80])
    if len(files) > 1:
        shown = ", ".join(member.filename[:60] for member in files[:5])
        raise Refused(
            "{name} holds {count} files ({shown}{more}). Unpack it and choose the one with the data.",
            name=path.name[:80],
            count=len(files),
            shown=shown,
            more=", ..." if len(files) > 5 else "",
        )
    return files[0]


def _check_member(member: zipfile.ZipInfo, path: Path) -> None:
    name = member.filename
    outside = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":"
    link = stat.S_ISLNK(member.external_attr >> 16)
    if outside or link:
        raise Refused(
            "{name} holds an entry that points outside the archive ({entry}). "
            "Such archives are made to overwrite files; nothing was unpacked.",
            name=path.name[:80],
            entry=name[:60],
        )
    if member.flag_bits & _ENCRYPTED:
        raise Refused("{name} is locked with a password. Pack it again without one.", name=path.name[:80])


def _damaged(path: Path) -> Refused:
    return Refused(
        "{name} is a damaged archive: it ends too early or its content was changed on the way. "
        "Copy or export it again.",
        name=path.name[:80],
    )
