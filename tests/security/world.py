"""One organisation with objects of every kind, made once for all calls of the matrix."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from conftest import NOW, House, build_change, build_house
from takehold.gather.facts.feeds import FeedInput
from takehold.gather.operations import feeds, senders
from takehold.initiatives import models, operations
from takehold.initiatives.facts import FreshInput, FreshKind, InitiativeInput
from takehold.initiatives.operations import rhythm
from takehold.people.models import Role
from tests.security import (
    alignment,
    authorship,
    bridge,
    calendars,
    canvasses,
    cocreation,
    council,
    directives,
    gaps,
    influence,
    logs,
    missteps,
    packs,
    shadow_it,
    surveys,
    voices,
    wins,
)

NOBODY = "nobody"
ROLES = (
    NOBODY,
    "stranger",
    "member",
    "manager",
    "other",
    "small",
    "lead",
    "sponsor",
    "council",
    "it lead",
    "steward",
    "works council",
    "auditor",
    "admin",
)
STORY = FreshInput(FreshKind.STORY, "One dose, not two.", "A night nurse, Ward 2")


@dataclass
class World:
    """``objects`` are what the matrix names in braces."""

    house: House
    objects: dict[str, Any] = field(default_factory=dict)


def connected(house: House, slug: str) -> UUID:
    """A ServiceNow of the change for everybody; nobody calls it here."""
    said = FeedInput(
        kind="servicenow", name="Service desk", slug=slug, behaviours=("one-reassignment",),
        said={"address": "https://desk.example", "user": "reader", "table": "incident"}, secrets={"password": "x"},
    )  # fmt: skip
    return feeds.connect(viewer=house.viewer("steward"), said=said, now=NOW)


def build() -> World:
    """``{change}`` is for everybody, ``{surgery}`` for surgery only (wards 3, 4 and the night desk).

    ``{alert}``: of ward 1 (member's and manager's own), noticed today, so not visible above the team yet.
    ``{seen}``: of ward 3 (other's own), visible above since last week. ``{ward-1}``, ``{ward-3}``: addresses of units.
    ``{person}`` leads changes by the role ``{held}``; ``{fresh}`` is a story told of the change for everybody. ``{absent}``: an id that nothing has.
    """
    house = build_house()
    change = build_change(house)
    lead = house.viewer("lead")
    surgery = operations.create(
        viewer=lead,
        said=InitiativeInput(
            name="Checklist in theatre", reasons=("Safety.",), team_ids=frozenset({house.teams["surgery"]})
        ),
        now=NOW,
    )
    operations.add_behaviour(viewer=lead, slug=surgery, key="shared", name="The checklist is read", now=NOW)
    models.DesiredBehaviour.objects.filter(id=change.behaviour_id).update(key="shared")
    operations.refresh(change.behaviour_id, NOW - timedelta(weeks=9))
    operations.refresh(change.behaviour_id, NOW)
    alert = models.Alert.objects.get(unit="Ward 1")
    seen = models.Alert.objects.get(pk=alert.pk)
    seen.pk, seen.unit, seen.team_ids = None, "Ward 3", [house.teams["ward-3"]]
    seen.opened_on, seen.visible_above_on = date(2026, 2, 16), date(2026, 2, 23)
    seen.since = date(2026, 2, 2)
    seen.save()
    objects = {
        "change": change.slug,
        "surgery": surgery,
        "ward-1": f"ward-1-{house.teams['ward-1']}",
        "ward-3": f"ward-3-{house.teams['ward-3']}",
        "alert": alert.pk,
        "seen": seen.pk,
        "source": change.source_id,
        "team": house.teams["ward-1"],
        "person": house.people["lead"],
        "held": Role.objects.get(person_id=house.people["lead"], initiative_id=None).pk,
        "fresh": rhythm.tell_anew(viewer=lead, slug=change.slug, said=STORY, now=NOW),
        "absent": 999_999,
        "uuid": UUID(int=7),
        "feed": connected(house, change.slug),
        "sender": senders.make(
            viewer=house.viewer("steward"), kind="cloudevents", name="Desk", slug=change.slug, now=NOW
        )[0],
        **voices.build(house, change.slug),
        **surveys.build(house, change.slug, surgery),
        **gaps.build(house, change.slug),
        **directives.build(house),
        **alignment.build(house, change.slug),
        **bridge.build(house, change.slug),
        **influence.build(house, change.slug),
        **cocreation.build(house, change.slug),
        **canvasses.build(house, change.slug),
        **authorship.build(house, change.slug),
        **missteps.build(house, change.slug),
        **packs.build(house, change.slug),
        **shadow_it.build(house),
        **logs.build(house),
        **wins.build(house, change.slug),
        **calendars.build(house, change.slug),
        **council.build(house, change.slug),
    }
    for role in ROLES[1:]:
        house.client(role)  # signs in once, before the first call
    return World(house, objects)
