"""The picture of gaps that share a root: who is in it, where, and that it says what the list says."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.gaps.facts import GapInput, GapKind, GapLine, GapState, Spread, Sureness
from takehold.gaps.operations import chains, gaps
from takehold.gaps.queries.picturing import LEFT, RIGHT, STEP, picture


def line(number: int, *roots: str) -> GapLine:
    return GapLine(
        id=number, title=f"Gap {number}", kind=GapKind.UNKNOWN, state=GapState.OPEN, spread=Spread.CANNOT_TELL,
        sureness=Sureness.GUESS, where=(), opened_on=date(2026, 1, 5), closed_on=None, origin="", roots=roots,
    )  # fmt: skip


def test_two_gaps_and_their_root_stand_beside_each_other_with_a_line_each() -> None:
    found = picture((line(1, "form"), line(2, "form"), line(3, "login")))
    assert found is not None
    assert [(box.gap_id, box.y) for box in found.gaps] == [(1, 32), (2, 96)]
    assert [(box.name, box.y, box.shared) for box in found.roots] == [("form", 64, 2)]
    assert found.lines == ("M400 32C480 32 480 64 560 64", "M400 96C480 96 480 64 560 64")
    assert found.height == 2 * STEP


def test_without_a_shared_root_there_is_nothing_to_draw() -> None:
    assert picture((line(1, "form"), line(2, "login"), line(3))) is None


def test_lines_that_need_not_cross_do_not() -> None:
    found = picture((line(1, "b"), line(2, "a"), line(3, "b"), line(4, "a")))
    assert found is not None
    order = [box.gap_id for box in found.gaps]
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset({1, 3}), frozenset({2, 4})}
    assert crossings(found.lines) == 0


def crossings(lines: tuple[str, ...]) -> int:
    ends = [(int(each.split()[1].split("C")[0]), int(each.split()[-1])) for each in lines]
    return sum((a - c) * (b - d) < 0 for n, (a, b) in enumerate(ends) for c, d in ends[n + 1 :])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcde"), max_size=3), max_size=9))
def test_every_shared_root_is_drawn_with_all_that_end_there(ends: list[set[str]]) -> None:
    lines = tuple(line(number, *sorted(roots)) for number, roots in enumerate(ends, 1))
    shared = {root for root in "abcde" if sum(root in roots for roots in ends) > 1}
    found = picture(lines)
    assert (found is None) == (not shared)
    if found is None:
        return
    inside = {each.id for each in lines if shared & set(each.roots)}
    assert {box.gap_id for box in found.gaps} == inside
    assert {box.name for box in found.roots if box.shared > 1} == shared
    assert len(found.lines) == sum(len(each.roots) for each in lines if each.id in inside)
    for boxes in (found.gaps, found.roots):
        places = [box.y for box in boxes]
        assert all(b - a >= 48 for a, b in pairwise(places)), "boxes of 48 never overlap"
        assert places[0] >= 24
        assert places[-1] <= found.height - 24
    assert LEFT < RIGHT


def test_the_page_draws_it_with_a_link_for_each_gap_and_the_list_below(
    house: Any, change: Any, gap: int
) -> None:
    said = GapInput("Nights & <screens>", GapKind.PROCESS)
    other = gaps.open_gap(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)
    for each in (gap, other):
        on = {"viewer": house.viewer("lead"), "slug": change.slug, "gap_id": each, "now": NOW}
        step = chains.add_step(cause="tool", text="The form", **on)
        chains.end_step(step_id=step, at="The ninth field", **on)
    page = house.client("lead").get(f"/changes/{change.slug}/gaps/").content.decode()
    drawn = page[
        page.index('<svg class="rootmap"') : page.index("</svg>", page.index('<svg class="rootmap"')) + 6
    ]
    tree = ElementTree.fromstring(drawn)
    assert [each.get("href") for each in tree.iter("a")] == [
        f"/changes/{change.slug}/gaps/{number}/" for number in sorted((gap, other), reverse=True)
    ]
    assert "Nights & <screens>" in [each.get("aria-label") for each in tree.iter("a")]
    assert len(list(tree.iter("path"))) == 2
    below = page[page.index("</svg>", page.index("rootmap")) :]
    assert below.count("The ninth field") >= 1
    assert "Nine clicks at night" in below
