"""The pack for a council: asked for, made by the clock, signed off. Its files lie in a folder under the hash of what was asked.

A request is a file that is written at once; whatever has no result yet is due. So a killed worker loses nothing, and the
page that asked does not wait.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.governance.facts.papers import PaperKind
from takehold.governance.queries.papers import bodies_with, template
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Invalid
from takehold.overview.operations import pack_files
from takehold.overview.queries import pack, packs
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, Viewer


def ask(
    *,
    viewer: Viewer,
    meeting: date | None,
    slugs: tuple[str, ...],
    own: Mapping[str, str],
    now: datetime,
    paper: int | None = None,
) -> str:
    """Ask for a pack; its key. It is made at the next tick of the clock. ``paper``: the body whose Word template it takes.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no day, no change, or a sentence that claims more than its chart carries.
    """
    packs.readable(viewer)
    if not packs.may_ask(viewer):
        raise NotAllowed(
            _("A pack is made by those who lead or sponsor changes, by the council and by who leads IT.")
        )
    if meeting is None or meeting < viewer.on:
        raise Invalid("meeting", _("Say for which meeting: a day from today on."))
    known = {each.initiative.slug: each for each in initiatives.lines(viewer=viewer)}
    chosen = tuple(slug for slug in slugs if slug in known)
    if not chosen or len(chosen) != len(slugs):
        raise Invalid("slugs", _("Choose at least one change; one of those chosen is not there any more."))
    _paper(paper)
    house = people.system_viewer(on=viewer.on)
    said = {}
    for slug, text in own.items():
        if slug in chosen and text.strip():
            try:
                said[slug] = pack.checked(text, pack.standing_of(house, known[slug]), viewer.on)
            except Invalid as error:
                raise Invalid(f"own-{slug}", str(error)) from error
    wanted = {
        "meeting": meeting.isoformat(), "on": viewer.on.isoformat(), "slugs": sorted(chosen), "own": said,
        "language": get_language() or "en", "asked_at": now.isoformat(), "paper": paper,
    }  # fmt: skip
    key = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:32]
    place = packs.folder() / key
    place.mkdir(parents=True, exist_ok=True)
    _write(place / packs.REQUEST, json.dumps(wanted).encode())
    audit.record(actor=viewer.actor, action="pack asked for", subject=f"pack:{key}", now=now)
    return key


def _paper(body_id: int | None) -> None:
    if body_id is not None and body_id not in {number for number, _name in bodies_with(PaperKind.PACK)}:
        raise Invalid("paper", _("This body has no template for packs any more."))


def due() -> tuple[str, ...]:
    """Keys of packs that are asked for and not made yet."""
    places = sorted(packs.folder().glob(f"*/{packs.REQUEST}"))
    return tuple(
        each.parent.name
        for each in places
        if not (each.parent / packs.BUILT).exists() and not (each.parent / packs.FAILED).exists()
    )


def build(key: str, now: datetime) -> None:
    """Make the files of a pack. Doing it again makes the same ones; a pack that cannot be made says so and is left."""
    place = packs.folder() / key
    wanted = json.loads((place / packs.REQUEST).read_text())
    begun, worked = time.perf_counter(), time.process_time()
    try:
        with override(wanted["language"]):
            files = _files(wanted)
    except Exception:
        _write(place / packs.FAILED, json.dumps({"at": now.isoformat()}).encode())
        raise
    for name, data in files.items():
        _write(place / name, data)
    built = {
        "at": now.isoformat(),
        "seconds": round(time.perf_counter() - begun, 2),
        "processor": round(time.process_time() - worked, 2),
        "files": {name: [len(data), hashlib.sha256(data).hexdigest()] for name, data in files.items()},
    }
    _write(place / packs.BUILT, json.dumps(built).encode())


def _files(wanted: Mapping[str, Any]) -> dict[str, bytes]:
    on = date.fromisoformat(wanted["on"])
    asked = pack.Asked(date.fromisoformat(wanted["meeting"]), tuple(wanted["slugs"]), wanted["own"])
    told = pack.content(viewer=people.system_viewer(on=on), asked=asked)
    paper = wanted.get("paper")
    own = template(body_id=paper, kind=PaperKind.PACK) if paper is not None else None
    return {
        "pack.pdf": pack_files.pdf(told, on),
        "pack.docx": pack_files.word(told, own),
        "slides.zip": pack_files.slides(told),
    }


def sign_off(*, viewer: Viewer, key: str, now: datetime) -> None:
    """Say that this pack goes to the meeting as it is: by a sponsor or the council, once.

    Raises:
        NotFound: no such pack. NotAllowed: not theirs. Invalid: it is not made yet, or is signed off already.
    """
    found = packs.pack(viewer=viewer, key=key)
    if not found.may_sign:
        raise NotAllowed(_("A pack is signed off by the council or a sponsor."))
    if not found.built or found.signed_on is not None:
        raise Invalid("pack", _("It is not made yet, or it is signed off already."))
    role = next(role.kind.value for role in viewer.roles if role.kind in packs.SIGNERS)
    details = {"role": role, "sha256": next(each.sha256 for each in found.files if each.name == "pack.pdf")}
    audit.record(actor=viewer.actor, action=packs.SIGNED, subject=f"pack:{key}", now=now, details=details)


def _write(place: Path, data: bytes) -> None:
    """Written aside and renamed: nobody reads half a file."""
    aside = place.with_suffix(f".{os.getpid()}.part")
    aside.write_bytes(data)
    os.replace(aside, place)
