"""The actions of a change: as a list, one of them, and how they are spread over the four quadrants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from takehold.bridge import models
from takehold.bridge.facts import (
    OVER,
    ActionFact,
    ActionKind,
    ActionLine,
    ActionState,
    ActionTurnFact,
    Aim,
    Balance,
    Barrier,
    Owner,
    Quadrant,
    Setting,
)
from takehold.bridge.queries.rights import acts, fetch, readable
from takehold.gaps.queries.rights import Change, change_of
from takehold.people import queries as people
from takehold.people.facts import PersonFact, ReportingUnit, Viewer
from takehold.people.queries.still_here import here

LIVES_ON: Final = timedelta(days=365)
"""So long what was done counts in the balance."""
ORDER: Final = (
    ActionState.DOING, ActionState.AGREED, ActionState.PROPOSED, ActionState.DONE, ActionState.STOPPED,
    ActionState.NOT_RIGHT,
)  # fmt: skip


def actions(*, viewer: Viewer, slug: str) -> tuple[ActionLine, ...]:
    """The actions of a change that this viewer may read: what is going on first. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    rows = list(readable(viewer, change).prefetch_related("teams").select_related("behaviour"))
    return lines(rows, viewer)


def lines(rows: Sequence[models.Action], viewer: Viewer) -> tuple[ActionLine, ...]:
    """Rows with their teams, as lines; the same number of queries however many there are."""
    units, owners = people.sight(viewer=viewer).units, _owners(rows, viewer.on)
    found = [line(row, units, owners, viewer.on) for row in rows]
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.state), each.begins_on, each.id)))


def action(*, viewer: Viewer, slug: str, action_id: int) -> ActionFact:
    """One action. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    row = fetch(viewer, change, action_id)
    return fact(row, change, viewer)


def fact(row: models.Action, change: Change, viewer: Viewer) -> ActionFact:
    """A row that was fetched for this viewer."""
    found = line(row, people.sight(viewer=viewer).units, _owners([row], viewer.on), viewer.on)
    return ActionFact(
        line=found,
        slug=change.slug,
        change=change.name,
        what=row.what,
        expected=row.expected,
        behaviour_name=row.behaviour.name if row.behaviour is not None else "",
        gap=(row.gap.pk, row.gap.title) if row.gap is not None else None,
        team_ids=team_ids(row),
        ends_on=row.ends_on,
        exception=row.exception,
        decided_by=row.decided_by,
        turns=tuple(
            ActionTurnFact(each.on, ActionState(each.before), ActionState(each.after), each.reason)
            for each in row.turns.all()
        ),
        version=row.version,
        may_decide=change.may_edit,
        may_act=acts(viewer, change, row),
    )


def line(
    row: models.Action, units: Sequence[ReportingUnit], owners: Mapping[int, Owner], on: date
) -> ActionLine:
    """The row as a line of a list."""
    teams, state = team_ids(row), ActionState(row.state)
    owner = owners.get(row.owner_id or 0) or Owner(None, "", row.owner_role, gone=not row.owner_role)
    return ActionLine(
        id=row.pk,
        title=row.title,
        kind=ActionKind(row.kind),
        setting=Setting(row.setting),
        aim=Aim(row.aim),
        state=state,
        where=tuple(sorted(unit.name for unit in units if unit.team_ids & teams)),
        owner=owner,
        minutes=row.minutes,
        proposed_on=row.proposed_on,
        begins_on=row.begins_on,
        check_on=row.check_on,
        began_on=row.began_on,
        over_on=row.over_on,
        practice=row.practice,
        barrier=Barrier(row.barrier) if row.barrier else None,
        behaviour=row.behaviour.key if row.behaviour is not None else "",
        gap_id=row.gap_id,
        ends_on=row.ends_on,
        late=state in (ActionState.PROPOSED, ActionState.AGREED) and row.begins_on < on,
    )


def balance(lines: Iterable[ActionLine], on: date) -> Balance:
    """How what lives is spread: what was declined or stopped does not count, what was done does for a year."""
    living = alive(lines, on)
    return Balance(
        tuple(
            Quadrant(setting, aim, len(inside), tuple(dict.fromkeys(each.kind for each in inside)))
            for setting in Setting
            for aim in Aim
            for inside in [[each for each in living if (each.setting, each.aim) == (setting, aim)]]
        )
    )


def alive(lines: Iterable[ActionLine], on: date) -> list[ActionLine]:
    """Those that live: proposed, agreed, being done, or done this year."""
    return [each for each in lines if _lives(each, on)]


def begun(*, since: date) -> tuple[date, ...]:
    """The days on which actions of all changes began, from a day on: to be counted, no more."""
    rows = models.Action.objects.filter(began_on__gte=since).order_by("began_on", "id")
    return tuple(on for on in rows.values_list("began_on", flat=True) if on is not None)


def team_ids(row: models.Action) -> frozenset[int]:
    """The teams it is for; empty: everybody the change is for."""
    return frozenset(each.team_id for each in row.teams.all())


def _lives(each: ActionLine, on: date) -> bool:
    if each.state is ActionState.DONE:
        return each.over_on is not None and on - each.over_on < LIVES_ON
    return each.state not in OVER


def _owners(rows: Iterable[models.Action], on: date) -> dict[int, Owner]:
    ids = {row.owner_id for row in rows if row.owner_id is not None}
    if not ids:
        return {}
    named: dict[int, PersonFact] = people.named(ids)
    still = here(ids, on=on)
    return {
        id_: Owner(id_, named[id_].name if id_ in named else "", "", gone=id_ not in still) for id_ in ids
    }
