"""The demo's directives: one in force that most have read and whose review is due this Friday, one that lapsed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_bridge import MANAGER

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

IT_LEAD: Final = "P1097"
SPONSOR: Final = "P1096"
ISSUED: Final = 70
REVIEWED: Final = 25
"""So many days ago they were issued, and the lapsed one held for the last time."""
READ: Final = 0.82
"""The share of those told who have said that they read it."""
SEED: Final = 31


def directives(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Issued, read by most, counted for some shifts; reviewed once and lapsed."""
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    known = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    teams = {each.key: each.id for each in people.teams(viewer=house)}
    lead, sponsor = (
        Viewer(known[key].id, known[key].name, (RoleFact(kind),), now.date())
        for key, kind in ((IT_LEAD, RoleKind.IT_LEAD), (SPONSOR, RoleKind.SPONSOR))
    )
    leads_ward = (RoleFact(RoleKind.MANAGER, teams["ward-7"]),)
    manager = Viewer(known[MANAGER].id, known[MANAGER].name, leads_ward, now.date())
    _in_force(lead, manager, teams, slugs["handover-record"], now)
    _lapsed(lead, sponsor, now)


def _in_force(lead: Viewer, manager: Viewer, teams: Mapping[str, int], slug: str, now: datetime) -> None:
    from takehold.governance.facts.directives import DirectiveInput
    from takehold.governance.operations import directives as operations
    from takehold.governance.operations import directives_told as telling
    from takehold.governance.queries import directives_told as told

    friday = now.date() + timedelta(days=(4 - now.weekday()) % 7 or 7)
    said = DirectiveInput(
        "Printed handover sheets go into the locked bin",
        "At the end of each shift every printed sheet with a patient's name goes into the locked bin of the ward. None leaves the ward.",
        "compliance", "Data protection law: names and diagnoses were found outside the wards.",
        "The data protection officer's register: two sheets in the canteen, one in the car park.",
        "it lead", "sponsor", friday, frozenset({teams["med"]}),
        "Shown in the huddles of all wards in spring; most wards did it, sheets were still found.", change=slug,
    )  # fmt: skip
    then, at = _ago(lead, now, ISSUED)
    made = operations.write(viewer=then, said=said, now=at)
    operations.turn(viewer=then, directive_id=made, event="issue", version=1, now=at)
    _read(made, told.meant(then, made), now)
    for days, shift, people in ((1, "night", 4), (2, "late", 6), (2, "night", 4), (3, "early", 7)):
        telling.count_shift(
            viewer=manager, directive_id=made, team_id=teams["ward-7"], on=now.date() - timedelta(days=days),
            shift=shift, people_=people, now=now,
        )  # fmt: skip


def _read(directive_id: int, team_ids: frozenset[int], now: datetime) -> None:
    """Most of those told say so, in the weeks after."""
    from takehold.governance.operations import directives_told as telling
    from takehold.people import queries as people
    from takehold.people.facts import NotYours, RoleFact, RoleKind, Viewer

    rng = random.Random(SEED)  # noqa: S311 - made-up answers of made-up people
    told = people.members(team_ids=team_ids, on=now.date() - timedelta(days=ISSUED))
    for person in sorted(told, key=lambda each: each.key):
        on, reads = now - timedelta(days=rng.randint(1, ISSUED - 1)), rng.random() < READ
        if reads and person.key != MANAGER:
            viewer = Viewer(person.id, "", (RoleFact(RoleKind.EMPLOYEE, person.team_id),), on.date())
            with suppress(NotYours):  # of a team that is not there any more
                telling.acknowledge(viewer=viewer, directive_id=directive_id, now=on)


def _lapsed(lead: Viewer, sponsor: Viewer, now: datetime) -> None:
    from takehold.governance.facts.directives import DirectiveInput
    from takehold.governance.operations import directives as operations

    first, at = _ago(lead, now, ISSUED + 60)
    said = DirectiveInput(
        "No patient data in chat groups on private phones",
        "Pictures, names and findings are sent by the hospital's own messenger alone.",
        "compliance", "Medical confidentiality.", "A letter of the state's data protection authority.",
        "it lead", "sponsor", first.on + timedelta(days=90), no_time="The authority gave us two weeks.",
    )  # fmt: skip
    made = operations.write(viewer=first, said=said, now=at)
    operations.turn(viewer=first, directive_id=made, event="issue", version=1, now=at)
    then, at = _ago(sponsor, now, ISSUED)
    operations.turn(
        viewer=then, directive_id=made, event="keep", version=2, now=at,
        reason="The messenger reaches the last wards this month; until then it is still needed.",
        until=now.date() - timedelta(days=REVIEWED),
    )  # fmt: skip


def _ago(viewer: Viewer, now: datetime, days: int) -> tuple[Viewer, datetime]:
    return replace(viewer, on=viewer.on - timedelta(days=days), seen={}), now - timedelta(days=days)
