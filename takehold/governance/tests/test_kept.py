"""What the database itself refuses, and what is kept about one person."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from takehold.governance import models
from takehold.governance.facts.bodies import BodyKind
from takehold.governance.facts.decisions import CommitmentKind, Outcome
from takehold.governance.facts.priorities import PriorityKind
from takehold.governance.facts.requests import Purpose, RequestState
from takehold.governance.queries import kept
from takehold.people.queries.kept import kept as told

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(house: Any) -> models.Body:
    return models.Body.objects.create(name="The digital council", kind=BodyKind.COUNCIL)


def test_what_leads_to_a_person_is_told_to_that_person(house: Any, body: models.Body) -> None:
    person = house.people["sponsor"]
    models.Seat.objects.create(body=body, person_id=person)
    asked = models.Request.objects.create(
        body=body, title="Tablets", purpose=Purpose.DECIDE, ask="Buy.", asked_by_id=person, begun_on=house.on
    )
    models.RequestComment.objects.create(request=asked, person_id=person, on=house.on, text="Why ten?")
    found = {each.words: each for each in told(kept.tables(), person)}
    assert [each.count for each in found.values()] == [1, 1, 0, 1]
    assert dict(found["What you said to requests"].rows[0]) == {"text": "Why ten?", "on": "2026-03-02"}


def test_the_database_refuses_what_would_have_no_owner_no_reason_or_no_sending(
    house: Any, body: models.Body
) -> None:
    decision = models.Decision.objects.create(body=body, title="Tablets", decided_on=house.on)
    version = {"decision": decision, "outcome": Outcome.APPROVED, "reason": "So.", "decided_on": house.on,
               "entered_on": house.on}  # fmt: skip
    wrong = (
        lambda: models.Seat.objects.create(body=body),
        lambda: models.Seat.objects.create(body=body, person_id=house.people["lead"], role="council"),
        lambda: models.DecisionVersion.objects.create(number=1, **version),
        lambda: models.DecisionVersion.objects.create(number=2, body=body, **version),
        lambda: models.DecisionVersion.objects.create(number=1, body=body, review_on=house.on, **version),
        lambda: models.Commitment.objects.create(
            decision=decision, kind=CommitmentKind.CONDITION, text="First train.", due_on=house.on
        ),
        lambda: models.Priority.objects.create(
            kind=PriorityKind.VALUE, name="Safety", why="First.", body=body, role="lead", first=house.on
        ),
        lambda: models.Request.objects.create(
            body=body, title="x", purpose=Purpose.NOTE, ask="y", begun_on=house.on, state=RequestState.AGENDA
        ),
    )
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    models.DecisionVersion.objects.create(number=1, body=body, **version)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.DecisionVersion.objects.create(number=1, body=body, **version)
