"""The change of all tests with its verdicts, and the time of the house."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.celebrate.operations import finding
from takehold.initiatives import operations as initiatives


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def judged(change: Any) -> Any:
    """The change, with its verdicts: wards 2 to 4 hold, ward 1 slips and the slip is visible above since weeks."""
    initiatives.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    initiatives.refresh(change.behaviour_id, NOW)
    return change


@pytest.fixture
def found(judged: Any) -> Any:
    """The same, looked through for wins."""
    finding.look(slug=judged.slug, now=NOW)
    return judged
