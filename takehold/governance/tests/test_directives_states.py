"""What may become of a directive: nothing begins, or begins again, but what was written down as such."""

from __future__ import annotations

from takehold.governance.facts.directives import DirectiveState, Ground
from takehold.governance.operations.directives_states import (
    DROP,
    EVENTS,
    ISSUE,
    KEEP,
    LIFT,
    NEXT,
    following,
    possible,
)


def test_only_a_draft_is_issued_and_what_lapsed_stays_so() -> None:
    assert {state for (state, event) in NEXT if event == ISSUE} == {DirectiveState.DRAFT}
    for over in (DirectiveState.LAPSED, DirectiveState.LIFTED, DirectiveState.DROPPED):
        assert [following(over, event) for event in EVENTS] == [None] * len(EVENTS)
    assert following(DirectiveState.IN_FORCE, KEEP) is DirectiveState.IN_FORCE


def test_the_writer_issues_the_reviewer_keeps_both_lift() -> None:
    draft, force = DirectiveState.DRAFT, DirectiveState.IN_FORCE
    assert possible(draft, writer=True, reviewer=False) == (ISSUE, DROP)
    assert possible(draft, writer=False, reviewer=True) == ()
    assert possible(force, writer=True, reviewer=False) == (LIFT,)
    assert possible(force, writer=False, reviewer=True) == (KEEP, LIFT)
    assert possible(force, writer=False, reviewer=False) == ()


def test_there_are_two_grounds() -> None:
    assert set(Ground) == {"compliance", "safety"}
