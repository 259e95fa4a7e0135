"""A gap of ward 1 on the change of all tests, and the time of the house."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.gaps.facts import GapInput, GapKind
from takehold.gaps.operations import gaps as operations


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def gap(house: Any, change: Any) -> int:
    """ "Nine clicks at night", of ward 1, opened by the lead."""
    said = GapInput("Nine clicks at night", GapKind.BARRIER, frozenset({house.teams["ward-1"]}))
    return operations.open_gap(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)
