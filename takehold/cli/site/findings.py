"""What ``takehold doctor`` looks at. Each check answers with a sentence and, where something is wrong, what to do."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from takehold.cli.offline.language import tell
from takehold.cli.site.clock import ALIVE
from takehold.cli.site.home import KEY_FILE

LEAST_FREE: Final = 500 * 1024**2
LEAST_SHARE: Final = 0.05
SHORTEST_KEY: Final = 50
LAST_BACKUP: Final = "last-backup"
OLD_BACKUP: Final = timedelta(days=7)
CROWDED: Final = 200
"""Files of one source that the clock would have merged long before."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor. ``well`` False: ``do`` says what to do. ``grave`` False: a warning, exit code 0."""

    check: str
    well: bool
    sentence: str
    do: str = ""
    grave: bool = True


def folder(home: Path, user: int) -> Finding:
    """The folder belongs to who runs the site, and nobody else may look in."""
    if not home.is_dir():
        return Finding(
            "folder",
            False,
            tell("There is no folder {folder}.", folder=str(home)),
            tell("Run: takehold serve"),
        )
    info = home.stat()
    if info.st_uid != user:
        return Finding(
            "folder",
            False,
            tell("{folder} belongs to another user of this machine.", folder=str(home)),
            tell(
                "Run the site as that user, or give the folder away: chown -R {user} {folder}",
                user=str(user),
                folder=str(home),
            ),
        )
    if stat.S_IMODE(info.st_mode) & 0o077:
        return Finding(
            "folder",
            False,
            tell("Other users of this machine may look into {folder}.", folder=str(home)),
            tell("Close it: chmod 700 {folder}", folder=str(home)),
        )
    if not os.access(home, os.W_OK):
        return Finding(
            "folder",
            False,
            tell("{folder} cannot be written.", folder=str(home)),
            tell("Run: chmod u+rwx {folder}", folder=str(home)),
        )
    return Finding("folder", True, tell("{folder} is closed to others and can be written.", folder=str(home)))


def administrators(people: int, page: str) -> Finding:
    """Somebody can let others in, also while one of them is away."""
    if people == 0:
        return Finding(
            "administrators",
            False,
            tell("Nobody can sign in as an administrator."),
            tell("Run: takehold give-role KEY admin, then: takehold open-account KEY"),
        )
    if people == 1:
        return Finding(
            "administrators",
            False,
            tell("One person alone is an administrator."),
            tell("Give the role to a second one, under {page}", page=page),
            grave=False,
        )
    return Finding("administrators", True, tell("{n} people are administrators.", n=str(people)))


def disk(home: Path, usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage) -> Finding:
    """Room on the disk: under 5 % or 500 MB an import may fail half way (nothing is lost, but nothing comes in)."""
    total, _used, free = usage(home)
    shown = tell("{size_free} of {size_all} are free", size_free=free, size_all=total)
    if free < LEAST_FREE or free < total * LEAST_SHARE:
        return Finding(
            "disk",
            False,
            tell("The disk is nearly full: {free}.", free=shown),
            tell("Make room, or move the folder and start the site with --home."),
        )
    return Finding("disk", True, shown + ".")


def secret_key(home: Path, from_environment: str) -> Finding:
    """The key that signs sessions is long, and only its owner reads it."""
    path = home / KEY_FILE
    if from_environment:
        well = len(from_environment) >= SHORTEST_KEY
        return Finding(
            "secret key",
            well,
            tell("The secret key comes from TAKEHOLD_SECRET_KEY.")
            if well
            else tell("TAKEHOLD_SECRET_KEY is too short to be safe."),
            "" if well else tell("Set it to at least 50 random characters."),
        )
    if not path.exists():
        return Finding(
            "secret key",
            False,
            tell("There is no secret key."),
            tell("Start the site once; it makes one: takehold serve"),
        )
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(
            "secret key",
            False,
            tell("Other users may read the secret key."),
            tell("Close it: chmod 600 {path}", path=str(path)),
        )
    if len(path.read_text().strip()) < SHORTEST_KEY:
        return Finding(
            "secret key", False, tell("The secret key is too short to be safe."), tell("Remove {path} and start the site again; everybody signs in anew.", path=str(path))
        )  # fmt: skip
    return Finding("secret key", True, tell("The secret key is there and closed to others."))


def clock(
    last_record: datetime | None,
    *,
    wall: Callable[[], float] = time.time,
    steady: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Finding:
    """The wall clock runs like the steady one, and does not lie before the last record."""
    wall_before, steady_before = wall(), steady()
    pause(0.2)
    drift = (wall() - wall_before) - (steady() - steady_before)
    now = datetime.fromtimestamp(wall(), UTC)
    if abs(drift) > 0.1:
        return Finding(
            "clock",
            False,
            tell("The clock jumped by {seconds} seconds while we looked.", seconds=f"{drift:+.1f}"),
            tell("Let one time service set it (timedatectl status), then look again."),
        )
    if last_record and now < last_record - timedelta(minutes=5):
        return Finding(
            "clock",
            False,
            tell(
                "The clock says {now} UTC, but the last record is of {last}.",
                now=f"{now:%Y-%m-%d %H:%M}",
                last=f"{last_record:%Y-%m-%d %H:%M}",
            ),
            tell("Set the clock right before anything is imported: what is counted is told by dates."),
        )
    return Finding(
        "clock", True, tell("The clock says {now} UTC and runs steadily.", now=f"{now:%Y-%m-%d %H:%M}")
    )


def alive(home: Path, now: datetime, patience: timedelta = timedelta(minutes=2)) -> Finding:
    """Whether the jobs run: their last sign of life is young."""
    try:
        seen = datetime.fromisoformat((home / ALIVE).read_text())
    except (OSError, ValueError):
        seen = None
    if seen is None or now - seen > patience:
        never = tell("The jobs have not run yet: uploads wait and verdicts grow old.")
        return Finding(
            "jobs",
            False,
            never
            if seen is None
            else tell(
                "The jobs have not run since {then} UTC: uploads wait and verdicts grow old.",
                then=f"{seen:%Y-%m-%d %H:%M}",
            ),
            tell("Start the site (takehold serve), or the jobs alone (takehold jobs)."),
            grave=False,
        )
    return Finding("jobs", True, tell("The jobs run."))


def last_backup(home: Path, now: datetime) -> Finding:
    """How old the last backup is. None, or one older than a week, is a warning."""
    do = tell("Make one now and then every night, by cron for instance: takehold backup")
    try:
        at, where = (home / LAST_BACKUP).read_text().splitlines()
        age = now - datetime.fromisoformat(at)
    except (OSError, ValueError):
        return Finding("backup", False, tell("No backup was made of this folder yet."), do, grave=False)
    if not Path(where).exists():
        gone = tell(
            "The last backup is not in {folder} any more; if it was moved, all is well.", folder=where
        )
        return Finding("backup", age <= OLD_BACKUP, gone, "" if age <= OLD_BACKUP else do, grave=False)
    hours = max(0, round(age.total_seconds() / 3600))
    said = (
        tell("The last backup was made {hours} h ago: {folder}.", hours=hours, folder=where)
        if hours < 48
        else tell("The last backup was made {days} days ago: {folder}.", days=age.days, folder=where)
    )
    well = age <= OLD_BACKUP
    return Finding("backup", well, said, "" if well else do, grave=False)


def segments(missing: list[str], count: int) -> Finding:
    """Every file of evidence that the database names lies on the disk."""
    if missing:
        return Finding(
            "evidence files",
            False,
            tell(
                "{missing} of {count} files of evidence are not there, first: {first}.",
                missing=len(missing),
                count=count,
                first=missing[0],
            ),
            tell(
                "Restore the folder from a backup of the same day as the database, or upload the exports again."
            ),
        )
    return Finding("evidence files", True, tell("All {count} files of evidence are there.", count=count))


def crowding(files: int) -> Finding:
    """Small files of evidence are merged by the jobs, so that pages stay quick. ``files``: of the most crowded source."""
    if files > CROWDED:
        return Finding(
            "merging",
            False,
            tell("A source lies in {files} files: merging them does not keep up.", files=files),
            tell("Let the jobs run: takehold serve, or takehold jobs beside it."),
            grave=False,
        )
    return Finding("merging", True, tell("Small files of evidence are merged."))


def migrations(waiting: int) -> Finding:
    """Tables are those of this version."""
    if waiting:
        return Finding(
            "tables",
            False,
            tell("{count} changes of the tables wait for this version.", count=waiting),
            tell("Restart the site; it brings them up to date: takehold serve"),
        )
    return Finding("tables", True, tell("The tables are those of this version."))
