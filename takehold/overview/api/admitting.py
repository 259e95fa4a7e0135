"""Who may sign in and what for: for the administrator's programs, and those who look after roles."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from takehold.overview import operations
from takehold.people import operations as people
from takehold.people.api import viewer_of
from takehold.people.facts import AccountFact, HeldRole, RoleKind, RoleLine, Show
from takehold.people.queries import admitted

router = Router(tags=["accounts"])
MOST: Final = 200


class PersonIn(Schema):
    """Somebody who stands in no file of people."""

    name: str
    address: str


class OpeningIn(Schema):
    """The mail address to sign in with, and whether the link goes there. Else it is in the answer, this once."""

    address: str
    mail: bool = True


class RoleIn(Schema):
    """A role; where it is held: a team's or a change's number, or neither. ``until``: the day on which it is over."""

    role: RoleKind
    team_id: int | None = None
    change_id: int | None = None
    since: date | None = None
    until: date | None = None


class RolesFileIn(Schema):
    """CSV with a heading: person, role, where, from, to. ``give``: false only looks."""

    text: str
    give: bool = False


@router.get("/accounts", summary="Who may sign in", operation_id="accounts")
def accounts(
    request: HttpRequest,
    q: str = "",
    show: Literal["in", "roles", "out", "closed", "all"] = "all",
    cursor: int = 0,
    limit: int = 50,
) -> dict[str, Any]:
    """People by name. ``show``: in (may sign in), roles (hold one), out (no account), closed, all. For administrators."""
    limit, cursor = max(1, min(limit, MOST)), max(cursor, 0)
    found = admitted.accounts(
        viewer=viewer_of(request), search=q, show=Show(show), offset=cursor, limit=limit
    )
    more = cursor + limit < found.total
    return {
        "items": [_account(each) for each in found.rows],
        "total": found.total,
        "next": cursor + limit if more else None,
    }


@router.post("/accounts", summary="Add a person", operation_id="add_person", response={201: dict[str, Any]})
def add_person(request: HttpRequest, said: PersonIn) -> Status[Any]:
    """Take in somebody who stands in no file. An address that somebody has is refused."""
    number = people.add_person(
        viewer=viewer_of(request), name=said.name, address=said.address, now=timezone.now()
    )
    return Status(201, {"id": number})


@router.get("/accounts/{person_id}", summary="One person's account", operation_id="account")
def account(request: HttpRequest, person_id: int) -> dict[str, Any]:
    """Whether the person may sign in, and the roles, each with who gave it."""
    return _account(admitted.account(viewer=viewer_of(request), person_id=person_id))


@router.post("/accounts/{person_id}/opening", summary="Let somebody in", operation_id="let_in")
def let_in(request: HttpRequest, person_id: int, said: OpeningIn) -> dict[str, Any]:
    """Open the account, or a closed one again, and give a link with which a password is chosen, once."""
    viewer = viewer_of(request)
    admitted.account(viewer=viewer, person_id=person_id)
    done = people.let_in(
        viewer=viewer, person_id=person_id, address=said.address, by_mail=said.mail, now=timezone.now()
    )
    return {"link": done.link or None, "mailed_to": done.mailed_to or None, "mail_failed": done.unsent}


@router.post("/accounts/{person_id}/closing", summary="Keep somebody out", operation_id="close_account")
def close_account(request: HttpRequest, person_id: int) -> dict[str, Any]:
    """Close the account: sessions, password and keys for programs end now."""
    viewer = viewer_of(request)
    admitted.account(viewer=viewer, person_id=person_id)
    people.close_account(viewer=viewer, person_id=person_id, now=timezone.now())
    return _account(admitted.account(viewer=viewer, person_id=person_id))


@router.post("/accounts/{person_id}/roles", summary="Give a role", operation_id="give_role")
def give_role(request: HttpRequest, person_id: int, said: RoleIn) -> dict[str, Any]:
    """Give a role. The same again changes nothing."""
    viewer = viewer_of(request)
    admitted.account(viewer=viewer, person_id=person_id)
    number = operations.give_role(
        viewer=viewer, person_id=person_id, kind=said.role, team_id=said.team_id, initiative_id=said.change_id,
        since=said.since, until=said.until, now=timezone.now(),
    )  # fmt: skip
    return _role(admitted.role_of(viewer=viewer, person_id=person_id, role_id=number))


@router.delete("/accounts/{person_id}/roles/{role_id}", summary="Take a role back", operation_id="take_back")
def take_back(request: HttpRequest, person_id: int, role_id: int) -> dict[str, Any]:
    """End a role today."""
    viewer = viewer_of(request)
    operations.take_back(viewer=viewer, person_id=person_id, role_id=role_id, now=timezone.now())
    return _account(admitted.account(viewer=viewer, person_id=person_id))


@router.get("/roles", summary="Who holds which role", operation_id="role_holders")
def role_holders(request: HttpRequest) -> dict[str, Any]:
    """Roles that read beyond one team, with who gave each. For administrators, the works council and auditors."""
    return {"items": [_role(each) for each in admitted.role_holders(viewer=viewer_of(request))]}


@router.post("/roles/file", summary="Give roles from a file", operation_id="roles_file")
def roles_file(request: HttpRequest, said: RolesFileIn) -> dict[str, Any]:
    """What each line would give; with ``give``, all of it is given, or nothing where a line has a fault."""
    viewer, now = viewer_of(request), timezone.now()
    lines = operations.read_roles(viewer=viewer, text=said.text, now=now)
    given = operations.give_roles(viewer=viewer, text=said.text, now=now) if said.give else 0
    return {"given": given, "items": [_file_line(each) for each in lines]}


def _file_line(line: RoleLine) -> dict[str, Any]:
    return {
        "line": line.line,
        "person_id": line.person_id,
        "name": line.person,
        "role": line.kind.value,
        "team_id": line.team_id,
        "change_id": line.initiative_id,
        "since": line.since.isoformat(),
        "until": line.until.isoformat() if line.until else None,
        "held_already": line.there,
    }


def _account(found: AccountFact) -> dict[str, Any]:
    return {
        "id": found.person_id,
        "key": found.key,
        "name": found.name,
        "address": found.address,
        "account": found.state.value,
        "password": found.password,
        "organisation_sign_in": found.open_id,
        "roles": [_role(each) for each in found.roles],
    }


def _role(role: HeldRole) -> dict[str, Any]:
    return {
        "id": role.id,
        "role": role.kind.value,
        "person_id": role.person_id,
        "name": role.person,
        "team_id": role.team_id,
        "change_id": role.initiative_id,
        "since": role.since.isoformat(),
        "until": role.until.isoformat() if role.until else None,
        "given_by": role.by or None,
        "given_by_self": role.own,
    }
