"""What runs by itself: drawings that nobody has looked at for a quarter are thrown away, once a day; on Monday the week
goes out as a mail; packs that were asked for are made."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from takehold.overview.operations import mailing, packs
from takehold.overview.queries import pictures
from takehold.ui import drawing

KEPT = timedelta(days=90)
EVERY = timedelta(days=1)
SWEPT = "swept"
SWEEP, MAIL, PACK = "sweep drawings", "mail the week", "make pack "


def due(now: datetime) -> tuple[str, ...]:
    """What is to be done at this moment."""
    asked = (f"{PACK}{key}" for key in packs.due())
    return (*asked, *((SWEEP,) if _unswept(now) else ()), *((MAIL,) if mailing.due(now) else ()))


def run(job: str, *, now: datetime, home: Path) -> None:
    """Do it. Whatever is thrown away too much is drawn again when somebody looks."""
    if job == MAIL:
        mailing.send(now)
        return
    if job.startswith(PACK):
        packs.build(job.removeprefix(PACK), now)
        return
    folder = home / "charts"
    drawing.sweep(folder, now - KEPT)
    (folder / SWEPT).write_text(now.isoformat())


def _unswept(now: datetime) -> bool:
    folder = pictures.folder()
    swept = folder / SWEPT
    return folder.exists() and not (swept.exists() and swept.stat().st_mtime > (now - EVERY).timestamp())
