"""The demo's champions: somebody to ask in most groups, a few holes at night; one who was asked and has not answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_acting import ago
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import PersonFact, Viewer

NURSE: Final = "P0152"
MANAGER: Final = "P0150"
ASKED: Final = "P0153"
EACH: Final = 9
"""In one of so many groups nobody can be asked at night."""
WITHOUT: Final = 2
"""So many groups have nobody at all."""
BEGAN: Final = 40
"""Days ago."""
THANKS: Final = "You sat down with me at half past five and we did the first one together."


def champions(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Of the change of handovers; three shifts are worked."""
    from takehold.bridge.facts.champions import Shift
    from takehold.bridge.operations import champions as operations
    from takehold.gaps.queries.gaps import groups
    from takehold.people import queries as people
    from takehold.people.facts import RoleKind

    slug = slugs["handover-record"]
    known = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    lead = _acting(known[LEAD], RoleKind.LEAD, None, now)
    for shift in (Shift.DAY, Shift.LATE, Shift.NIGHT):
        operations.work_shift(shift=shift, worked=True, numbers=(), **ago(lead, slug, now, BEGAN))
    ward = None
    for no, unit in enumerate(groups(viewer=lead, slug=slug)):
        members = {each.key: each for each in people.members(team_ids=unit.team_ids, on=now.date())}
        if NURSE in members:
            ward = members[NURSE].team_id
            _serves(members[NURSE], slug, (Shift.DAY, Shift.LATE), now)
        elif members and no >= WITHOUT:
            nights = (Shift.NIGHT,) if no % EACH else ()
            one = members[sorted(members)[len(members) // 2]]
            _serves(one, slug, (Shift.DAY, Shift.LATE, *nights), now)
    _thanked(known, slug, ward, now)
    operations.invite(person_id=known[ASKED].id, **ago(lead, slug, now, 2))


def _serves(person: PersonFact, slug: str, shifts: tuple[object, ...], now: datetime) -> None:
    """Somebody steps forward for the own team."""
    from takehold.bridge.facts.champions import Shift, StepInput
    from takehold.bridge.operations import champions as operations
    from takehold.people.facts import RoleKind

    viewer = _acting(person, RoleKind.EMPLOYEE, person.team_id, now)
    said = StepInput(person.team_id, tuple(Shift(str(each)) for each in shifts))
    operations.step_forward(said=said, version=0, **ago(viewer, slug, now, BEGAN))


def _thanked(known: Mapping[str, PersonFact], slug: str, ward: int | None, now: datetime) -> None:
    """The nurse noted hours, and the manager of the ward said thanks."""
    from takehold.bridge.operations import champions as operations
    from takehold.bridge.queries import champions as queries
    from takehold.people.facts import RoleKind

    nurse = _acting(known[NURSE], RoleKind.EMPLOYEE, ward, now)
    for days, halves in ((30, 3), (16, 2), (9, 4), (2, 2)):
        on = ago(nurse, slug, now, days)
        operations.note_hours(on=on["viewer"].on, halves=halves, **on)
    part = queries.champions(viewer=nurse, slug=slug).mine
    if part is not None:
        manager = _acting(known[MANAGER], RoleKind.MANAGER, ward, now)
        operations.thank(champion_id=part.id, text=THANKS, **ago(manager, slug, now, 3))


def _acting(person: PersonFact, role: object, team_id: int | None, now: datetime) -> Viewer:
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    return Viewer(person.id, person.name, (RoleFact(RoleKind(str(role)), team_id),), now.date())
