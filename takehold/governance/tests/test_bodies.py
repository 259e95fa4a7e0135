"""Bodies and who sits in them."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import NOW
from takehold.governance import models
from takehold.governance.facts.bodies import BodyInput, BodyKind, SeatInput
from takehold.governance.operations import bodies as operations
from takehold.governance.queries import bodies as queries
from takehold.governance.queries import rights
from takehold.governance.tests.council import a_body
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, NotYours
from takehold.people.models import Membership, Role

pytestmark = pytest.mark.django_db


def test_who_sits_by_role_or_as_a_person_and_who_enters(house: Any) -> None:
    made = a_body(house)
    seen = {
        role: queries.body(viewer=house.viewer(role), body_id=made)
        for role in ("council", "sponsor", "lead", "member")
    }
    assert {role: (each.sits, each.writes) for role, each in seen.items()} == {
        "council": (True, True), "sponsor": (True, False), "lead": (False, False), "member": (False, False),
    }  # fmt: skip
    secretary = models.Seat.objects.get(body_id=made, secretary=True)
    operations.unseat(viewer=house.viewer("admin"), body_id=made, seat_id=secretary.pk, now=NOW)
    assert queries.body(viewer=house.viewer("sponsor"), body_id=made).writes
    assert rights.bodies_of(house.viewer("council")) == frozenset()
    with pytest.raises(NotYours):
        queries.bodies(viewer=house.viewer("stranger"))


def test_a_seat_is_of_a_person_or_a_role_and_of_who_is_here(house: Any) -> None:
    made, admin = a_body(house), house.viewer("admin")
    gone = house.people["other"]
    Membership.objects.filter(person_id=gone).delete()
    Role.objects.filter(person_id=gone).delete()
    for said, words in (
        (SeatInput(), "one of the two"),
        (SeatInput(person_id=house.people["lead"], role="council"), "one of the two"),
        (SeatInput(role="employee"), "sits in no body"),
        (SeatInput(person_id=gone), "not here any more"),
    ):
        with pytest.raises(Invalid, match=words):
            operations.seat(viewer=admin, body_id=made, said=said, now=NOW)
    again = SeatInput(person_id=house.people["sponsor"], secretary=True)
    operations.seat(viewer=admin, body_id=made, said=again, now=NOW)
    assert (
        models.Seat.objects.filter(body_id=made, person_id=house.people["sponsor"], secretary=True).count()
        == 1
    )


def test_a_body_has_its_name_alone_and_is_kept_by_the_council(house: Any) -> None:
    made = a_body(house)
    said = BodyInput("The board", BodyKind.BOARD)
    for role in ("lead", "it lead", "sponsor", "member"):
        with pytest.raises(NotAllowed):
            operations.write_down(viewer=house.viewer(role), said=said, now=NOW)
    with pytest.raises(Conflict, match="stands there already"):
        a_body(house)
    operations.edit(viewer=house.viewer("council"), body_id=made, said=said, version=1, now=NOW)
    with pytest.raises(Conflict, match="Somebody else"):
        operations.edit(viewer=house.viewer("admin"), body_id=made, said=said, version=1, now=NOW)
    assert queries.body(viewer=house.viewer("member"), body_id=made).name == "The board"


def test_the_pages(house: Any) -> None:
    admin = house.client("admin")
    assert "No body that decides is written down yet." in admin.get("/council/bodies/").content.decode()
    made = a_body(house)
    page = house.client("council").get(f"/council/bodies/{made}/").content.decode()
    assert "enters what is decided" in page
    refused = admin.post(f"/council/bodies/{made}/seats/", {"person": "", "role": ""})
    assert refused.status_code == 422
    assert "one of the two" in refused.content.decode()
    kept = admin.post(f"/council/bodies/{made}/seats/", {"person": "", "role": "it lead"})
    assert kept.status_code == 302
    seat = models.Seat.objects.get(role="it lead")
    assert admin.post(f"/council/bodies/{made}/seats/{seat.pk}/take/").status_code == 302
    assert admin.post(f"/council/bodies/{made}/seats/{seat.pk}/take/").status_code == 404
