"""Roles of a person, for a team or a change that there is. Lead and sponsor of a change are named on it, too."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.utils.translation import gettext as _

from takehold.initiatives.queries.names import named_on, names
from takehold.people import operations as people
from takehold.people import queries
from takehold.people.facts import Invalid, NotAllowed, RoleKind, RoleLine, Viewer
from takehold.people.forms import ROLE_WORDS
from takehold.people.queries.admitted import role_of


def give_role(
    *,
    viewer: Viewer,
    person_id: int,
    kind: RoleKind,
    now: datetime,
    team_id: int | None = None,
    initiative_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Give a role for a team or a change that there is; its number. Raises as ``people.grant_role``, and ``Invalid``."""
    if team_id is not None and all(team.id != team_id for team in queries.teams(viewer=viewer)):
        raise Invalid("team", _("No team of that name is known here."))
    if initiative_id is not None and all(each.id != initiative_id for each in names(viewer=viewer)):
        raise Invalid("change", _("There is no such change."))
    return people.grant_role(
        viewer=viewer, person_id=person_id, kind=kind, now=now, team_id=team_id, initiative_id=initiative_id,
        since=since, until=until,
    )  # fmt: skip


def read_roles(*, viewer: Viewer, text: str, now: datetime) -> tuple[RoleLine, ...]:
    """The roles of a file, as they would be given. Raises as ``people.read_roles``."""
    return people.read_roles(viewer=viewer, text=text, changes=_changes(viewer), words=_words(), now=now)


def give_roles(*, viewer: Viewer, text: str, now: datetime) -> int:
    """Give all roles of a file, or none; how many are new. Raises as ``people.read_roles``."""
    return people.give_roles(viewer=viewer, text=text, changes=_changes(viewer), words=_words(), now=now)


def _changes(viewer: Viewer) -> dict[str, int]:
    """Changes that go on, by name and by address. A name that two have is none."""
    going = [each for each in names(viewer=viewer) if not each.ended]
    often = Counter(each.name.casefold() for each in going)
    called = {each.name: each.id for each in going if often[each.name.casefold()] == 1}
    return called | {each.slug: each.id for each in going}


def _words() -> dict[str, RoleKind]:
    return {str(word): kind for kind, word in ROLE_WORDS.items()}


def take_back(*, viewer: Viewer, person_id: int, role_id: int, now: datetime) -> None:
    """End a role of a person today.

    Raises:
        NotYours, NotFound: not an administrator; or the person does not hold it.
        NotAllowed: the last administrator; or who is named as lead or sponsor on a change, which is edited there.
    """
    role = role_of(viewer=viewer, person_id=person_id, role_id=role_id)
    if role.initiative_id is not None:
        lead, sponsor = named_on(initiative_id=role.initiative_id)
        if person_id == (lead if role.kind is RoleKind.LEAD else sponsor):
            raise NotAllowed(
                _(
                    "{name} is named on the change itself. Name somebody else there: the role goes with it."
                ).format(name=role.person)
            )
    people.take_back(viewer=viewer, role_id=role_id, now=now)
