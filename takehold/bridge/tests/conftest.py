"""The time of the house, a gap of ward 1 and an action for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.bridge.facts import ActionInput, ActionKind, Aim, Setting
from takehold.bridge.operations import actions as operations
from takehold.gaps.facts import GapInput, GapKind
from takehold.gaps.operations import gaps

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(house: Any, change: Any, **more: Any) -> ActionInput:
    """ "Ninth field away", for ward 1, owned by its manager's role, looked at in nine weeks."""
    from takehold.initiatives import queries

    key = queries.behaviours(viewer=house.viewer("lead"), slug=change.slug)[0].key
    told: dict[str, Any] = {
        "title": "Take the ninth field out", "what": "The field only the report needs goes by Friday.",
        "kind": ActionKind.BARRIER, "setting": Setting.FORMAL, "aim": Aim.DELIVER,
        "groups": frozenset({house.teams["ward-1"]}), "behaviour": key, "minutes": 60, "owner_role": "manager",
        "begins_on": TODAY + timedelta(days=7), "check_on": TODAY + timedelta(weeks=9), **more,
    }  # fmt: skip
    return ActionInput(**told)


@pytest.fixture
def gap(house: Any, change: Any) -> int:
    """ "Nine clicks at night", of ward 1."""
    told = GapInput("Nine clicks at night", GapKind.BARRIER, frozenset({house.teams["ward-1"]}))
    return gaps.open_gap(viewer=house.viewer("lead"), slug=change.slug, said=told, now=NOW)


@pytest.fixture
def action(house: Any, change: Any) -> int:
    """Agreed, by the lead."""
    return operations.propose(
        viewer=house.viewer("lead"), slug=change.slug, said=said(house, change), now=NOW
    )
