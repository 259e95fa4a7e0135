"""What stands in a team's way: its own gaps, and what others did about the same without whose it was."""

from __future__ import annotations

from typing import Any

from conftest import NOW
from takehold.gaps.facts import GapInput, GapKind
from takehold.gaps.operations import chains, gaps
from takehold.gaps.queries import of_team
from takehold.initiatives.models import Initiative


def rooted(house: Any, change: Any, gap: int) -> dict[str, Any]:
    """A chain that ends at the ninth field."""
    on: dict[str, Any] = {"viewer": house.viewer("lead"), "slug": change.slug, "gap_id": gap, "now": NOW}
    step = chains.add_step(cause="tool", text=f"A long form, said of {gap}", **on)
    chains.end_step(step_id=step, at="The ninth field", **on)
    return on


def told(house: Any, change: Any, role: str) -> Any:
    of = Initiative.objects.get(slug=change.slug).pk
    return of_team.in_the_way(
        viewer=house.viewer(role), changes={of: (change.slug, "Handover in the record")}
    )


def test_a_team_reads_its_own_and_what_helped_elsewhere_but_not_where(
    house: Any, change: Any, gap: int
) -> None:
    rooted(house, change, gap)
    said = GapInput("Nights without a screen", GapKind.PROCESS, frozenset({house.teams["ward-3"]}))
    other = gaps.open_gap(viewer=house.viewer("lead"), slug=change.slug, said=said, now=NOW)
    gaps.turn(event="close", reason="The field was taken off the form.", **rooted(house, change, other))
    (mine,) = told(house, change, "manager")
    assert (mine.title, mine.roots) == ("Nine clicks at night", ("The ninth field",))
    assert mine.others == ("The field was taken off the form.",)
    assert told(house, change, "other") == ()  # closed
    assert told(house, change, "lead") == ()  # of no team
    page = house.client("manager").get("/my-team/").content.decode()
    assert "What stands in your way" in page
    assert "The field was taken off the form." in page
    assert "Ward 3" not in page
    assert "Nights without a screen" not in page
    items = house.client("member").get("/api/v1/my-gaps").json()["items"]
    assert [each["others"] for each in items] == [["The field was taken off the form."]]


def test_what_was_done_about_one_s_own_is_not_told_as_others(house: Any, change: Any, gap: int) -> None:
    on = rooted(house, change, gap)
    gaps.turn(event="close", reason="Ours.", **on)
    gaps.turn(event="reopen", reason="Back.", **on)
    (mine,) = told(house, change, "manager")
    assert mine.others == ()


def test_without_gaps_only_one_question_is_asked(
    house: Any, change: Any, django_assert_num_queries: Any
) -> None:
    viewer = house.viewer("manager")
    of_team.own_teams(viewer)
    with django_assert_num_queries(1):
        assert of_team.in_the_way(viewer=viewer, changes={1: (change.slug, "Handover")}) == ()
