"""The demo's hospital on a day of our choosing, whole or before its first change, and somebody at its pages."""

from __future__ import annotations

import importlib
import pickle
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self
from unittest import mock

import pytest

from conftest import NOW
from tests.journeys.browsing import Person, person
from tests.once import once

PARTS = {
    "lead": "P1098", "cio": "P1097", "manager": "P0150", "nurse": "P0152", "desk": "P1078", "works council": "P1100",
    "secretary": "P1102",
    "steward": "P1099", "admin": "admin@linden.example",
}  # fmt: skip
"""Who can be played at the demo's door, by the keys of ``takehold.overview.queries.cast``."""
OF_CHANGES = ("bring", "marks", "settle")
"""What the demo itself does about its changes; the rest is in modules beside it."""
KEPT = ("voices",)
"""What it does of that also before the first change."""


@dataclass
class Linden:
    """The hospital: what really happened there (``told.truth``), and the time of day, which only the test moves."""

    told: Any
    now: datetime = NOW

    def enters(self, part: str) -> Person:
        """Come in at the demo's door as one of its parts."""
        from django.test import Client

        somebody = person(Client())
        somebody.goes("/demo/")
        form = next(each for each in somebody.page.root.every("input") if each["value"] == PARTS[part]).above(
            "form"
        )
        assert form is not None, part
        button = next(form.every("button"))
        somebody.presses(button.text)
        return somebody

    def later(self, **by: float) -> None:
        """Time passes, and the clock does what is due."""
        self.now += timedelta(**by)
        self.works()

    def works(self) -> None:
        """The clock does what is due, as it does every second on a site."""
        module("demo").settle(Path(settings().HOME))


def module(name: str) -> Any:
    """A module behind a command of the same name."""
    return importlib.import_module(f"takehold.cli.site.{name}")


def of_changes() -> tuple[str, ...]:
    """What the demo does about its changes, after people, teams and roles."""
    beside = [
        name
        for name, step in vars(module("demo")).items()
        if str(getattr(step, "__module__", "")).startswith("takehold.cli.site.demo_") and name not in KEPT
    ]
    return (*OF_CHANGES, *beside)


@dataclass(frozen=True)
class Kept:
    """A hospital as it was built once: its database, its folder, and what was told of it."""

    database: Any
    folder: Path
    told: Any

    @classmethod
    def of(cls, place: Path) -> Self:
        """What ``built_once`` put there."""
        home, told = pickle.loads((place / "told").read_bytes())
        found = copied(connected(str(place / "database")))
        found.execute(
            "UPDATE gather_feed SET settings = replace(settings, ?, ?)", (home, str(settings().HOME))
        )
        found.commit()
        return cls(found, place / "home", told)


STANDING: list[Linden] = []
"""Whose database stands now, the last one."""
HOUSES: dict[bool, Kept] = {}
"""Built once in a run, with its changes and before them; every module begins with a copy."""


@contextmanager
def hospital(blocker: Any, factory: pytest.TempPathFactory, *, changes: bool) -> Iterator[Linden]:
    """The hospital in the tests' database until the end of the block."""
    place = Linden(None)

    def now() -> datetime:
        return place.now

    with ExitStack() as around:
        around.enter_context(blocker.unblock())
        around.enter_context(mock.patch("django.utils.timezone.now", now))
        around.enter_context(mock.patch.object(module("clock"), "utc_now", now))
        around.enter_context(mock.patch.object(settings(), "DEMO", True))
        before = copied(database())
        around.callback(lambda: copied(before, database()))
        if changes not in HOUSES:
            name = "hospital" if changes else "hospital-before-its-changes"
            HOUSES[changes] = Kept.of(once(factory, name, lambda into: built_once(into, changes=changes)))
        kept = HOUSES[changes]
        copied(kept.database, database())
        shutil.copytree(kept.folder, settings().HOME, dirs_exist_ok=True)
        place.told = kept.told
        STANDING.append(place)
        around.callback(STANDING.remove, place)
        yield place


def built_once(into: Path, *, changes: bool) -> None:
    """Build it, as the demo does, and keep what came of it."""
    from takehold.simulation import hospital as simulated

    real, told = simulated.build, []

    def build(*how: Any) -> Any:
        told.append(real(*how))
        return told[-1]

    home = settings().HOME
    with ExitStack() as only:
        only.enter_context(mock.patch.object(simulated, "build", build))
        for step in () if changes else of_changes():
            only.enter_context(mock.patch.object(module("demo"), step, mock.Mock(return_value="")))
        module("demo").build(Path(home), NOW, lambda _said: None)
    shutil.copytree(home, into / "home")
    copied(database(), connected(str(into / "database"))).close()
    (into / "told").write_bytes(pickle.dumps((str(home), told[-1])))


def settings() -> Any:
    """Those of the tests."""
    from django.conf import settings as found

    return found


def connected(to: str) -> Any:
    """A database of SQLite by the library that Django uses."""
    from django.db.backends.sqlite3.base import Database

    return Database.connect(to)


def database() -> Any:
    """The tests' database, which SQLite keeps in memory."""
    from django.db import connection

    connection.ensure_connection()
    return connection.connection


def copied(source: Any, target: Any = None) -> Any:
    """Every page of a database of SQLite in another one, which is new where none is named."""
    into = target if target is not None else connected(":memory:")
    source.backup(into)
    return into


@pytest.fixture
def moment() -> Iterator[Any]:
    """The time of the small house, which the test moves by its ``return_value``."""
    with mock.patch("django.utils.timezone.now", return_value=NOW) as now:
        yield now


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Linden]:
    """The demo's hospital in the middle of its three changes."""
    with hospital(django_db_blocker, tmp_path_factory, changes=True) as place:
        yield place


@pytest.fixture(scope="module")
def staffed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Linden]:
    """The demo's hospital before its first change: people, teams and roles."""
    with hospital(django_db_blocker, tmp_path_factory, changes=False) as place:
        yield place


@pytest.fixture
def linden(built: Linden, db: None) -> Linden:
    """The demo as it begins; what a journey does is undone afterwards."""
    return begun(built)


@pytest.fixture
def empty_linden(staffed: Linden, db: None) -> Linden:
    """The hospital before its first change; what a journey does is undone afterwards."""
    return begun(staffed)


def begun(place: Linden) -> Linden:
    """On the first morning again. A module's journeys are all in one hospital: another one would stand in its place."""
    assert STANDING[-1] is place, (
        "this module has journeys in the other hospital too; give them a file of their own"
    )
    place.now = NOW
    for name in ("figures", "rows"):
        sys.modules[f"takehold.ledger.queries.{name}"]._kept.clear()
    return place
