"""The time of the house."""

from __future__ import annotations

import pytest

from conftest import NOW


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
