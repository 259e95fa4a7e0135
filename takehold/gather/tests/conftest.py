"""A change to bring data to, small exports, and the steps from upload to a finished import."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from takehold.initiatives import operations as initiatives
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger import operations as ledger
from takehold.ledger.facts import ImportFact

TEAMS = ("Ward 1", "ward-2", "Ward 3 (surgery)", "Agency pool")


def incidents(rows: int = 120, *, first: int = 1) -> bytes:
    """A ServiceNow list export: one row a ticket, day before month, one unreadable date."""
    lines = ["number,opened_at,assignment_group,incident_state,u_priority_confirmation,knowledge"]
    start = date(2026, 1, 5)
    for i in range(first, first + rows):
        day = start + timedelta(days=i % 50)
        at = "sometime" if i == 7 else f"{day:%d/%m/%Y} 09:{i % 60:02d}"
        yes = "true" if i % 3 else "false"
        state = "Closed" if i % 4 else "Active"
        lines.append(f"INC{i:05d},{at},{TEAMS[i % 4]},{state},{yes},{'true' if i % 2 else 'false'}")
    return ("\n".join(lines) + "\n").encode()


@dataclass
class Walk:
    """The steps of the pages, as one person."""

    client: Any
    slug: str

    def upload(self, content: bytes = b"", name: str = "incidents.csv") -> Any:
        file = SimpleUploadedFile(name, content or incidents())
        return self.client.post(f"/changes/{self.slug}/data/", {"file": file})

    def draft_id(self, response: Any) -> str:
        assert response.status_code == 302, response.content.decode()[:3000]
        return str(response["Location"].split("/")[2])

    def columns(self, draft: str, **changed: str) -> Any:
        said = {
            "shape": "cases",
            "case": "number",
            "at": "opened_at",
            "team": "assignment_group",
            "dates": "%d/%m/%Y %H:%M",
            "timezone": "Europe/Brussels",
            "missing": "?",
            **changed,
        }
        return self.client.post(f"/data/{draft}/columns/", said)

    def choose(self, draft: str, *keys: str, **said: str) -> Any:
        return self.client.post(f"/data/{draft}/behaviours/", {"behaviour": list(keys), **said})

    def started(self, content: bytes = b"") -> str:
        draft = self.draft_id(self.upload(content))
        assert self.columns(draft).status_code == 302
        response = self.choose(draft, "confirm-priority", **{"target-confirm-priority": "90"})
        assert response.status_code == 302, response.content.decode()[:3000]
        return str(response["Location"].split("/")[2])

    def done(self, content: bytes = b"") -> ImportFact:
        return read(self.started(content))


def read(import_id: str) -> ImportFact:
    """Let the ledger read a waiting file, as its job would."""
    from uuid import UUID

    from django.utils import timezone

    return ledger.run_import(import_id=UUID(import_id), now=timezone.now(), home=Path(settings.HOME))


@pytest.fixture
def change(house: Any) -> str:
    """A running change that ``lead`` leads; its slug."""
    return initiatives.create(
        viewer=house.viewer("admin"),
        said=InitiativeInput(name="Priority is checked", reasons=("Wrong priorities delay care.",)),
        now=house.now,
    )


@pytest.fixture
def walk(house: Any, change: str) -> Walk:
    """The change lead at the pages."""
    return Walk(house.client("lead"), change)


@pytest.fixture
def walk_as(house: Any, change: str) -> Callable[[str], Walk]:
    """Somebody else at the pages."""
    return lambda key: Walk(house.client(key), change)


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process: the throw-away process has tests of its own and costs a third of a second."""
    from takehold.evidence import inspection, reading
    from takehold.evidence.confinement import TASKS
    from takehold.evidence.limits import DEFAULT_LIMITS

    def run(
        task: str,
        files: Any,
        request: Any,
        scratch: Path,
        *,
        limits: Any = DEFAULT_LIMITS,
        progress: Any = None,
    ) -> Any:
        module = importlib.import_module(TASKS[task])
        names = [str(path) for path in files]
        return json.loads(
            json.dumps(module.perform(names, request, str(scratch), limits, lambda share: None))
        )

    monkeypatch.setattr(inspection, "run", run)
    monkeypatch.setattr(reading, "run", run)
