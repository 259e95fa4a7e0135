"""Actions of a change, for the pages that are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any


def written(slug: str, viewer: Any, now: datetime) -> int:
    """An old path that is open; its id."""
    from takehold.bridge.facts.paths import PathInput, PathState
    from takehold.bridge.operations import paths

    said = PathInput("The printed form", PathState.OPEN, viewer.on)
    return paths.write_down(viewer=viewer, slug=slug, said=said, now=now)


def rated(slug: str, viewer: Any, now: datetime) -> int:
    """A rating of the quarter, by a sponsor; how many there are now."""
    from takehold.analysis.sustainability import FACTORS
    from takehold.bridge.operations import sustainability
    from takehold.bridge.queries.sustainability import sustainability as kept
    from takehold.people.facts import RoleFact, RoleKind
    from takehold.people.models import Person

    somebody = Person.objects.order_by("id").values_list("id", flat=True)[0]
    sponsor = replace(viewer, person_id=somebody, roles=(RoleFact(RoleKind.SPONSOR),))
    sustainability.rate(viewer=sponsor, slug=slug, levels=dict.fromkeys(FACTORS, 3), now=now)
    return kept(viewer=viewer, slug=slug).raters


def chosen(slug: str, viewer: Any, now: datetime) -> int:
    """Twelve actions over the four quadrants, each owned by the house; the id of the first."""
    from takehold.bridge.facts import ActionInput
    from takehold.bridge.operations import actions
    from takehold.bridge.queries.playbook import practices
    from takehold.initiatives import queries as initiatives

    key = next(iter(initiatives.behaviours(viewer=viewer, slug=slug))).key
    made = []
    for no, each in enumerate(practices()[::5][:12]):
        told = ActionInput(
            each.name, each.do, each.kind, each.setting, each.aim, behaviour=key, minutes=each.minutes,
            owner_role="manager", begins_on=viewer.on + timedelta(days=no), check_on=viewer.on + timedelta(weeks=9),
            practice=each.key, ends_on=viewer.on + timedelta(weeks=20), exception="In a downtime.", decided_by="The council",
        )  # fmt: skip
        made.append(actions.propose(viewer=viewer, slug=slug, said=told, now=now))
    return made[0]


def championed(slug: str, key: str, now: datetime) -> int:
    """Somebody (by key) is a champion of a change, with an hour noted and a thank-you; how many of them."""
    from takehold.bridge import models
    from takehold.bridge.facts.champions import Shift, StepInput
    from takehold.bridge.operations import champions
    from takehold.bridge.queries.champions import own_teams_of
    from takehold.gaps.queries.rights import change_of
    from takehold.people import queries as people

    viewer = people.viewer(user_id=people.user_of(person_key=key), on=now.date())
    team, _name = own_teams_of(viewer, change_of(viewer, slug))[0]
    champions.step_forward(viewer=viewer, slug=slug, said=StepInput(team, (Shift.DAY,)), version=0, now=now)
    champions.note_hours(viewer=viewer, slug=slug, on=viewer.on, halves=3, now=now)
    row = models.Champion.objects.get(person__key=key)
    row.thanks.create(by_id=None, text="For the first night.", on=viewer.on)
    return row.pk
