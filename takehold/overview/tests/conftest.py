"""Pages on made-up standings: the rooms below are asked, and answer from ``made_up``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import AlertFact, BehaviourStanding, Initiative, InitiativeLine
from takehold.ledger import queries as ledger
from takehold.ledger.facts import EventRow, MeasureFact, SourceFact
from takehold.overview.tests import made_up
from takehold.overview.views import frame
from takehold.people import queries as people
from takehold.people.facts import NotYours, RoleFact, RoleKind, Viewer

DEFINITION = {
    "per": "event",
    "once_per": "case",
    "opportunity": {"tests": []},
    "new_way": {"tests": [{"column": "method", "op": "is", "value": "record"}]},
    "old_way": {"tests": [{"column": "method", "op": "in", "value": ["paper", "phone"]}]},
    "rules": [],
}


@dataclass
class Below:
    """What the rooms below say in a test."""

    changes: dict[str, tuple[Initiative, tuple[BehaviourStanding, ...]]] = field(default_factory=dict)
    alerts: tuple[AlertFact, ...] = ()
    roles: tuple[RoleFact, ...] = (RoleFact(RoleKind.LEAD),)
    events: tuple[EventRow, ...] = ()
    asked: dict[str, Any] = field(default_factory=dict)
    rests: dict[str, tuple[int, int]] = field(default_factory=dict)

    def lines(self, **asked: Any) -> tuple[InitiativeLine, ...]:
        self.asked = asked
        return tuple(
            made_up.line(standings[0], slug=change.slug, name=change.name, co_owner=change.co_owner)
            for change, standings in self.changes.values()
        )

    def change(self, slug: str) -> tuple[Initiative, tuple[BehaviourStanding, ...]]:
        if slug not in self.changes:
            raise NotYours
        return self.changes[slug]

    def why(self, slug: str) -> tuple[str, ...]:
        return self.changes[slug][0].reasons if slug in self.changes else ()

    def events_behind(self, **asked: Any) -> tuple[EventRow, ...]:
        self.asked = asked
        return self.events[asked["offset"] : asked["offset"] + asked["limit"]]


@pytest.fixture
def below(monkeypatch: pytest.MonkeyPatch) -> Below:
    """The rooms below, to be filled by the test: one change that slides in two of twelve wards."""
    said = Below({"handover": (made_up.initiative(), (made_up.standing(),))})

    def viewer(*, user_id: int | None, on: object) -> Viewer:
        return Viewer(1, "Lena Lead", said.roles if user_id else (), made_up.TODAY)

    monkeypatch.setattr(people, "viewer", viewer)
    monkeypatch.setattr(people, "spans", lambda **_: ())
    monkeypatch.setattr(initiatives, "lines", said.lines)
    monkeypatch.setattr(initiatives, "initiative", lambda *, viewer, slug, marks=True: said.change(slug)[0])
    monkeypatch.setattr(frame, "why", lambda *, viewer, slug: said.why(slug))
    monkeypatch.setattr(initiatives, "standings", lambda *, viewer, slug: said.change(slug)[1])
    monkeypatch.setattr(
        initiatives,
        "standing",
        lambda *, viewer, slug, key: next(s for s in said.change(slug)[1] if s.behaviour.key == key),
    )
    monkeypatch.setattr(initiatives, "with_series", lambda *, viewer, standings, names: tuple(standings))
    monkeypatch.setattr(initiatives, "rests", lambda *, viewer, slug, standings: said.rests)
    monkeypatch.setattr(initiatives, "alerts", lambda **_: said.alerts)
    monkeypatch.setattr(ledger, "events_behind", said.events_behind, raising=False)
    source = SourceFact(1, "ward", "Ward system", "file", None, None, None)
    monkeypatch.setattr(ledger, "sources", lambda *, on: (source,))
    fact = MeasureFact(1, 1, "handover", 2, DEFINITION, "cd" * 32, datetime(2025, 9, 1, tzinfo=UTC))
    monkeypatch.setattr(ledger, "measures", lambda *, ids: (fact,))
    return said


@pytest.fixture
def reader(client: Any, django_user_model: Any) -> Any:
    """A browser that is signed in."""
    user = django_user_model.objects.create_user("lena", "lena@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
