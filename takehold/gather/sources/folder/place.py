"""The folder on disk: which may be watched, what lies in it, and putting a file away once it is done with.

The way from an allowed folder to a file never follows a symbolic link: each step is opened by the name alone, from the
step before, so that nobody who may write there leads us anywhere else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

DONE: Final = "done"
REFUSED: Final = "refused"
EXCHANGE: Final = "exchange"
UNFINISHED: Final = (".part", ".tmp", ".crdownload", ".filepart", ".partial")
MOST: Final = 1_000
CHUNK: Final = 1 << 20
LONGEST_NAME: Final = 200
STEP: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class OutOfReach(Exception):
    """The folder cannot be watched just now; ``str()`` is a sentence."""


class Moved(Exception):
    """The file is another one than the one that was looked at, or gone."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as it lay there: as long as these are the same it is the same file. The time of its last change of any
    kind (``ctime_ns``) is kept by the system, so that a file put in another's place is another one."""

    name: str
    size: int
    mtime_ns: int
    ctime_ns: int


def choices(roots: Sequence[Path], home: Path) -> tuple[str, ...]:
    """Folders that may be watched: those the operator named, and the folders directly in them. Never our own."""
    found: list[str] = []
    for root in roots:
        if _ours(root, home) or not root.is_dir():
            continue
        with suppress(OSError):
            inner = sorted(
                each.name
                for each in os.scandir(root)
                if each.is_dir(follow_symlinks=False) and not _hidden(each.name)
            )
            found += [str(root), *(str(root / name) for name in inner if name not in (DONE, REFUSED))]
    return tuple(dict.fromkeys(found))


def _ours(root: Path, home: Path) -> bool:
    """Whether a folder holds our own data or lies in it. One folder there is kept free for exchange."""
    there, here = root.resolve(), home.resolve()
    if there.is_relative_to(here / EXCHANGE):
        return False
    return here.is_relative_to(there) or there.is_relative_to(here)


@contextmanager
def opened(path: str, roots: Sequence[Path], home: Path) -> Iterator[int]:
    """A descriptor of the folder, reached from the allowed one without following a link.

    Raises:
        OutOfReach: it is not allowed (any more), is not there, or may not be read.
    """
    steps = next((_steps(path, root) for root in roots if _steps(path, root) is not None), None)
    if steps is None or _ours(Path(path), home):
        raise OutOfReach(
            _("Whoever runs this server does not allow this folder any more (TAKEHOLD_FOLDERS).")
        )
    root, names = steps
    try:
        descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for name in names:
            below = os.open(name, STEP, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = below
    except OSError as error:
        raise OutOfReach(
            _("The folder cannot be opened: it is not there, is a link, or may not be read.")
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _steps(path: str, root: Path) -> tuple[Path, tuple[str, ...]] | None:
    asked = Path(path)
    if asked == root:
        return root, ()
    if asked.parent == root and asked.name not in ("", ".", ".."):
        return root, (asked.name,)
    return None


def lying(folder: int) -> tuple[Lying, ...]:
    """Whole files in the folder, the oldest first: no links, no hidden ones, none that a program still writes."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _hidden(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            with suppress(FileNotFoundError):
                found.append(_told(entry.name, entry.stat(follow_symlinks=False)))
    return tuple(sorted(found, key=lambda each: (each.mtime_ns, each.name))[:MOST])


def _hidden(name: str) -> bool:
    return name.startswith((".", "~")) or name.lower().endswith(UNFINISHED)


def _told(name: str, found: os.stat_result) -> Lying:
    return Lying(name, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def content(folder: int, file: Lying) -> Iterator[bytes]:
    """The bytes of a file. Raises ``Moved`` where it is another file by the beginning or by the end."""
    try:
        descriptor = os.open(
            file.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder
        )
    except OSError as error:
        raise Moved from error
    with os.fdopen(descriptor, "rb") as handle:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or _told(file.name, found) != file:
            raise Moved
        while chunk := handle.read(CHUNK):
            yield chunk
        if _told(file.name, os.fstat(descriptor)) != file:
            raise Moved


def put_away(folder: int, file: Lying, where: str, mark: str, sentences: Iterable[str]) -> str:
    """Move a file into ``done`` or ``refused``, with what there is to say in a .txt beside it. Its name there.

    Safe to repeat: the name is the same each time, whatever lies there already under the file's own name is kept, and a
    file that somebody has replaced meanwhile stays where it is (``Moved``).

    Raises:
        OutOfReach: the folder may not be written to.
    """
    try:
        with suppress(FileExistsError):
            os.mkdir(where, dir_fd=folder)
        shelf = os.open(where, STEP, dir_fd=folder)
        try:
            return _shelved(folder, shelf, file, mark, "\n".join(sentences))
        finally:
            os.close(shelf)
    except OSError as error:
        raise OutOfReach(
            _(
                "What was read cannot be moved to “%(folder)s”: the folder may not be written to. It is not read twice all the same."
            )
            % {"folder": where}
        ) from error


def _shelved(folder: int, shelf: int, file: Lying, mark: str, said: str) -> str:
    try:
        if _told(file.name, os.stat(file.name, dir_fd=folder, follow_symlinks=False)) != file:
            raise Moved
    except FileNotFoundError as error:
        raise Moved from error
    name = file.name if _free(shelf, file.name) else _marked(file.name, mark)
    if said:
        note = os.open(
            f"{name}.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644, dir_fd=shelf
        )
        with os.fdopen(note, "w", encoding="utf-8") as out:
            out.write(f"{said}\n")
            out.flush()
            os.fsync(out.fileno())
    os.rename(file.name, name, src_dir_fd=folder, dst_dir_fd=shelf)
    os.fsync(shelf)
    os.fsync(folder)
    return name


def _free(shelf: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=shelf, follow_symlinks=False)
    except FileNotFoundError:
        return True
    return False


def _marked(name: str, mark: str) -> str:
    """``report.csv`` -> ``report-1a2b3c4d.csv``; the name stays short enough for any disk."""
    stem, dot, ending = name[:LONGEST_NAME].partition(".")
    return f"{stem}-{mark}{dot}{ending}"
