"""The demo's wins: found in the figures and told by people, published by the lead and a manager; one person named with a
yes, one who has not answered yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

MANAGER: Final = "P0150"
NURSE: Final = "P0152"
FOUND: Final = (
    ("handover-record", "first", "", 24),
    ("priority-check", "first", "", 21),
    ("handover-record", "held", "Maternity A", 17),
    ("handover-record", "held", "Haematology", 10),
    ("handover-record", "held", "Ward 10", 9),
    ("priority-check", "held", "Radiology", 7),
    ("priority-check", "held", "Physiotherapy", 6),
    ("priority-check", "held", "Dispensary", 5),
)
"""Of which change, of what kind, of which group (the first there is where it is empty), published so many days ago. Every part of
the house has one, but for emergency and intensive care, which earns as many as others: the page of who is never seen says so."""
TOLD: Final = (
    ("handover-record", "Ward 7", "Two quiet nights in a row without a single printed sheet.", 12),
    ("handover-record", "Recovery", "The morning handover takes ten minutes from the record alone.", 8),
    ("priority-check", "Service Desk", "Fewer tickets came back this month than in any month before.", 3),
)
WAITING: Final = ("handover-record", "Ward 7", "Three newcomers wrote their first handover alone.", 1)
STORY: Final = (
    "Everybody had a folded sheet in the pocket, and at seven we read to each other what was on it.",
    "The login when all come at once, and the fear of having forgotten a field.",
    "Two evenings with the coach, and one screen in the duty room that stays signed in for the round.",
)
EASIER: Final = "If the first night with the form were one on which somebody has time for me."
COLLEAGUE: Final = "sat beside three newcomers until the form was no riddle any more"
COACHED: Final = "showed the night shift how to fill the form before the rounds"


def wins(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Wins on the wall, one that waits, two questions whether somebody may be named, a story and a plan."""
    from takehold.celebrate.operations import names

    people = _people(house, now)
    lead = people[LEAD]
    for key, kind, unit, days in FOUND:
        found = _found(lead, slugs[key], kind, unit)
        if found is not None:
            _publish(lead, slugs[key], found, now, days)
    last = 0
    for key, unit, text, days in TOLD:
        teller = people[NURSE] if unit == "Ward 7" else lead
        last = _tell(teller, slugs[key], unit, text, now, days)
        _publish(lead, slugs[key], last, now, days - 1)
        if unit == "Ward 7":
            asked = names.ask(
                win_id=last, person_id=people[MANAGER].person_id or 0, deed=COACHED, **_on(lead, slugs[key], now, 9)
            )  # fmt: skip
            names.answer(viewer=people[MANAGER], naming_id=asked, state="named", now=now - timedelta(days=8))
    _story(people[NURSE], lead, slugs["handover-record"], now)
    _plan(people[NURSE], people[MANAGER], now)
    key, unit, text, days = WAITING
    waiting = _tell(people[MANAGER], slugs[key], unit, text, now, days)
    names.ask(
        win_id=waiting, person_id=people[NURSE].person_id or 0, deed=COLLEAGUE, **_on(people[MANAGER], slugs[key], now, 0)
    )  # fmt: skip


def _story(nurse: Viewer, lead: Viewer, slug: str, now: datetime) -> None:
    """How Ward 7 crossed, in the words of its nurse, without the name."""
    from takehold.celebrate.facts import StoryInput
    from takehold.celebrate.operations import stories
    from takehold.celebrate.queries.rights import eyes

    (ward,) = eyes(nurse).own_groups()
    said = StoryInput(min(ward.team_ids), *STORY)
    written = stories.write(said=said, **_on(nurse, slug, now, 14))
    stories.publish(story_id=written, **_on(lead, slug, now, 13))


def _plan(nurse: Viewer, manager: Viewer, now: datetime) -> None:
    """The nurse's own plan, of which the manager reads what was agreed to."""
    from takehold.bridge.facts.plans import PlanInput
    from takehold.bridge.operations import plans

    said = PlanInput(
        ("ability",), ("time", "company"), ("in_person",), ("in_private",), EASIER, manager.person_id
    )
    plans.write(viewer=nurse, said=said, now=now)
    plans.answer(viewer=nurse, key="beside-a-colleague", state="agreed", now=now)


def _people(house: Viewer, now: datetime) -> dict[str, Viewer]:
    """The lead, the manager and the nurse of Ward 7, as they are when they sign in."""
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    ward = next(each.id for each in queries.teams(viewer=house) if each.key == "ward-7")
    held = {
        LEAD: (RoleFact(RoleKind.LEAD),),
        MANAGER: (RoleFact(RoleKind.MANAGER, ward), RoleFact(RoleKind.EMPLOYEE, ward)),
        NURSE: (RoleFact(RoleKind.EMPLOYEE, ward),),
    }
    known = {each.key: each for each in queries.persons(viewer=house, limit=5000)}
    return {key: Viewer(known[key].id, known[key].name, roles, now.date()) for key, roles in held.items()}


def _on(viewer: Viewer, slug: str, now: datetime, days_ago: int) -> dict[str, Any]:
    """For an operation, so many days ago."""
    from dataclasses import replace

    then = replace(viewer, on=viewer.on - timedelta(days=days_ago), seen={})
    return {"viewer": then, "slug": slug, "now": now - timedelta(days=days_ago)}


def _found(lead: Viewer, slug: str, kind: str, unit: str) -> int | None:
    """The win of this kind that was found, where the figures have it."""
    from takehold.celebrate.queries.wins import of_change

    found = of_change(viewer=lead, slug=slug)
    return next((each.id for each in found if each.kind == kind and unit in ("", each.unit)), None)


def _tell(teller: Viewer, slug: str, unit: str, text: str, now: datetime, days: int) -> int:
    from takehold.celebrate.facts import WinInput
    from takehold.celebrate.operations import wins
    from takehold.celebrate.queries.rights import groups

    group = next((min(each.team_ids) for each in groups(teller) if each.name == unit), None)
    return wins.tell(said=WinInput(text, group), **_on(teller, slug, now, days))


def _publish(viewer: Viewer, slug: str, win: int, now: datetime, days: int) -> None:
    from takehold.celebrate.operations import wins

    wins.publish(win_id=win, text="", **_on(viewer, slug, now, days))
