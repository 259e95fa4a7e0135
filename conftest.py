"""What tests of several rooms share: the data folder, quick passwords, and a small organisation of people.

``house`` is that organisation: a hospital with two departments, wards of known sizes, and one person in each role,
each with an account. ``house.client("manager")`` is a browser signed in as that person.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from takehold.people.facts import Viewer

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # small matrices: threads of one test would wait for each other
gc.set_threshold(100_000, 20, 20)  # rounds over the objects of all libraries took every sixth second of a run
os.environ["LANGUAGE"] = "en"  # of sentences in the terminal, whatever the developer's own is
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
    """Files of tests go to a folder of their own; passwords are hashed quickly. Without Django there are none."""
    if find_spec("django") is None:
        yield
        return
    from django.conf import settings

    with tempfile.TemporaryDirectory(prefix="takehold-tests-") as folder:
        settings.HOME = Path(folder)
        settings.STATIC_ROOT = Path(folder) / "static"
        settings.STATIC_ROOT.mkdir()
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        yield


if find_spec("django") is not None:

    @pytest.fixture(scope="session")
    def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
        """Tables of tests are made at once, as those of an empty folder are; on PostgreSQL step by step."""
        from django.db import connection

        connection.settings_dict["TEST"]["MIGRATE"] = connection.vendor != "sqlite"

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
        """With what the database refuses, and every step on record as done."""
        from django.db import connection

        from takehold.cli.site import fresh

        if connection.vendor == "sqlite":
            with django_db_blocker.unblock():
                plan = fresh.migrations()
                with connection.schema_editor() as editor:
                    fresh.finish(plan, editor)


@dataclass
class House:
    """The organisation of tests: ids of teams and persons by key."""

    teams: dict[str, int]
    people: dict[str, int]
    on: date = date(2026, 3, 2)
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


def build_house() -> House:
    """Wards of 12, 9, 14 and 8 people, a night desk of 3, and ``manager`` (ward 1), ``member`` (ward 1),
    ``other`` (manager of ward 3), ``stranger``, and one person each for the roles over everything."""
    from takehold.people import operations, queries
    from takehold.people.facts import RoleKind
    from takehold.people.models import Person, Team

    operations.create_administrator(
        email="admin@example.org",
        name="Ada Admin",
        now=NOW,
        password="admin-password-1",  # noqa: S106
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


@pytest.fixture
def house(db: None) -> House:
    """The organisation of ``build_house``."""
    from tests.again import again

    return again(build_house)


@pytest.fixture(autouse=True)
def _figures_of_another_test_are_forgotten() -> None:
    """Ids begin anew with each test, so what was kept in memory under them must go."""
    for name in ("takehold.ledger.queries.figures", "takehold.ledger.queries.rows"):
        module = sys.modules.get(name)
        if module is not None:
            module._kept.clear()


@dataclass
class Change:
    """A change of tests with one measured behaviour: ``slug``, and the ids behind it."""

    slug: str
    behaviour_id: int
    source_id: int
    measure_id: int


def series(
    weeks: int, share: float, *, a_day: int = 6, slip: int = 0, to: float = 0.4
) -> list[tuple[date, int, int]]:
    """Days (Monday to Friday) up to 1 March 2026 with chances and how many went the new way, the last ``slip`` weeks
    at ``to``. Seeded: the same every time."""
    rng = random.Random(weeks * 1000 + int(share * 100) + slip)  # noqa: S311
    monday = date(2026, 2, 23) - timedelta(weeks=weeks - 1)
    found = []
    for week in range(weeks):
        now = to if week >= weeks - slip else share
        for day in range(5):
            found.append(
                (
                    monday + timedelta(days=7 * week + day),
                    a_day,
                    sum(rng.random() < now for _ in range(a_day)),
                )
            )
    return found


def pour(measure_id: int, source_id: int, by_label: dict[str, list[tuple[date, int, int]]]) -> None:
    """Put counts under labels into the ledger at once, as if they had been tallied."""
    from django.db.models import F

    from takehold.ledger.models import Label, Source, Tally

    rows = [
        Tally(
            measure_id=measure_id,
            key=f"{measure_id}-{label}-{day}",
            label=label,
            day=day,
            chances=n,
            new_way=x,
            created_at=NOW,
        )
        for label, days in by_label.items()
        for day, n, x in days
    ]
    Tally.objects.bulk_create(rows)
    for label in by_label:
        Label.objects.get_or_create(source_id=source_id, text=label, defaults={"events": 1})
    Source.objects.filter(pk=source_id).update(
        manifest_version=F("manifest_version") + 1,
        last_day=max(row.day for row in rows),
        last_import_at=NOW,
    )


def build_change(house: House) -> Change:
    """ "Handover in the record", for everybody, led by ``lead``: wards 2 to 4 hold, ward 1 slips since eight weeks."""
    from takehold.evidence.facts import Behaviour
    from takehold.initiatives import operations
    from takehold.initiatives.facts import InitiativeInput
    from takehold.ledger import operations as ledger

    lead = house.viewer("lead")
    said = InitiativeInput(
        name="Handover in the record",
        reasons=("Two medication errors in spring came from lost paper notes.",),
        lead_id=house.people["lead"],
        sponsor_id=house.people["sponsor"],
        go_live=date(2025, 1, 6),
    )
    slug = operations.create(viewer=lead, said=said, now=NOW)
    fact = operations.add_behaviour(
        viewer=lead,
        slug=slug,
        key="handover",
        name="The handover is written in the record",
        target=0.85,
        now=NOW,
    )
    source = ledger.register_source(key="tickets", name="Tickets", kind="observed", now=NOW)
    measure = ledger.register_measure(
        source_id=source.id, behaviour=Behaviour(key="handover", name=fact.name), recipe_sha256="", now=NOW
    )
    pour(
        measure.id,
        source.id,
        {"Ward 1": series(60, 0.93, slip=8), "Ward 2": series(60, 0.94), "Ward 3": series(60, 0.95), "Ward 4": series(60, 0.96)},
    )  # fmt: skip
    operations.connect(viewer=lead, behaviour_id=fact.id, measure_id=measure.id, now=NOW)
    return Change(slug, fact.id, source.id, measure.id)


@pytest.fixture
def change(house: House) -> Change:
    """The change of ``build_change``."""
    from tests.again import again

    return again(build_change, house)
