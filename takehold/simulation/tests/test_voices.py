"""The hospital's voices: the same every time, and of every kind that pages have to show."""

from __future__ import annotations

from collections import Counter
from datetime import date

from takehold.simulation.voices import speak

END = date(2026, 3, 2)
TEAMS = ("ward-1", "ward-7", "icu-north")


def test_the_same_seed_says_the_same() -> None:
    assert speak(7, END, TEAMS) == speak(7, END, TEAMS)
    assert speak(7, END, TEAMS) != speak(8, END, TEAMS)


def test_there_is_something_of_every_kind() -> None:
    found = speak(7, END, TEAMS)
    assert len(found.said) == 25
    assert set(Counter(each.kind for each in found.said)) == {
        "idea",
        "obstacle",
        "thanks",
        "own way",
        "unsafe",
    }
    assert sorted(bool(each.answer) for each in found.said if each.kind == "unsafe") == [False, True]
    assert len(found.noted) == 40
    assert len({each.theme for each in found.noted if each.kind == "hearsay"}) == 2
    assert all(found.told <= END and each.on < END for each in found.said)
    assert found.channel.count("\n") > 300
