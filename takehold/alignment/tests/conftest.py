"""The time of the house, and two teams that bring its changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest

from conftest import NOW
from takehold.alignment.operations import inside
from takehold.gather.models import Wave
from takehold.gather.operations import opening
from takehold.gather.tests.surveying import after, answer

FOR, AGAINST = "3", "1"
"""Places on the scale: "agree" is the fourth, "disagree" the second."""


@pytest.fixture(autouse=True)
def _at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def asked(house: Any, change: Any) -> Callable[[Sequence[str]], UUID]:
    """Ask ward 1, which brings changes here, let as many answer as there are words, close it, and look at it."""

    def run(said: Sequence[str]) -> UUID:
        inside.choose_teams(viewer=house.viewer("admin"), team_ids={house.teams["ward-1"]}, now=NOW)
        wave_id = inside.ask(viewer=house.viewer("lead"), slug=change.slug, now=NOW)
        wave = Wave.objects.get(pk=wave_id)
        for nth, word in enumerate(said):
            answer(wave, nth, [*[{"answer": "3"}] * 5, {"answer": word}, {"answer": ""}])
        opening.close_when_due(wave_id=wave_id, now=after(wave, NOW))
        inside.look(wave_id=wave_id, now=after(wave, NOW))
        return wave_id

    return run
