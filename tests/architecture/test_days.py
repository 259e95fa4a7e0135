"""A day is the day where the house is: a moment becomes one by ``timezone.localdate``, never by cutting off its hour."""

from __future__ import annotations

import re

from .house import PACKAGE, modules

CUT = re.compile(r"\bnow\.date\(\)|\btimezone\.now\(\)\.date\(\)|\bdate\.today\(\)")
ELSEWHERE = ("analysis", "simulation", "evidence", "cli")
THEIRS = {"gather/sources/limesurvey/remote.py"}
"""The day of a system outside, of which no zone is known."""


def test_no_room_takes_the_day_of_another_zone_for_today() -> None:
    found = {
        str(inside)
        for path in modules()
        if (inside := path.relative_to(PACKAGE)).parts[0] not in ELSEWHERE and CUT.search(path.read_text())
    }
    assert found == THEIRS
