from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from takehold.overview import jobs


@pytest.mark.django_db
def test_drawings_that_nobody_looked_at_for_a_quarter_are_thrown_away_once_a_day(settings, tmp_path):
    settings.HOME = tmp_path
    now = datetime.now(UTC)
    assert jobs.due(now) == ()
    folder = tmp_path / "charts" / "ab"
    folder.mkdir(parents=True)
    for name, days in (("old.svg", 91), ("new.svg", 89)):
        (folder / name).write_text("x")
        then = (now - timedelta(days=days)).timestamp()
        os.utime(folder / name, (then, then))
    (job,) = jobs.due(now)
    jobs.run(job, now=now, home=tmp_path)
    assert [each.name for each in folder.iterdir()] == ["new.svg"]
    assert jobs.due(now + timedelta(hours=2)) == ()
    assert jobs.due(now + timedelta(hours=25)) == (job,)
