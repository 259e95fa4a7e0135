"""The demo's story of bridging: what is done about the nine clicks, what was done, what was not right here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_acting import ago, chosen, looked, moved
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer

MANAGER: Final = "P0150"
EXCEPTION: Final = "In a declared downtime, and whenever a patient would wait for a screen."
NOBODY_WANTED: Final = "The wards said no: a meal for a form feels bought."


def bridge(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Five actions of the first change: being done, done and looked at soon, proposed, agreed, and not right here."""
    from takehold.gaps.queries import gaps
    from takehold.people import queries as people
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    slug = slugs["handover-record"]
    known = {each.key: each for each in people.persons(viewer=house, limit=5000)}
    lead = Viewer(known[LEAD].id, known[LEAD].name, (RoleFact(RoleKind.LEAD),), now.date())
    groups = {each.name: each.number for each in gaps.groups(viewer=lead, slug=slug)}
    gap = next(each for each in gaps.gaps(viewer=lead, slug=slug) if each.roots and each.where)
    ours = frozenset(groups[name] for name in gap.where)
    fields = chosen(
        lead, slug, now, 5, "remove-clicks", "Three of the five fields go",
        "The three fields that only the report needs are taken out of the form; the report reads them elsewhere.",
        groups=ours, gap_id=gap.id, owner_role="it lead", expected=15,
    )  # fmt: skip
    moved(lead, slug, fields, "begin", now, 3)
    others = frozenset(groups[name] for name in ("ICU North", "Recovery", "Ward 5") if name in groups)
    _huddle(lead, slug, now, others)
    chosen(
        lead, slug, now, 2, "old-form-off", "The paper form is for downtimes only",
        "The printed form is taken out of the system; a locked drawer keeps a pad for declared downtimes.",
        owner_id=lead.person_id, ends_on=now.date() + timedelta(weeks=26),
        exception="In a declared downtime, and whenever a patient would wait for a screen, the drawer is opened.",
        decided_by="The council of ward managers",
    )  # fmt: skip
    bonus = chosen(
        lead, slug, now, 20, "team-bonus", "A meal for the ward that holds it", "After eight weeks, for all of them.",
        groups=others, owner_role="sponsor",
    )  # fmt: skip
    moved(lead, slug, bonus, "decline", now, 14, NOBODY_WANTED)
    ward = next(each.id for each in people.teams(viewer=house) if each.key == "ward-7")
    manager = Viewer(known[MANAGER].id, known[MANAGER].name, (RoleFact(RoleKind.MANAGER, ward),), now.date())
    _proposed(manager, slug, now, ours)
    _old_paths(lead, slug, now)


def _huddle(lead: Viewer, slug: str, now: datetime, others: frozenset[int]) -> None:
    """Of three groups that did it anyway: whether it helped cannot be told."""
    huddle = chosen(
        lead, slug, now, 80, "two-minute-huddle", "Two minutes at the handover",
        "At the start of the early shift: what got in the way of the record last night, and who takes it up?",
        groups=others, owner_role="manager", expected=10,
    )  # fmt: skip
    moved(lead, slug, huddle, "begin", now, 77)
    moved(lead, slug, huddle, "finish", now, 35)
    looked(huddle, now, 14)


def _proposed(manager: Viewer, slug: str, now: datetime, ours: frozenset[int]) -> None:
    """By the manager of a ward that the gap is of."""
    from takehold.gaps.queries import gaps

    mine = frozenset(each.number for each in gaps.groups(viewer=manager, slug=slug) if each.number in ours)
    if mine:
        chosen(
            manager, slug, now, 1, "true-story", "The night without a printed sheet",
            "Somebody who was there tells it at Monday's handover, if they say yes.", groups=mine, owner_role="manager",
        )  # fmt: skip


def _old_paths(lead: Viewer, slug: str, now: datetime) -> None:
    """One open, one made harder, one closed, and a day on which the record was down."""
    from takehold.bridge.facts.paths import PathInput, PathState
    from takehold.bridge.operations import paths

    for name, state, days in (
        ("The printed form in the drawer of each ward", PathState.OPEN, 60),
        ("The print button in the record", PathState.HARDER, 40),
        ("Last year's lists on the shared drive", PathState.CLOSED, 90),
    ):
        on = ago(lead, slug, now, days)
        kept = state is not PathState.OPEN
        said = PathInput(
            name,
            state,
            on["viewer"].on,
            "The council of ward managers" if kept else "",
            EXCEPTION if kept else "",
        )
        paths.write_down(said=said, **on)
    down = now.date() - timedelta(days=25)
    paths.declare(first=down, last=down, reason="The record, after an update", **ago(lead, slug, now, 24))
