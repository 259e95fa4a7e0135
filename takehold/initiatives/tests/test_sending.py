"""What is remembered for programs that send again: as it was told, for a day, and no longer than a person is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOW
from takehold.initiatives import jobs, models
from takehold.initiatives.facts import Conflict
from takehold.initiatives.operations import sending

DAY = timedelta(days=1)


def sent(
    house: Any, *, key: str = "k1", request: bytes = b"PUT", at: timedelta = timedelta(), **told: Any
) -> Any:
    """What a sender hears, and how often the thing was done for it."""
    done: list[int] = []

    def act() -> tuple[int, dict[str, Any]]:
        done.append(1)
        return 200, told

    heard = sending.once(viewer=house.viewer("lead"), key=key, request=request, act=act, now=NOW + at)
    return heard, len(done)


def test_an_answer_with_days_in_it_is_given_again_as_it_was(house: Any) -> None:
    told = {"on": date(2026, 3, 2), "people": [{"since": date(2026, 1, 1)}]}
    plain = {"on": "2026-03-02", "people": [{"since": "2026-01-01"}]}
    assert sent(house, **told) == ((200, plain), 1)
    assert sent(house, **told) == ((200, plain), 0)


def test_it_is_remembered_for_a_day_and_then_gone_from_the_table(house: Any) -> None:
    sent(house, name="Anna")
    almost = timedelta(hours=23)
    assert sent(house, at=almost)[1] == 0
    with pytest.raises(Conflict):
        sent(house, request=b"another", at=almost)
    assert jobs.SENT not in jobs.due(NOW + almost)
    assert jobs.SENT in jobs.due(NOW + DAY)
    jobs.run(jobs.SENT, now=NOW + DAY)
    assert models.Sent.objects.count() == 0
    assert jobs.SENT not in jobs.due(NOW + DAY)


def test_an_old_key_may_be_used_anew_before_the_clock_came_by(house: Any) -> None:
    sent(house, name="Anna")
    assert sent(house, request=b"another", at=DAY, name="Berta") == ((200, {"name": "Berta"}), 1)


def test_who_is_erased_stands_in_nobodys_answers(house: Any) -> None:
    sent(house, key="k1", lines=[{"person": "Zoë O'Hara", "note": "Slower."}])
    sent(house, key="k2", lines=[{"person": "Zoë O'Harassy"}])
    sending.forget_naming(names=("Zoë O'Hara",))
    assert list(models.Sent.objects.values_list("key", flat=True)) == ["k2"]
    sending.forget_naming(names=())
    assert models.Sent.objects.count() == 1
