"""Decisions in versions, and the conditions and commitments that hang on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOW
from takehold.audit.models import Line
from takehold.governance import models
from takehold.governance.facts.bodies import Holder
from takehold.governance.facts.decisions import CommitmentKind, CommitmentState, Outcome
from takehold.governance.operations import commitments
from takehold.governance.operations import decisions as operations
from takehold.governance.queries import commitments as commitment_queries
from takehold.governance.queries import decisions as queries
from takehold.governance.queries.dates import due
from takehold.governance.tests.council import TODAY, a_body, approved, decided, on_agenda, version_of
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Person

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[Any, ...]]:
    return list(models.DecisionVersion.objects.order_by("decision_id", "number").values_list())


def test_a_decision_stands_in_the_register_for_everybody(house: Any) -> None:
    made = decided(house)
    (found,), many = queries.register(viewer=house.viewer("member"))
    assert (many, found.id, found.now.outcome, found.now.number) == (1, made, Outcome.CONDITIONS, 1)
    assert [(each.text, each.holder.role, each.state) for each in found.commitments] == [
        ("Each ward agrees on one form first", "lead", CommitmentState.OPEN)
    ]
    assert not found.may_enter
    assert not queries.decision(viewer=house.viewer("member"), decision_id=made).may_read_request
    assert queries.decision(viewer=house.viewer("council"), decision_id=made).may_read_request
    with pytest.raises(NotYours):
        queries.register(viewer=house.viewer("stranger"))
    lines = "".join(f"{each.action}{each.details}" for each in Line.objects.all())
    assert "decision entered" in lines
    assert "safe doses" not in lines


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"review_on": TODAY - timedelta(days=1)}, "review_on", "over already"),
        ({"review_on": TODAY}, "review_on", "over already"),
        ({"review_on": None}, "review_on", "when the body looks"),
        ({"review_on": TODAY + timedelta(days=9999)}, "review_on", "within five years"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on", "still to come"),
        ({"holder": Holder()}, "holder", "which body or role"),
        ({"commitments": ()}, "condition", "name at least one"),
        ({"outcome": Outcome.APPROVED}, "outcome", "A condition stands here"),
        ({"reason": ""}, "reason", "Write a few words"),
    ],
)
def test_what_cannot_be_entered_is_refused_in_a_sentence_and_nothing_is_lost(
    house: Any, more: dict[str, Any], field: str, words: str
) -> None:
    made = on_agenda(house)
    with pytest.raises(Invalid, match=words) as refused:
        operations.decide(
            viewer=house.viewer("council"), request_id=made, said=approved(house, **more), version=version_of(made),
            now=NOW,
        )  # fmt: skip
    assert refused.value.field == field
    assert not models.Decision.objects.exists()
    assert models.Request.objects.get(id=made).state == "agenda"


def test_a_condition_has_its_day_and_its_holder_and_no_culprit(house: Any) -> None:
    made, council = on_agenda(house), house.viewer("council")
    good = approved(house).commitments[0]
    name = Person.objects.get(id=house.people["member"]).name
    for wrong in (
        replace(good, due_on=None),
        replace(good, due_on=TODAY - timedelta(days=1)),
        replace(good, holder=Holder()),
        replace(good, text=f"{name} trains them"),
    ):
        with pytest.raises(Invalid):
            operations.decide(
                viewer=council, request_id=made, said=approved(house, commitments=(wrong,)),
                version=version_of(made), now=NOW,
            )  # fmt: skip
    assert not models.Commitment.objects.exists()


def test_two_secretaries_enter_one_outcome_and_the_second_is_told(house: Any) -> None:
    made = on_agenda(house)
    version, council = version_of(made), house.viewer("council")
    operations.decide(viewer=council, request_id=made, said=approved(house), version=version, now=NOW)
    declined = approved(house, outcome=Outcome.DECLINED, review_on=None, commitments=())
    with pytest.raises(Conflict):
        operations.decide(viewer=council, request_id=made, said=declined, version=version, now=NOW)
    with pytest.raises(Invalid, match="another state"):
        operations.decide(viewer=council, request_id=made, said=declined, version=version_of(made), now=NOW)
    assert models.DecisionVersion.objects.get().outcome == Outcome.CONDITIONS
    entered = f"/council/decisions/{models.Decision.objects.get().pk}/"
    late = {
        "outcome": "declined",
        "reason": "It costs too much.",
        "holder": "role:sponsor",
        "version": version,
    }
    page = house.client("council").post(f"/council/requests/{made}/decide/", late)
    assert page.status_code == 422
    assert "It costs too much." in page.content.decode()
    assert f'<a href="{entered}">Read what was entered</a>' in page.content.decode()
    assert house.client("council").get(f"/council/requests/{made}/decide/")["Location"] == entered


def test_a_later_version_has_its_conditions_as_the_first_one_has(house: Any) -> None:
    made = decided(house, outcome=Outcome.APPROVED, commitments=())
    council = house.viewer("council")

    def later(**more: Any) -> int:
        version = models.Decision.objects.get(pk=made).version
        said = approved(house, because="We thought again.", **more)
        return operations.change(viewer=council, decision_id=made, said=said, version=version, now=NOW)

    with pytest.raises(Invalid, match="name at least one"):
        later(commitments=())
    with pytest.raises(Invalid, match="A condition stands here"):
        later(outcome=Outcome.APPROVED)
    assert later() == 2
    assert later(commitments=()) == 3, "the condition of the version before stands"
    models.Commitment.objects.update(state=CommitmentState.LIFTED)
    with pytest.raises(Invalid, match="name at least one"):
        later(commitments=())
    assert later(outcome=Outcome.DECLINED, review_on=None, commitments=()) == 4


def test_whoever_asked_for_it_does_not_enter_what_was_decided_about_it(house: Any) -> None:
    body = a_body(house, secretary="it lead")
    from takehold.governance.facts.bodies import SeatInput
    from takehold.governance.operations import bodies

    bodies.seat(
        viewer=house.viewer("admin"), body_id=body, said=SeatInput(role="council", secretary=True), now=NOW
    )
    made = on_agenda(house, body)
    with pytest.raises(NotAllowed, match="somebody else of the body"):
        operations.decide(
            viewer=house.viewer("it lead"),
            request_id=made,
            said=approved(house),
            version=version_of(made),
            now=NOW,
        )
    with pytest.raises(NotAllowed, match="whoever enters"):
        operations.decide(
            viewer=house.viewer("lead"),
            request_id=made,
            said=approved(house),
            version=version_of(made),
            now=NOW,
        )
    assert operations.decide(
        viewer=house.viewer("council"),
        request_id=made,
        said=approved(house),
        version=version_of(made),
        now=NOW,
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([Outcome.APPROVED, Outcome.DECLINED, Outcome.NOTED]),
            st.sampled_from(["council", "lead", "sponsor"]),
            st.sampled_from(["", "The board asked."]),
            st.integers(-1, 1),
        ),
        max_size=5,
    )
)
def test_nothing_that_was_entered_changes_without_a_new_version_that_says_why(house: Any, steps: Any) -> None:
    models.Decision.objects.all().delete()
    models.Request.objects.all().delete()
    models.Priority.objects.all().delete()
    models.Body.objects.all().delete()
    made = decided(house)
    for outcome, role, because, off in steps:
        before, number = rows(), models.Decision.objects.get(id=made).version
        said = approved(house, outcome=outcome, commitments=(), because=because)
        try:
            operations.change(
                viewer=house.viewer(role), decision_id=made, said=said, version=number + off, now=NOW
            )
        except (Invalid, NotAllowed, Conflict):
            assert rows() == before
            continue
        assert role == "council"
        assert because
        assert off == 0
        assert rows()[:-1] == before
        assert len(rows()) == len(before) + 1
    assert models.Decision.objects.get(id=made).version == len(rows())


def test_those_who_hold_it_say_what_became_of_it_and_the_body_lifts_it(house: Any) -> None:
    made = decided(house)
    (one,) = queries.decision(viewer=house.viewer("lead"), decision_id=made).commitments
    assert (one.may_say, one.may_lift) == (True, False)
    told = {"commitment_id": one.id, "said": "All wards signed.", "now": NOW}
    for role, event in (("member", "keep"), ("lead", "lift"), ("it lead", "keep")):
        with pytest.raises(NotAllowed):
            commitments.turn(viewer=house.viewer(role), event=event, version=1, **told)
    with pytest.raises(NotYours):
        commitments.turn(viewer=house.viewer("stranger"), event="keep", version=1, **told)
    with pytest.raises(Invalid):
        commitments.turn(viewer=house.viewer("lead"), event="keep", version=1, **{**told, "said": " "})
    assert (
        commitments.turn(viewer=house.viewer("lead"), event="keep", version=1, **told) is CommitmentState.KEPT
    )
    with pytest.raises(Conflict):
        commitments.turn(viewer=house.viewer("lead"), event="miss", version=1, **told)
    commitments.turn(viewer=house.viewer("council"), event="doubt", version=2, **told)
    assert (
        commitments.turn(viewer=house.viewer("council"), event="lift", version=3, **told)
        is CommitmentState.LIFTED
    )
    (now,) = queries.decision(viewer=house.viewer("member"), decision_id=made).commitments
    assert [each.after for each in now.turns] == [
        CommitmentState.KEPT, CommitmentState.OPEN, CommitmentState.LIFTED,
    ]  # fmt: skip


def test_what_is_due_is_told_to_those_who_hold_it_and_open_conditions_stand_before_a_change(
    house: Any, change: Any
) -> None:
    made = decided(house)
    far = TODAY + timedelta(days=60)
    (held,) = due(viewer=house.viewer("lead"), until=far)
    assert (held.text, held.path) == ("Each ward agrees on one form first", f"/council/decisions/{made}/")
    assert due(viewer=house.viewer("lead"), until=TODAY) == ()
    assert due(viewer=house.viewer("member"), until=far) == ()
    from takehold.initiatives.models import Initiative

    initiative = Initiative.objects.get(slug=change.slug)
    seen = {"viewer": house.viewer("lead"), "initiative_ids": [initiative.pk]}
    assert commitment_queries.open_conditions(**seen) == ()
    models.Decision.objects.filter(id=made).update(initiative_id=initiative.pk)
    assert [each.kind for each in commitment_queries.open_conditions(**seen)] == [CommitmentKind.CONDITION]
    assert [
        each.id for each in queries.of_change(viewer=house.viewer("lead"), initiative_id=initiative.pk)
    ] == [made]
    assert [each.text for each in commitment_queries.open_ones(viewer=house.viewer("member"))]


def test_reviews_come_up_when_their_day_is_near(house: Any) -> None:
    made, lead = decided(house), house.viewer("lead")
    assert queries.due_for_review(viewer=lead) == ()
    later = replace(lead, on=TODAY + timedelta(days=183), seen={})
    (due,) = queries.due_for_review(viewer=later)
    assert (due.id, due.review_due) == (made, True)


@given(events=st.lists(st.sampled_from(commitments.EVENTS), max_size=8))
def test_what_was_lifted_stays_lifted(events: list[str]) -> None:
    state = CommitmentState.OPEN
    for event in events:
        after = commitments.following(state, event)
        assert (event in commitments.possible(state, holds=True, enters=True)) is (after is not None)
        assert state is not CommitmentState.LIFTED or after is None
        state = after or state
