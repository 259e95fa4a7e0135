"""Lots: anybody can draw them again, nobody can steer them, and every order is equally likely."""

from __future__ import annotations

import dataclasses
import hashlib
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.lots import Candidate, NoDraw, Slot, announce, draw, verify

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
SECRET = "0123456789abcdef"
WARDS = [Candidate(f"Ward {n}", "north" if n < 4 else "south") for n in range(10)]
SLOTS = [Slot(JUNE, 3), Slot(MAY, 2)]


def test_a_lot_can_be_drawn_again_with_any_tool():
    announced = announce(WARDS, SLOTS, secret=SECRET)
    drawn = draw(announced, secret=SECRET, words=" 4  1\n6 ")
    lines = "\n".join(
        [*(f"{team}\t{stratum}" for team, stratum in announced.teams), "2026-05-04\t2", "2026-06-01\t3"]
    )
    listed = hashlib.sha256(lines.encode()).hexdigest()
    assert announced.list_sha256 == listed
    assert announced.secret_sha256 == hashlib.sha256(SECRET.encode()).hexdigest()
    for place in drawn.places:
        text = f"{listed}\n{SECRET}\n4 1 6\n{place.team}"
        assert place.lot == hashlib.sha256(text.encode()).hexdigest()
    assert verify(drawn)


def test_the_command_of_the_documentation_gives_the_lot():
    page = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "analysis" / "lots.md").read_text()
    command = next(line for line in page.splitlines() if line.startswith("printf"))
    drawn = draw(announce(WARDS, SLOTS, secret=SECRET), secret=SECRET, words="4 1 6")
    told = command.replace("LIST-FINGERPRINT", drawn.announcement.list_sha256).replace("SECRET", SECRET)
    found = subprocess.run(["sh", "-c", told], capture_output=True, text=True, check=True).stdout.split()[0]
    assert found == next(place.lot for place in drawn.places if place.team == "Ward 3")


def test_places_go_to_the_lowest_lots_of_each_stratum_in_proportion():
    drawn = draw(announce(WARDS, SLOTS, secret=SECRET), secret=SECRET, words="6")
    assert [place.begins for place in drawn.places] == [MAY] * 2 + [JUNE] * 3 + [None] * 5
    for stratum in ("north", "south"):
        lots = [place.lot for place in drawn.places if place.stratum == stratum]
        assert lots == sorted(lots)
    first = Counter(place.stratum for place in drawn.places if place.begins)
    assert first == {"north": 2, "south": 3}


@settings(max_examples=60, deadline=None)
@given(
    strata=st.lists(st.sampled_from("abc"), min_size=2, max_size=14),
    places=st.lists(st.integers(1, 4), min_size=2, max_size=3),
    words=st.text(min_size=1, max_size=8).filter(str.strip),
)
def test_each_team_has_one_place_and_the_order_of_the_list_does_not_matter(strata, places, words):
    teams = [Candidate(f"T{n}", stratum) for n, stratum in enumerate(strata)]
    slots = [Slot(date(2026, month + 1, 1), n) for month, n in enumerate(places)]
    drawn = draw(announce(teams, slots, secret=SECRET), secret=SECRET, words=words)
    again = draw(announce(teams[::-1], slots[::-1], secret=SECRET), secret=SECRET, words=words)
    assert drawn == again
    assert sorted(place.team for place in drawn.places) == sorted(team.team for team in teams)
    begun = Counter(place.begins for place in drawn.places)
    left = len(teams)
    for slot in sorted(slots, key=lambda slot: slot.on):
        assert begun[slot.on] == min(slot.places, left)
        left -= begun[slot.on]
    other = draw(announce(teams, slots, secret=SECRET), secret=SECRET, words=words + "x")
    strata_of = {place.begins: Counter() for place in drawn.places}
    for kept, one in ((1, drawn), (-1, other)):
        for place in one.places:
            strata_of[place.begins][place.stratum] += kept
    assert all(not any(counts.values()) for counts in strata_of.values())


def test_every_team_is_first_equally_often():
    """600 draws with other words: each of four teams 150 times first, give or take (chi-square at .001 is 16.3)."""
    teams = [Candidate(name) for name in "abcd"]
    announced = announce(teams, [Slot(MAY, 1)], secret=SECRET)
    first = Counter(draw(announced, secret=SECRET, words=str(n)).places[0].team for n in range(600))
    assert sum((first[name] - 150) ** 2 / 150 for name in "abcd") < 16.3


def test_safety_stands_outside_of_the_lots():
    teams = [*WARDS, Candidate("Theatre", safety=True)]
    announced = announce(teams, SLOTS, secret=SECRET)
    assert announced.at_once == ("Theatre",)
    assert "Theatre" not in {place.team for place in draw(announced, secret=SECRET, words="1").places}


@pytest.mark.parametrize(
    ("teams", "slots", "secret", "code", "named"),
    [
        ([*WARDS, Candidate("Early", began=MAY)], SLOTS, SECRET, "already_began", ("Early",)),
        ([*WARDS, WARDS[2]], SLOTS, SECRET, "twice", ("Ward 2",)),
        (WARDS[:1], SLOTS, SECRET, "nobody", ()),
        ([*WARDS, Candidate("A\tB")], SLOTS, SECRET, "name", ("A\tB",)),
        (WARDS, [], SECRET, "no_places", ()),
        (WARDS, [Slot(MAY, 0)], SECRET, "no_places", ()),
        (WARDS, [Slot(MAY, 1), Slot(MAY, 2)], SECRET, "same_day", ()),
        (WARDS, [Slot(MAY, 10)], SECRET, "room_for_all", ()),
        (WARDS, SLOTS, "short", "secret", ()),
    ],
)
def test_what_cannot_be_drawn_is_refused(teams, slots, secret, code, named):
    with pytest.raises(NoDraw) as refused:
        announce(teams, slots, secret=secret)
    assert (refused.value.code, refused.value.teams) == (code, named)


def test_another_secret_no_words_or_another_list_are_refused():
    announced = announce(WARDS, SLOTS, secret=SECRET)
    changed = dataclasses.replace(announced, teams=announced.teams[1:])
    for each, secret, words, code in (
        (announced, SECRET + "x", "1", "secret"),
        (announced, SECRET, "  ", "words"),
        (changed, SECRET, "1", "changed"),
    ):
        with pytest.raises(NoDraw) as refused:
            draw(each, secret=secret, words=words)
        assert refused.value.code == code


def test_a_draw_that_was_changed_afterwards_does_not_verify():
    drawn = draw(announce(WARDS, SLOTS, secret=SECRET), secret=SECRET, words="1")
    swapped = (drawn.places[1], drawn.places[0], *drawn.places[2:])
    assert not verify(dataclasses.replace(drawn, places=swapped))
    assert not verify(dataclasses.replace(drawn, words="2"))
    assert not verify(dataclasses.replace(drawn, secret="another secret of 16"))
