"""The time of the house, and something we got wrong: suggested by a member, not told yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.gaps.facts import Cause
from takehold.initiatives import operations as initiatives
from takehold.missteps.facts import MisstepInput, MitigationInput
from takehold.missteps.operations import missteps, promises
from takehold.missteps.queries import missteps as queries

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(**more: Any) -> MisstepInput:
    """ "The paper went before the form was ready.\""""
    told: dict[str, Any] = {
        "title": "We took the paper away too early",
        "happened": "We closed the drawer in January, before the form fitted on one screen.",
        "happened_on": TODAY - timedelta(weeks=12),
        "effect": "For five weeks handovers were written twice, once on loose sheets.",
        "cause": Cause.PRIORITY,
        "why": "The date was set by the budget year and not by what the wards needed.",
        "behaviour": "handover",
        **more,
    }
    return MisstepInput(**told)


@pytest.fixture
def judged(change: Any) -> Any:
    """The change with its verdicts."""
    initiatives.refresh(change.behaviour_id, NOW)
    return change


@pytest.fixture
def misstep(house: Any, judged: Any) -> int:
    """A draft with everything that has to be said."""
    return missteps.suggest(viewer=house.viewer("member"), slug=judged.slug, said=said(), now=NOW)


@pytest.fixture
def told(house: Any, misstep: int) -> int:
    """Told to all wards by the lead."""
    tell(house, misstep)
    return misstep


def read(house: Any, misstep_id: int, role: str = "lead") -> Any:
    """As somebody reads it."""
    return queries.misstep(viewer=house.viewer(role), misstep_id=misstep_id)


def tell(house: Any, misstep_id: int, role: str = "lead") -> None:
    """To all wards."""
    version = read(house, misstep_id, role).version
    missteps.tell(
        viewer=house.viewer(role), misstep_id=misstep_id, to="All wards, at Monday's handover",
        version=version, now=NOW,
    )  # fmt: skip


def promised(house: Any, misstep_id: int, **more: Any) -> int:
    """ "The form fits on one screen", by the lead's role, in four weeks."""
    fields = {
        "what": "The form fits on one screen.",
        "due_on": TODAY + timedelta(weeks=4),
        "owner_role": "lead",
        **more,
    }
    return promises.promise(
        viewer=house.viewer("lead"), misstep_id=misstep_id, said=MitigationInput(**fields),
        version=read(house, misstep_id).version, now=NOW,
    )  # fmt: skip


def kept(house: Any, misstep_id: int, promise_id: int, role: str = "lead") -> None:
    """It was kept."""
    promises.keep(
        viewer=house.viewer(role), misstep_id=misstep_id, promise_id=promise_id, came_of="It fits on one screen now.",
        now=NOW,
    )  # fmt: skip


def turn(house: Any, misstep_id: int, event: str, reason: str = "", role: str = "lead") -> Any:
    """Move it on."""
    return missteps.turn(
        viewer=house.viewer(role), misstep_id=misstep_id, event=event, reason=reason,
        version=read(house, misstep_id, role).version, now=NOW,
    )  # fmt: skip
