"""The packs that were asked for: which there are, whether they are made and signed off, and their files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from takehold.audit import queries as audit
from takehold.people.facts import EVERYWHERE, NotFound, NotYours, RoleKind, Viewer

REQUEST, BUILT, FAILED = "request.json", "built.json", "failed.json"
KEY: Final = re.compile(r"[0-9a-f]{32}")
MOST: Final = 20
ASKERS: Final = (RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.COUNCIL, RoleKind.IT_LEAD, RoleKind.ADMIN)
SIGNERS: Final = (RoleKind.COUNCIL, RoleKind.SPONSOR)
SIGNED: Final = "pack signed off"
TYPES: Final = {
    "pack.pdf": "application/pdf",
    "pack.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "slides.zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackFact:
    """A pack. ``seconds`` and ``processor``: how long making it took, None before. ``signed_by``: in which role."""

    key: str
    meeting: date
    asked_at: datetime
    changes: int
    built: bool
    failed: bool
    seconds: float | None
    processor: float | None
    files: tuple[PackFile, ...]
    signed_on: date | None
    signed_by: str
    may_sign: bool


def may_ask(viewer: Viewer) -> bool:
    """Those who lead or sponsor changes, the council, and who leads IT."""
    return viewer.has(*ASKERS)


def packs(*, viewer: Viewer) -> tuple[PackFact, ...]:
    """The newest packs, for those who read every change. Raises ``NotYours``."""
    readable(viewer)
    places = sorted(folder().glob(f"*/{REQUEST}"), key=lambda each: each.stat().st_mtime, reverse=True)
    found = [each.parent for each in places[:MOST] if KEY.fullmatch(each.parent.name)]
    signed = _signed([each.name for each in found])
    return tuple(_fact(each, viewer, signed) for each in found)


def pack(*, viewer: Viewer, key: str) -> PackFact:
    """One pack. Raises ``NotYours``, ``NotFound``."""
    readable(viewer)
    place = folder() / key
    if not KEY.fullmatch(key) or not (place / REQUEST).is_file():
        raise NotFound
    return _fact(place, viewer, _signed([key]))


def content_of(*, viewer: Viewer, key: str, name: str) -> bytes:
    """A file of a pack that is made. Raises ``NotYours``, ``NotFound``."""
    found = pack(viewer=viewer, key=key)
    if all(each.name != name for each in found.files):
        raise NotFound
    return (folder() / key / name).read_bytes()


def readable(viewer: Viewer) -> None:
    """For those who read every change. Raises ``NotYours``."""
    if not viewer.has(*EVERYWHERE):
        raise NotYours


def folder() -> Path:
    """Where packs lie."""
    return Path(settings.HOME) / "packs"


def _signed(keys: list[str]) -> dict[str, Any]:
    lines = audit.of(action=SIGNED, subjects=[f"pack:{key}" for key in keys]) if keys else ()
    return {each.subject.removeprefix("pack:"): each for each in lines}


def _fact(place: Path, viewer: Viewer, signed: dict[str, Any]) -> PackFact:
    wanted = json.loads((place / REQUEST).read_text())
    built = json.loads((place / BUILT).read_text()) if (place / BUILT).is_file() else None
    line = signed.get(place.name)
    return PackFact(
        key=place.name,
        meeting=date.fromisoformat(wanted["meeting"]),
        asked_at=datetime.fromisoformat(wanted["asked_at"]),
        changes=len(wanted["slugs"]),
        built=built is not None,
        failed=(place / FAILED).is_file(),
        seconds=built["seconds"] if built else None,
        processor=built["processor"] if built else None,
        files=tuple(PackFile(name, *told) for name, told in built["files"].items()) if built else (),
        signed_on=timezone.localdate(line.at) if line is not None else None,
        signed_by=line.details.get("role", "") if line is not None else "",
        may_sign=viewer.has(*SIGNERS),
    )
