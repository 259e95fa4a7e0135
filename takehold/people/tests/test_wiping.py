"""What an erasure leaves in the database's files is wiped by the clock where it could not be done at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from conftest import NOW, House
from takehold.people import jobs
from takehold.people.models import Erasure
from takehold.people.operations import forgetting

pytestmark = pytest.mark.django_db


def test_the_clock_tries_again_until_it_is_done(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path(settings.HOME)
    assert jobs.due(NOW) == ()
    forgetting.note_erased(number=7, on="2026-03-01")
    forgetting.note_erased(number=7, on="2026-03-02")
    assert Erasure.objects.count() == 1
    assert jobs.due(NOW) == (jobs.WIPE,)
    assert connection.in_atomic_block
    with pytest.raises(jobs.StillInUse):
        jobs.run(jobs.WIPE, now=NOW, home=home)
    assert jobs.due(NOW) == (jobs.WIPE,)
    assert (home / forgetting.LIST).read_text() == "7 2026-03-01\n"
    monkeypatch.setattr(forgetting, "wipe", lambda now: bool(Erasure.objects.update(wiped_at=now)))
    jobs.run(jobs.WIPE, now=NOW, home=home)
    assert jobs.due(NOW) == ()


def test_the_list_lies_beside_the_last_backup_too(house: House, tmp_path: Path) -> None:
    forgetting.note_erased(number=9, on="2026-03-01")
    last = Path(settings.HOME) / settings.LAST_BACKUP
    last.write_text(f"2026-03-01T00:00:00+00:00\n{tmp_path / 'takehold-1'}\n")
    try:
        forgetting.write_list()
    finally:
        last.unlink()
    assert (tmp_path / forgetting.LIST).read_text() == "9 2026-03-01\n"
