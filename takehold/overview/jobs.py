"""What runs by itself: drawings that nobody has looked at for a quarter are thrown away, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from takehold.overview.queries import pictures
from takehold.ui import drawing

KEPT = timedelta(days=90)
EVERY = timedelta(days=1)
SWEPT = "swept"


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    folder = pictures.folder()
    if not folder.exists():
        return ()
    swept = folder / SWEPT
    if swept.exists() and swept.stat().st_mtime > (now - EVERY).timestamp():
        return ()
    return ("sweep drawings",)


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it. Whatever is thrown away too much is drawn again when somebody looks."""
    folder = home / "charts"
    drawing.sweep(folder, now - KEPT)
    (folder / SWEPT).write_text(now.isoformat())
