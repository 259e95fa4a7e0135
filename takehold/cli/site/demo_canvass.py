"""The demo's question whom people turn to: the works council said yes, it was asked once, and is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_acting import ago
from takehold.cli.site.demo_voices import LEAD
from takehold.simulation import consulted as story

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

SEED: Final = 7
COUNCIL: Final = "P1100"
BEGAN, CLOSED = 60, 39
WORDS: Final = "Once, for the handover. Nobody is measured by it, and it ends with this question."


def canvass(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """By the lead of the change of handovers, of everybody it is for."""
    from takehold.cocreation.operations import canvassing, nominating
    from takehold.cocreation.queries import canvasses
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    slug = slugs["handover-record"]
    ids = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    lead, council = (
        Viewer(ids[key].id, ids[key].name, (RoleFact(kind),), now.date())
        for key, kind in ((LEAD, RoleKind.LEAD), (COUNCIL, RoleKind.WORKS_COUNCIL))
    )
    told, agreed, over = (
        ago(lead, slug, now, BEGAN),
        ago(council, slug, now, BEGAN),
        ago(lead, slug, now, CLOSED),
    )
    last = told["viewer"].on + timedelta(days=BEGAN - CLOSED)
    made = canvassing.write_down(question=story.QUESTION, closes_on=last, **told)
    _turned(agreed, made, "agree", WORDS)
    _turned(told, made, "open")
    asked = canvasses.asked(viewer=told["viewer"], canvass_id=made)
    teams = {each.id: each.team_id for each in people.members(team_ids=[team.id for team in people.teams(viewer=house)], on=told["viewer"].on)}  # fmt: skip
    found = story.consult(SEED, [teams[each] or 0 for each in asked])
    whom: dict[int, list[int]] = {at: [] for at in found.answered}
    for one, two in found.ties:
        whom[one].append(asked[two])
    willing = frozenset(found.willing)
    nominating.take_in(
        canvass_id=made, said={asked[at]: (named, at in willing) for at, named in whom.items()}
    )
    _turned(over, made, "close")


def _turned(told: Mapping[str, Any], made: int, event: str, words: str = "") -> None:
    from takehold.cocreation.operations import canvassing

    canvassing.turn(viewer=told["viewer"], canvass_id=made, event=event, words=words, now=told["now"])
