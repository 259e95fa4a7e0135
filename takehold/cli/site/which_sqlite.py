"""Which SQLite keeps the database, ours or the machine's, and whether it is safe when two processes write."""

from __future__ import annotations

from typing import Final

from takehold.cli.offline.language import tell
from takehold.cli.site.findings import Finding

SAFE: Final = (3, 51, 3)


def build(version: tuple[int, ...], engine: str, *, ours: bool) -> Finding:
    """Builds before 3.51.3 can destroy a database when two processes write.

    ``ours``: it came as the wheel pysqlite3; else it is the machine's, where there is no such wheel.
    """
    shown = ".".join(map(str, version))
    if "sqlite" not in engine:
        return Finding("database", True, tell("The database is {name}.", name=engine.rsplit(".", 1)[-1]))
    if version >= SAFE:
        said = (
            tell(
                "SQLite {version}, which came with Takehold, has no known fault that loses data.",
                version=shown,
            )
            if ours
            else tell("SQLite {version} of this machine has no known fault that loses data.", version=shown)
        )
        return Finding("database", True, said)
    said, do = (
        (
            tell("SQLite {version}, which came with Takehold, can damage the database when two processes write at once (mended in 3.51.3).", version=shown),
            tell("Install Takehold anew, with the versions of its own list: requirements.lock"),
        )
        if ours
        else (
            tell("SQLite {version} of this machine can damage the database when two processes write at once (mended in 3.51.3).", version=shown),
            tell("Install the wheel pysqlite3 where there is one for this machine, or SQLite 3.51.3 or later, or use PostgreSQL by setting TAKEHOLD_DATABASE."),
        )
    )  # fmt: skip
    return Finding("database", False, said, do)


def python_sqlite() -> tuple[tuple[int, ...], bool]:
    """The SQLite of this process and whether it is ours: ask after Django's settings have chosen it."""
    import sqlite3

    return tuple(sqlite3.sqlite_version_info), sqlite3.__name__ == "pysqlite3"


def in_use() -> Finding:
    """What holds for the database that Django was started on."""
    from django.conf import settings

    version, ours = python_sqlite()
    return build(version, settings.DATABASES["default"]["ENGINE"], ours=ours)
