"""Roles from a CSV file: person, role, where, from, to. Looked at first; then all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.people.facts import (
    OF_A_CHANGE,
    OF_A_TEAM,
    Invalid,
    NotAllowed,
    RoleKind,
    RoleLine,
    TeamFact,
    Unreadable,
    Viewer,
)
from takehold.people.models import Person, Role
from takehold.people.operations.rights import need
from takehold.people.operations.roles import check, grant_role
from takehold.people.operations.tables import Faults, day_of, rows_of
from takehold.people.queries.teams import all_teams

COLUMNS: Final = ("person", "role", "where", "from", "to")
MOST: Final = 1000


def read_roles(
    *, viewer: Viewer, text: str, changes: Mapping[str, int], words: Mapping[str, RoleKind], now: datetime
) -> tuple[RoleLine, ...]:
    """The lines of a file as they would be given. Writes nothing.

    Args:
        text: CSV with a heading; person (key or mail address) and role are needed, where is a team or a change.
        changes: ids by name and address; words: roles by what they are called.

    Raises:
        NotYours, NotAllowed: not an administrator.
        Unreadable: sentences with line numbers.
    """
    need(viewer, RoleKind.ADMIN)
    rows = rows_of(text, needed=("person", "role"), known=COLUMNS)
    if len(rows) > MOST:
        raise Unreadable((_("The file has more than %(most)d lines.") % {"most": MOST},))
    faults, known = Faults(), _known(viewer, changes, words)
    today = timezone.localdate(now)
    lines = [line for row in rows if (line := _line(row, viewer, known, today, faults)) is not None]
    faults.stop()
    return _marked(lines)


def give_roles(
    *, viewer: Viewer, text: str, changes: Mapping[str, int], words: Mapping[str, RoleKind], now: datetime
) -> int:
    """Give all roles of a file, or none; how many are new. Raises as ``read_roles``."""
    with transaction.atomic():
        lines = read_roles(viewer=viewer, text=text, changes=changes, words=words, now=now)
        new = [line for line in lines if not line.there]
        for line in new:
            grant_role(
                viewer=viewer, person_id=line.person_id, kind=line.kind, now=now, team_id=line.team_id,
                initiative_id=line.initiative_id, since=line.since, until=line.until,
            )  # fmt: skip
    return len(new)


@dataclass(frozen=True, slots=True)
class _Known:
    people: Mapping[str, list[tuple[int, str]]]
    teams: Mapping[str, list[TeamFact]]
    changes: Mapping[str, int]
    words: Mapping[str, RoleKind]


def _known(viewer: Viewer, changes: Mapping[str, int], words: Mapping[str, RoleKind]) -> _Known:
    people: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, name, key, mail in Person.objects.values_list("id", "name", "key", "email"):
        for way in {key.casefold(), mail.casefold()} - {""}:
            people[way].append((number, name))
    teams: dict[str, list[TeamFact]] = defaultdict(list)
    for team in all_teams(viewer.on):
        for way in {team.key.casefold(), team.name.casefold()}:
            teams[way].append(team)
    called = {word.casefold(): kind for word, kind in words.items()} | {kind.value: kind for kind in RoleKind}
    return _Known(people, teams, {name.casefold(): number for name, number in changes.items()}, called)


def _line(
    found: tuple[int, dict[str, str]], viewer: Viewer, known: _Known, today: date, faults: Faults
) -> RoleLine | None:
    line, row = found
    before = len(faults.sentences)
    people = known.people.get(row["person"].casefold(), [])
    if len(people) != 1:
        said = _("“%(text)s” is nobody in the list of people.") if not people else _(
            "“%(text)s” is more than one person. Write the key."
        )  # fmt: skip
        faults.add(line, said % {"text": row["person"][:60]})
    kind = known.words.get(row["role"].casefold().replace("-", " ").replace("_", " "))
    if kind is None:
        faults.add(line, _("“%(text)s” is no role.") % {"text": row["role"][:60]})
    team, change = _where(row["where"], kind, known, line, faults) if kind is not None else (None, None)
    start, end = day_of(row["from"], line, faults) or today, day_of(row["to"], line, faults)
    if len(faults.sentences) > before or kind is None:
        return None
    person, name = people[0]
    try:
        check(viewer, person, kind, team.id if team else None, change, start, end, today)
    except (Invalid, NotAllowed) as error:
        faults.add(line, str(error))
        return None
    place = row["where"] if change is not None else ""
    return RoleLine(
        line,
        person,
        name,
        kind,
        start,
        end,
        team.id if team else None,
        team.name if team else "",
        change,
        place,
    )


def _where(
    text: str, kind: RoleKind, known: _Known, line: int, faults: Faults
) -> tuple[TeamFact | None, int | None]:
    if not text:
        return None, None
    if kind in OF_A_TEAM:
        teams = known.teams.get(text.casefold(), [])
        if len(teams) == 1:
            return teams[0], None
        said = (
            _("There is no team “%(text)s”.")
            if not teams
            else _("“%(text)s” is more than one team. Write the key.")
        )
        faults.add(line, said % {"text": text[:60]})
    elif kind in OF_A_CHANGE:
        change = known.changes.get(text.casefold())
        if change is not None:
            return None, change
        faults.add(line, _("There is no change “%(text)s”.") % {"text": text[:60]})
    else:
        faults.add(line, _("This role is held for the whole organisation. Leave “where” empty."))
    return None, None


def _marked(lines: Iterable[RoleLine]) -> tuple[RoleLine, ...]:
    """The lines, with those whose role is held already for all of that time marked."""
    every = list(lines)
    held: dict[tuple[int, str, int | None, int | None], list[tuple[date, date | None]]] = defaultdict(list)
    rows = Role.objects.filter(person_id__in={line.person_id for line in every})
    for person, kind, team, change, start, end in rows.values_list(
        "person_id", "kind", "team_id", "initiative_id", "valid_from", "valid_to"
    ):
        held[person, kind, team, change].append((start, end))

    def there(line: RoleLine) -> bool:
        return any(
            start <= line.since and (end is None or (line.until is not None and line.until <= end))
            for start, end in held[line.person_id, line.kind, line.team_id, line.initiative_id]
        )

    return tuple(replace(line, there=there(line)) for line in every)
