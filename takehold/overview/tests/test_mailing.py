"""Who gets the mail of the week: those whose role it is, and whoever sits in a body, each once and only where something waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail

from conftest import NOW
from takehold.governance import models
from takehold.governance.facts.bodies import SeatInput
from takehold.governance.operations import bodies
from takehold.governance.tests.council import decided
from takehold.overview.operations import mailing
from takehold.people.facts import RoleKind
from takehold.people.operations import grant_role

REVIEW = NOW + timedelta(days=175)
MONDAY = REVIEW - timedelta(days=REVIEW.weekday())


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> Any:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with mock.patch("django.utils.timezone.now", return_value=MONDAY):
        yield


def seat(house: Any, **said: Any) -> None:
    body = models.Decision.objects.get().body_id
    bodies.seat(viewer=house.viewer("admin"), body_id=body, said=SeatInput(**said), now=NOW)


def mailed() -> list[str]:
    mail.outbox.clear()
    while mailing.due(MONDAY):
        mailing.send(MONDAY)
    return sorted(each.to[0] for each in mail.outbox)


def test_who_sits_in_the_body_is_told_of_its_review_once_and_may_end_it(house: Any) -> None:
    decided(house)
    seat(house, person_id=house.people["member"])
    to = mailed()
    assert to.count("member@example.org") == 1
    (one,) = [each for each in mail.outbox if each.to == ["member@example.org"]]
    assert "A decision is to be reviewed: Tablets for the wards" in one.body
    assert "/council/\n" in one.body
    assert mailed() == [], "nobody gets it twice"
    page = house.client("member").get("/week/mail/").content.decode()
    assert "What waits for the council comes as a mail on Mondays" in page
    assert house.client("member").get("/council/").status_code == 200
    assert house.client("member").post("/week/mail/", {"wanted": "no"})["Location"] == "/council/"
    models.Seat.objects.filter(person=house.people["member"]).delete()
    assert house.client("member").get("/week/mail/").status_code == 404


def test_who_wants_none_or_has_the_role_as_well_gets_none_or_one(house: Any) -> None:
    decided(house)
    for name in ("member", "works council"):
        seat(house, person_id=house.people[name])
    house.client("member").post("/week/mail/", {"wanted": "no"})
    grant_role(
        viewer=house.viewer("admin"), person_id=house.people["works council"], kind=RoleKind.COUNCIL, now=NOW
    )
    to = mailed()
    assert "member@example.org" not in to
    assert len(to) == len(set(to))
    assert [each for each in to if each.startswith("works")] == ["works-council@example.org"]


def test_a_role_that_has_a_seat_is_told_as_well_and_others_are_not(house: Any) -> None:
    decided(house)
    assert "auditor@example.org" not in mailed()
    seat(house, role=RoleKind.AUDITOR.value)
    assert mailed() == ["auditor@example.org"]
