"""What tests of several rooms share: the data folder, quick passwords, and a small organisation of people.

``house`` is that organisation: a hospital with two departments, wards of known sizes, and one person in each role,
each with an account. ``house.client("manager")`` is a browser signed in as that person.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from takehold.people.facts import Viewer

ROOT = Path(__file__).resolve().parent
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEAMS = """key,name,parent,from
hospital,Hospital,,
medicine,Medicine,hospital,
surgery,Surgery,hospital,
ward-1,Ward 1,medicine,
ward-2,Ward 2,medicine,
ward-3,Ward 3,surgery,
ward-4,Ward 4,surgery,
tiny,Night desk,surgery,
"""
SIZES = {"ward-1": 12, "ward-2": 9, "ward-3": 14, "ward-4": 8, "tiny": 3}
ROLES = ("lead", "sponsor", "council", "it lead", "steward", "works council", "auditor", "admin")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data: TAKEHOLD_DATA, else beside the checkout. Skips without it, fails on CI."""
    folder = Path(os.environ.get("TAKEHOLD_DATA", ROOT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    message = f"no data folder at {folder}; set TAKEHOLD_DATA"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session", autouse=True)
def _quick_and_apart() -> Iterator[None]:
    """Files of tests go to a folder of their own; passwords are hashed quickly."""
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="takehold-tests-") as folder:
        settings.HOME = Path(folder)
        settings.STATIC_ROOT = Path(folder) / "static"
        settings.STATIC_ROOT.mkdir()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        yield


@dataclass
class House:
    """The organisation of tests: ids of teams and persons by key."""

    teams: dict[str, int]
    people: dict[str, int]
    on: date = NOW.date()
    now: datetime = NOW
    clients: dict[str, Any] = field(default_factory=dict)

    def viewer(self, key: str) -> Viewer:
        """The viewer behind a person's account. ``stranger`` has an account and no role at all."""
        from takehold.people import queries

        return queries.viewer(user_id=queries.user_of(person_key=key), on=self.on)

    def client(self, key: str | None) -> Client:
        """A browser, signed in as that person."""
        from django.contrib.auth.models import User
        from django.test import Client

        from takehold.people import queries

        if key not in self.clients:
            client = Client()
            if key is not None:
                client.force_login(
                    User.objects.get(id=queries.user_of(person_key=key)),
                    backend="django.contrib.auth.backends.ModelBackend",
                )
            self.clients[str(key)] = client
            return client
        return self.clients[key]  # type: ignore[no-any-return]


@pytest.fixture
def house(db: None) -> House:
    """Wards of 12, 9, 14 and 8 people, a night desk of 3, and ``manager`` (ward 1), ``member`` (ward 1),
    ``other`` (manager of ward 3), ``stranger``, and one person each for the roles over everything."""
    from takehold.people import operations, queries
    from takehold.people.facts import RoleKind
    from takehold.people.models import Person, Team

    operations.create_administrator(
        email="admin@example.org", name="Ada Admin", now=NOW, password="admin-password-1"
    )
    Person.objects.filter(key="admin@example.org").update(key="admin")
    admin = queries.viewer(user_id=queries.user_of(person_key="admin"), on=NOW.date())
    operations.import_teams(viewer=admin, text=TEAMS, now=NOW)
    rows = ["key,name,email,team,manages"]
    rows += [
        "manager,Mia Manager,manager@example.org,ward-1,ward-1",
        "member,Max Member,member@example.org,ward-1,",
    ]
    rows += ["other,Olga Other,other@example.org,ward-3,ward-3", "small,Sam Small,small@example.org,tiny,"]
    taken = {"ward-1": 2, "ward-3": 1, "tiny": 1}
    for team, size in SIZES.items():
        rows += [f"{team}-{n},Person {n} of {team},,{team}," for n in range(size - taken.get(team, 0))]
    operations.import_people(viewer=admin, text="\n".join(rows), now=NOW)
    for role in (*ROLES[:-1], "stranger"):
        Person.objects.create(key=role, name=role.title(), email=f"{role.replace(' ', '-')}@example.org")
    ids = dict(Person.objects.values_list("key", "id"))
    for role in ROLES[:-1]:
        operations.grant_role(viewer=admin, person_id=ids[role], kind=RoleKind(role), now=NOW)
    for key in (*ROLES[:-1], "manager", "member", "other", "small", "stranger"):
        operations.open_account(viewer=admin, person_id=ids[key], now=NOW)
    return House(dict(Team.objects.values_list("key", "id")), ids)
