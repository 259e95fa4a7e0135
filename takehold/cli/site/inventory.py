"""What a backup holds: every file and every table with its size and checksum, written last."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

INVENTORY: Final = "inventory.json"
FORM: Final = "takehold.backup/1"
AT_ONCE: Final = 1024 * 1024
ROUND: Final = 1 << 256


class Unusable(Exception):
    """There is no finished backup, or it cannot be read."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of something there is (bytes of a file, rows of a table) and its SHA-256 in hexadecimal digits."""

    amount: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything in a backup. Files by path from the folder, tables by name; ``audit`` is the end of that record."""

    made_at: datetime
    version: str
    database: str
    files: Mapping[str, Counted]
    tables: Mapping[str, Counted]
    audit: str
    audit_whole: bool

    def write(self, folder: Path) -> None:
        """Write it down durably: from here on the folder is a finished backup."""
        said = {**asdict(self), "form": FORM, "made_at": self.made_at.isoformat()}
        with (folder / INVENTORY).open("w") as out:
            json.dump(said, out, indent=1, sort_keys=True)
            out.flush()
            os.fsync(out.fileno())

    @classmethod
    def read(cls, folder: Path) -> Inventory:
        """What the folder says it holds.

        Raises:
            Unusable: it holds no finished backup of this form.
        """
        try:
            said: dict[str, Any] = json.loads((folder / INVENTORY).read_text())
            if said.pop("form") != FORM:
                raise Unusable
            for part in ("files", "tables"):
                said[part] = {str(name): Counted(**found) for name, found in said[part].items()}
            found = cls(**{**said, "made_at": datetime.fromisoformat(said["made_at"])})
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unusable from error
        if any(PurePosixPath(name).is_absolute() or ".." in name.split("/") for name in found.files):
            raise Unusable
        return found


def copied(source: Path, target: Path) -> Counted:
    """Copy a file durably, and say what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = sha256(), 0
    with source.open("rb") as given, target.open("xb") as out:
        while chunk := given.read(AT_ONCE):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Counted(size, digest.hexdigest())


def looked_at(path: Path) -> Counted:
    """What lies there, made durable by the way."""
    digest, size = sha256(), 0
    with path.open("rb") as given:
        while chunk := given.read(AT_ONCE):
            digest.update(chunk)
            size += len(chunk)
        os.fsync(given.fileno())
    return Counted(size, digest.hexdigest())


def synced(folder: Path) -> None:
    """Make the names in a folder and in all folders below it durable, and the folder's own name."""
    for each in (folder.parent, folder, *(path for path in folder.rglob("*") if path.is_dir())):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def tables() -> dict[str, Counted]:
    """Rows and checksum of every table of the database that Django was started on.

    The checksum is the sum of those of the rows: the order in which a database gives rows says nothing.
    """
    from django.db import connection, transaction

    found = {}
    with transaction.atomic():
        for name in sorted(connection.introspection.table_names()):
            rows = total = 0
            with connection.chunked_cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - our own tables
                while block := cursor.fetchmany(1000):
                    rows += len(block)
                    total += sum(_row(row) for row in block)
            found[name] = Counted(rows, f"{total % ROUND:064x}")
    return found


def _row(row: tuple[Any, ...]) -> int:
    plain = tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
    return int.from_bytes(sha256(repr(plain).encode()).digest())
