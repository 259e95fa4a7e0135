"""Teams and people from a CSV file, with dates. All of the file or nothing; the same file again changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.people.facts import ImportedFact, RoleKind, Viewer
from takehold.people.models import Membership, Person, Role, Team, TeamParent
from takehold.people.operations.rights import need
from takehold.people.operations.tables import Faults, dates_of, rows_of, too_long
from takehold.people.operations.timeline import Span, laid_over

TEAM_COLUMNS = ("key", "name", "parent", "from", "to", "people")
PERSON_COLUMNS = ("key", "name", "email", "job", "team", "from", "to", "manages")
Lines = dict[str, dict[date, Span[Any]]]


def import_teams(*, viewer: Viewer, text: str, now: datetime, waits: bool = False) -> ImportedFact:
    """Take in teams: key, name, parent (a key), from, to and, where no people are known here, how many people.

    ``waits``: those numbers count only once a steward has confirmed them (``confirm_sizes``).
    """
    need(viewer, RoleKind.ADMIN, RoleKind.STEWARD)
    rows = rows_of(text, needed=("key", "name"), known=TEAM_COLUMNS)
    faults = Faults()
    names: dict[str, dict[str, str]] = {}
    lines: Lines = defaultdict(dict)
    for line, row in rows:
        key = too_long(row["key"], 100, line, faults)
        if not key or not row["name"]:
            faults.add(line, _("A team needs a key and a name."))
            continue
        names[key] = {"name": too_long(row["name"], 200, line, faults)}
        start, end = dates_of(row, line, faults)
        _lay(
            lines,
            key,
            start,
            Span(_place(row, waits, line, faults), end),
            line,
            faults,
        )
    _check_parents(rows, names, faults)
    faults.stop()
    with transaction.atomic():
        ids, added, changed = _upsert(Team, names)
        more, other = _place_teams(lines, ids)
        result = ImportedFact(len(rows), added + more, changed + other)
        audit.record(
            actor=viewer.actor, action="teams imported", subject="teams", now=now, details=_counts(result)
        )
    return result


def import_people(*, viewer: Viewer, text: str, now: datetime) -> ImportedFact:
    """Take in people: key, name, email, job, team (a key), from, to, manages (a team's key). One team at a time."""
    need(viewer, RoleKind.ADMIN, RoleKind.STEWARD)
    rows = rows_of(text, needed=("key", "name", "team"), known=PERSON_COLUMNS)
    faults = Faults()
    teams = dict(Team.objects.values_list("key", "id"))
    names: dict[str, dict[str, str]] = {}
    lines: Lines = defaultdict(dict)
    manages: set[tuple[str, int, date, date | None]] = set()
    for line, row in rows:
        key = too_long(row["key"], 100, line, faults)
        if not key or not row["name"]:
            faults.add(line, _("A person needs a key and a name."))
            continue
        names[key] = {name: too_long(row[name], 200, line, faults) for name in ("name", "email", "job")}
        start, end = dates_of(row, line, faults)
        for column in ("team", "manages"):
            if row[column] and row[column] not in teams:
                faults.add(
                    line,
                    _("There is no team “%(team)s”. Import the teams first.") % {"team": row[column][:60]},
                )
        if row["team"] in teams:
            _lay(lines, key, start, Span(teams[row["team"]], end), line, faults)
        if row["manages"] in teams:
            manages.add((key, teams[row["manages"]], start, end))
    faults.stop()
    with transaction.atomic():
        ids, added, changed = _upsert(Person, names)
        more, other = _place_people(lines, ids)
        more += _place_managers(manages, ids)
        result = ImportedFact(len(rows), added + more, changed + other)
        audit.record(
            actor=viewer.actor, action="people imported", subject="people", now=now, details=_counts(result)
        )
    return result


def _counts(result: ImportedFact) -> dict[str, str | int]:
    return {"rows": result.rows, "added": result.added, "changed": result.changed}


def _place(
    row: Mapping[str, str], waits: bool, line: int, faults: Faults
) -> tuple[str | None, int | None, bool]:
    size = _size(row["people"], line, faults)
    return row["parent"] or None, size, waits and size is not None


def _size(text: str, line: int, faults: Faults) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        faults.add(line, _("“%(text)s” is not a number of people.") % {"text": text[:40]})
        return None
    return int(text)


def _lay(lines: Lines, key: str, start: date, span: Span[Any], line: int, faults: Faults) -> None:
    if start in lines[key] and lines[key][start] != span:
        faults.add(line, _("“%(key)s” stands twice with the same first day.") % {"key": key[:60]})
    lines[key][start] = span


def _check_parents(
    rows: Iterable[tuple[int, dict[str, str]]], names: Mapping[str, object], faults: Faults
) -> None:
    known = set(names) | set(Team.objects.values_list("key", flat=True))
    above: dict[str, str] = {}
    for line, row in rows:
        parent = row["parent"]
        if parent and parent not in known:
            faults.add(line, _("The parent “%(parent)s” is not a team.") % {"parent": parent[:60]})
        elif parent:
            above[row["key"]] = parent
            seen = {row["key"]}
            while parent in above and parent not in seen:
                seen.add(parent)
                parent = above[parent]
            if parent in seen:
                faults.add(line, _("“%(key)s” would stand above itself.") % {"key": row["key"][:60]})
                del above[row["key"]]


def _upsert(
    model: type[models.Model], names: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, int], int, int]:
    """Rows by key, made or renamed; their ids, how many are new, how many changed."""
    manager = model._default_manager
    stored: Iterable[Any] = manager.all()
    there = {row.key: row for row in stored}
    new = [model(key=key, **values) for key, values in names.items() if key not in there]
    changed = []
    for key, values in names.items():
        row = there.get(key)
        if row is not None and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    manager.bulk_create(new, batch_size=500)
    if changed:
        manager.bulk_update(changed, list(next(iter(names.values()))), batch_size=300)
    ids = (
        dict(manager.filter(key__in=names).values_list("key", "id"))
        if len(names) < 500
        else dict(manager.values_list("key", "id"))
    )
    return ids, len(new), len(changed)


def _place_teams(lines: Lines, ids: Mapping[str, int]) -> tuple[int, int]:
    keys = dict(Team.objects.values_list("key", "id"))
    stored: dict[int, dict[date, Any]] = defaultdict(dict)
    for row in TeamParent.objects.all():
        stored[row.team_id][row.valid_from] = row

    def value(row: TeamParent) -> tuple[int | None, int | None, bool]:
        return row.parent_id, row.said_people, row.waits

    def make(team: int, start: date, span: Span[Any]) -> TeamParent:
        parent, people, waits = span.value
        return TeamParent(
            team_id=team,
            valid_from=start,
            valid_to=span.to,
            parent_id=parent,
            said_people=people,
            waits=waits,
        )

    resolved = {
        ids[key]: {day: Span((keys.get(s.value[0]), *s.value[1:]), s.to) for day, s in spans.items()}
        for key, spans in lines.items()
    }
    return _store(TeamParent, resolved, stored, value, make, ["parent", "said_people", "waits", "valid_to"])


def _place_people(lines: Lines, ids: Mapping[str, int]) -> tuple[int, int]:
    stored: dict[int, dict[date, Any]] = defaultdict(dict)
    for row in Membership.objects.all():
        if row.person_id is not None:  # else somebody who was erased
            stored[row.person_id][row.valid_from] = row

    def make(person: int, start: date, span: Span[Any]) -> Membership:
        return Membership(person_id=person, valid_from=start, valid_to=span.to, team_id=span.value)

    resolved = {ids[key]: dict(spans) for key, spans in lines.items()}
    return _store(Membership, resolved, stored, lambda row: row.team_id, make, ["team", "valid_to"])


def _store(
    model: type[models.Model],
    said: Mapping[int, Mapping[date, Span[Any]]],
    stored: Mapping[int, Mapping[date, Any]],
    value: Callable[[Any], Any],
    make: Callable[[int, date, Span[Any]], models.Model],
    fields: list[str],
) -> tuple[int, int]:
    """Write the difference between what is stored and what it becomes; how many rows are new, how many changed."""
    new, changed = [], []
    for owner, spans in said.items():
        rows = stored.get(owner, {})
        before = {day: Span(value(row), row.valid_to) for day, row in rows.items()}
        for day, span in laid_over(before, spans).items():
            if day not in before:
                new.append(make(owner, day, span))
            elif before[day] != span:
                fresh = make(owner, day, span)
                fresh.pk = rows[day].pk
                changed.append(fresh)
    model._default_manager.bulk_create(new, batch_size=500)
    if changed:
        model._default_manager.bulk_update(changed, fields, batch_size=300)
    return len(new), len(changed)


def _place_managers(manages: set[tuple[str, int, date, date | None]], ids: Mapping[str, int]) -> int:
    there = set(Role.objects.filter(kind=RoleKind.MANAGER).values_list("person_id", "team_id", "valid_from"))
    new = [
        Role(person_id=ids[key], kind=RoleKind.MANAGER, team_id=team, valid_from=start, valid_to=end)
        for key, team, start, end in sorted(manages, key=str)
        if (ids[key], team, start) not in there
    ]
    Role.objects.bulk_create(new, batch_size=500)
    return len(new)
