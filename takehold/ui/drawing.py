"""From a Vega-Lite specification to SVG or PNG, in process, kept by the hash of the specification."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

FONTS: Final = Path(__file__).parent / "fonts"
_ROLES: Final = re.compile(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"')
_EMPTY: Final = re.compile(r'<path d="[^"]*"(?: display="none")?/>|<path d=""/>')


@cache
def _renderer() -> Any:
    """The library, with our letters registered. Loaded late: 180 ms and a JavaScript engine, once per process."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def digest(spec: Mapping[str, Any], kind: str) -> str:
    """Hash of a drawing: of the specification, the kind of output and the renderer's version."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{kind}\n{_version()}\n{text}".encode()).hexdigest()


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("vl-convert-python")


def svg(spec: Mapping[str, Any], folder: Path | None = None) -> str:
    """An SVG for the inside of a page: one label for the whole, no styles, no scripts, no ids.

    ``folder`` keeps it; None: drawn anew each time.
    """
    kept = _kept(folder, digest(spec, "svg"), ".svg")
    before = _read(kept)
    if before is not None:
        return before.decode()
    drawn = _plain(
        _renderer().vegalite_to_svg(dict(spec), allowed_base_urls=[]), str(spec.get("description", ""))
    )
    if kept is not None:
        _keep(kept, drawn.encode())
    return drawn


def png(spec: Mapping[str, Any], folder: Path | None = None, *, scale: float = 2.0) -> bytes:
    """A PNG of ``scale`` times the specification's size. A 800 by 450 specification gives 1600 by 900 pixels."""
    kept = _kept(folder, digest(spec, f"png {scale}"), ".png")
    before = _read(kept)
    if before is not None:
        return before
    drawn: bytes = _renderer().vegalite_to_png(dict(spec), scale=scale, allowed_base_urls=[])
    if kept is not None:
        _keep(kept, drawn)
    return drawn


def pixels(drawn: str, *, scale: float = 2.0) -> bytes:
    """A drawing (SVG, with letters of ours) as a PNG of ``scale`` times its size."""
    made: bytes = _renderer().svg_to_png(drawn, scale=scale)
    return made


def _plain(drawn: str, description: str) -> str:
    """Roles of single marks are noise to a screen reader: the figure has one label, and its table has the figures."""
    head, rest = drawn.split(">", 1)
    width = re.search(r'viewBox="([^"]+)"', head)
    label = f' role="img" aria-label="{escape(description)}"' if description else ' aria-hidden="true"'
    box = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{width.group(1) if width else "0 0 1 1"}"{label}>'
    )
    return box + _ROLES.sub("", rest)


def _kept(folder: Path | None, name: str, ending: str) -> Path | None:
    return None if folder is None else folder / name[:2] / (name + ending)


def _read(kept: Path | None) -> bytes | None:
    """What is kept, marked as used now; None when it was never drawn, or has just been swept away."""
    if kept is None:
        return None
    try:
        os.utime(kept)
        return kept.read_bytes()
    except FileNotFoundError:
        return None


def sweep(folder: Path, before: datetime) -> int:
    """Throw away the drawings that nobody has looked at since ``before``; how many."""
    gone = 0
    for kept in folder.glob("??/*"):
        if kept.stat().st_mtime < before.timestamp():
            kept.unlink(missing_ok=True)
            gone += 1
    return gone


def _keep(place: Path, drawn: bytes) -> None:
    """Written aside and renamed, so that nobody reads half a drawing."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".drawing-")
    with os.fdopen(handle, "wb") as file:
        file.write(drawn)
    os.replace(name, place)
