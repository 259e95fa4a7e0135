"""Letting people in and keeping them out: one way in, once; and never without an administrator."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from conftest import House
from takehold.audit import queries as audit
from takehold.people import operations, queries
from takehold.people.facts import (
    AccountState,
    Invalid,
    Invited,
    NotAllowed,
    NotFound,
    NotYours,
    RoleKind,
    Show,
)
from takehold.people.models import MachineKey, Person, Role
from takehold.people.queries import admitted, identity

pytestmark = pytest.mark.django_db
CHOSEN = "a-long-password-of-mine-7"


def let_in(house: House, key: str, address: str, *, by_mail: bool = False) -> Invited:
    return operations.let_in(
        viewer=house.viewer("admin"), person_id=house.people[key], address=address, by_mail=by_mail,
        now=timezone.now(),
    )  # fmt: skip


def choose(link: str) -> int:
    """Follow the link in a new browser and choose a password; the status of the last answer."""
    client = Client()
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    if not page.redirect_chain:
        return 0
    return client.post(page.redirect_chain[-1][0], {"password1": CHOSEN, "password2": CHOSEN}).status_code


def signs_in(address: str) -> bool:
    client = Client()
    client.post("/accounts/login/", {"login": address, "password": CHOSEN})
    return client.get("/changes/").status_code == 200


def test_a_link_opens_the_account_once_and_a_closed_one_not_at_all(house: House) -> None:
    way = let_in(house, "ward-1-1", "New.Nurse@example.org")
    assert way.mailed_to == ""
    assert choose(way.link) == 302
    assert signs_in("new.nurse@example.org")
    assert choose(way.link) == 0, "a second time it opens nothing"
    person = house.people["ward-1-1"]
    assert admitted.account(viewer=house.viewer("admin"), person_id=person).state is AccountState.OPEN
    again = let_in(house, "ward-1-1", "new.nurse@example.org")
    operations.close_account(viewer=house.viewer("admin"), person_id=person, now=timezone.now())
    assert choose(again.link) == 0
    assert not signs_in("new.nurse@example.org")
    lines = audit.recent(50, subject=f"person:{person}")
    assert [line.action for line in lines][:3] == ["account closed", "link given", "account opened"]


def test_closing_ends_sessions_and_keys_and_opening_again_brings_the_roles_back(house: House) -> None:
    auditor, browser = house.people["auditor"], house.client("auditor")
    secret = operations.issue_key(viewer=house.viewer("auditor"), name="x", now=timezone.now())
    program = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert browser.get("/people/roles/").status_code == 200
    assert Client().get("/api/v1/roles", **program).status_code == 200
    operations.close_account(viewer=house.viewer("admin"), person_id=auditor, now=timezone.now())
    assert browser.get("/people/roles/").status_code == 302
    assert Client().get("/api/v1/roles", **program).status_code == 401
    assert not MachineKey.objects.exists()
    assert house.viewer("auditor").roles == ()
    assert "Auditor" not in [role.person for role in admitted.role_holders(viewer=house.viewer("admin"))]
    let_in(house, "auditor", "auditor@example.org")
    assert house.viewer("auditor").has(RoleKind.AUDITOR)
    assert browser.get("/people/roles/").status_code == 302, "the old session stays ended"


def test_the_link_goes_by_mail_or_is_handed_over_when_the_mail_fails(house: House) -> None:
    done = let_in(house, "ward-1-1", "nurse@example.org", by_mail=True)
    assert done == Invited(mailed_to="nurse@example.org")
    assert choose(mail.outbox[0].body.split("\n\n")[1]) == 302
    with mock.patch.object(mail.EmailMultiAlternatives, "send", side_effect=SMTPServerDisconnected):
        done = let_in(house, "ward-1-2", "two@example.org", by_mail=True)
    assert done.unsent
    assert choose(done.link) == 302
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend"):
        assert let_in(house, "ward-1-3", "three@example.org", by_mail=True).link


@pytest.mark.parametrize("address", ["", "nobody", "Manager@example.org", "a" * 150 + "@example.org"])
def test_an_address_that_is_none_or_anothers_opens_nothing(house: House, address: str) -> None:
    with pytest.raises(Invalid):
        let_in(house, "ward-1-1", address)
    assert Person.objects.get(key="ward-1-1").user is None


def test_another_address_ends_the_earlier_one(house: House) -> None:
    choose(let_in(house, "member", "member@example.org").link)
    let_in(house, "member", "max@example.org")
    assert list(EmailAddress.objects.filter(user__person__key="member").values_list("email", flat=True)) == [
        "max@example.org"
    ]
    assert not signs_in("member@example.org")
    assert signs_in("max@example.org")


def test_a_person_is_added_by_hand_once(house: House) -> None:
    admin = house.viewer("admin")
    number = operations.add_person(viewer=admin, name=" Wilma ", address="W@example.org", now=house.now)
    assert Person.objects.get(id=number).name == "Wilma"
    for name, address in (("Again", "w@EXAMPLE.org"), ("", "x@example.org"), ("X", "manager@example.org")):
        with pytest.raises(Invalid):
            operations.add_person(viewer=admin, name=name, address=address, now=house.now)


def test_the_last_administrator_who_can_sign_in_stays(house: House) -> None:
    admin, steward = house.viewer("admin"), house.people["steward"]
    mine = Role.objects.get(person_id=house.people["admin"], kind=RoleKind.ADMIN)
    with pytest.raises(NotAllowed, match="Nobody else is an administrator"):
        operations.take_back(viewer=admin, role_id=mine.pk, now=house.now)
    give = {"viewer": admin, "kind": RoleKind.ADMIN, "now": house.now}
    operations.grant_role(**give, person_id=house.people["ward-1-1"])  # no account
    operations.grant_role(**give, person_id=steward, until=house.on + timedelta(days=9))  # not for good
    for _each in range(2):
        with pytest.raises(NotAllowed):
            operations.end_role(
                viewer=admin, person_id=house.people["admin"], kind=RoleKind.ADMIN, now=house.now
            )
        User.objects.filter(person__key="lead").update(is_active=False)
        operations.grant_role(**give, person_id=house.people["lead"])  # a closed account
    assert identity.administrators(on=house.on) == {house.people["admin"]}
    operations.grant_role(**give, person_id=steward)
    assert identity.administrators(on=house.on) == {house.people["admin"], steward}
    operations.take_back(viewer=admin, role_id=mine.pk, now=house.now)
    assert not house.viewer("admin").has(RoleKind.ADMIN)
    other = house.viewer("steward")
    with pytest.raises(NotAllowed, match="own account"):
        operations.close_account(viewer=other, person_id=steward, now=house.now)


def test_nobody_gives_themself_a_role_that_watches_and_others_are_on_record(house: House) -> None:
    admin, me = house.viewer("admin"), house.people["admin"]
    for kind in (RoleKind.WORKS_COUNCIL, RoleKind.AUDITOR):
        with pytest.raises(NotAllowed, match="Another administrator"):
            operations.grant_role(viewer=admin, person_id=me, kind=kind, now=house.now)
    operations.grant_role(viewer=admin, person_id=me, kind=RoleKind.STEWARD, now=house.now)
    found = {(role.kind, role.person): role for role in admitted.role_holders(viewer=house.viewer("auditor"))}
    assert found[RoleKind.STEWARD, "Ada Admin"].own
    assert (found[RoleKind.STEWARD, "Steward"].by, found[RoleKind.STEWARD, "Steward"].own) == (
        "Ada Admin", False,
    )  # fmt: skip
    with pytest.raises(NotYours):
        admitted.role_holders(viewer=house.viewer("lead"))


@pytest.mark.parametrize(
    ("kind", "where", "field"),
    [
        (RoleKind.EMPLOYEE, {}, "role"),
        (RoleKind.MANAGER, {}, "team"),
        (RoleKind.COACH, {"initiative_id": 1}, "team"),
        (RoleKind.AUDITOR, {"team_id": 1}, "team"),
        (RoleKind.COUNCIL, {"initiative_id": 1}, "change"),
        (RoleKind.LEAD, {"until": date(2026, 3, 2), "since": date(2026, 3, 2)}, "until"),
        (RoleKind.LEAD, {"until": date(2026, 3, 2), "since": date(2026, 1, 2)}, "until"),
    ],
)
def test_a_role_is_held_where_it_means_something(house: House, kind: RoleKind, where, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.grant_role(
            viewer=house.viewer("admin"), person_id=house.people["member"], kind=kind, now=house.now, **where
        )
    assert refused.value.field == field


def test_times_of_the_same_role_that_touch_become_one(house: House) -> None:
    member, day = house.people["member"], timedelta(days=1)
    for since, until in ((0, 10), (40, 50), (20, 30), (10, 20), (5, 8)):
        operations.grant_role(
            viewer=house.viewer("admin"), person_id=member, kind=RoleKind.COUNCIL, now=house.now,
            since=house.on + since * day, until=house.on + until * day,
        )  # fmt: skip
    rows = Role.objects.filter(person_id=member, kind="council").order_by("valid_from")
    assert [((row.valid_from - house.on).days, (row.valid_to - house.on).days) for row in rows] == [
        (0, 30), (40, 50),
    ]  # fmt: skip
    assert house.viewer("member").has(RoleKind.COUNCIL)
    operations.take_back(viewer=house.viewer("admin"), role_id=rows[0].pk, now=house.now)
    assert not house.viewer("member").has(RoleKind.COUNCIL)


def test_people_are_found_by_name_address_and_key_and_by_what_they_may(house: House) -> None:
    admin = house.viewer("admin")

    def names(**asked) -> list[str]:
        return [each.name for each in admitted.accounts(viewer=admin, **asked).rows]

    found = admitted.accounts(viewer=admin)
    assert (found.may_sign_in, found.total) == (13, 13)
    assert found.people == Person.objects.count()
    assert names(search="OLGA") == names(search="other@example") == ["Olga Other"]
    assert names(search="ward-1-3", show=Show.OUT) == ["Person 3 of ward-1"]
    assert names(search="ward-1-3") == []
    assert "Mia Manager" in names(show=Show.ROLES)
    assert "Max Member" not in names(show=Show.ROLES)
    assert names(show=Show.CLOSED) == []
    assert len(names(show=Show.ALL, limit=500)) == found.people
    first, second = names(limit=5), names(limit=5, offset=5)
    assert len({*first, *second}) == 10
    manager = admitted.account(viewer=admin, person_id=house.people["manager"])
    assert [(role.kind, role.team) for role in manager.roles] == [(RoleKind.MANAGER, "Ward 1")]
    assert manager.team == "Ward 1"
    with pytest.raises(NotFound):
        admitted.account(viewer=admin, person_id=10**18)
    with pytest.raises(NotYours):
        admitted.accounts(viewer=house.viewer("steward"))


def test_a_role_to_come_is_listed_and_opens_nothing_yet(house: House) -> None:
    member = house.people["member"]
    operations.grant_role(
        viewer=house.viewer("admin"), person_id=member, kind=RoleKind.STEWARD, now=house.now,
        since=house.on + timedelta(days=3),
    )  # fmt: skip
    assert not house.viewer("member").has(RoleKind.STEWARD)
    (held,) = admitted.account(viewer=house.viewer("admin"), person_id=member).roles
    assert held.since == house.on + timedelta(days=3)
    later = queries.viewer(user_id=queries.user_of(person_key="member"), on=held.since)
    assert later.has(RoleKind.STEWARD)
