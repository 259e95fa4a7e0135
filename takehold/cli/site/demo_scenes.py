"""What the scenes of the demo's door need beside the rest: a ward manager's Monday, a service-desk lead, an export to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_acting import chosen
from takehold.cli.site.demo_directives import SPONSOR
from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.people.facts import Viewer
    from takehold.simulation.story import Hospital

WARD: Final = "ward-7"
DESK: Final = "P1078"
DESKS_CHANGE: Final = "priority-check"
WARDS_CHANGE: Final = "handover-record"
NO_DAY: Final = "32/13/2026 10:00"
FAULTY: Final = range(1000, 1700, 100)
"""Lines of the export in which somebody typed a day that there is not."""
MONDAY: Final = (
    ("two-minute-huddle", "One question at the handover", "What got in the way of the record last night, and who takes it up?", 2),
    ("tip-of-the-week", "One tip a week from a colleague", "Somebody shows in two minutes how they fold the five fields away.", 3),
)  # fmt: skip
"""Practice, title, what is done, and in how many days it begins."""
MINUTES: Final = 2
"""Of each: it is said at a handover that takes place anyway, and no longer than it says."""

SEEN: Final = (
    (41, "obstacle", "A second screen stands in the duty room, and it is paid.", ("Ward 12", "Ward 14")),
    (
        18,
        "visit",
        "An hour on the early shift: the handover from bed to bed.",
        ("Ward 9", "Ward 10", "Recovery"),
    ),
)
"""Days ago, kind, what, and which groups saw it."""


def scenes(linden: Hospital, house: Viewer, slugs: Mapping[str, str], home: Path, now: datetime) -> None:
    """Somebody of the service desk leads a change, two small things wait for a ward's manager, an export lies ready."""
    from takehold.gaps.queries import gaps
    from takehold.initiatives.queries import names
    from takehold.people import operations as people
    from takehold.people import queries
    from takehold.people.facts import RoleFact, RoleKind, Viewer

    known = {each.key: each for each in queries.persons(viewer=house, limit=5000)}
    led = next(each for each in names.names(viewer=house) if each.slug == slugs[DESKS_CHANGE])
    people.grant_role(
        viewer=house, person_id=known[DESK].id, kind=RoleKind.LEAD, initiative_id=led.id, since=linden.start, now=now
    )  # fmt: skip
    lead = Viewer(known[LEAD].id, known[LEAD].name, (RoleFact(RoleKind.LEAD),), now.date())
    slug, name = (
        slugs[WARDS_CHANGE],
        next(each.name for each in queries.teams(viewer=house) if each.key == WARD),
    )
    ward = frozenset(each.number for each in gaps.groups(viewer=lead, slug=slug) if each.name == name)
    gap = next(each for each in gaps.gaps(viewer=lead, slug=slug) if each.roots and name in each.where)
    for practice, title, what, ahead in MONDAY:
        chosen(
            lead, slug, now, 1, practice, title, what, groups=ward, gap_id=gap.id, owner_role="manager",
            begins_on=now.date() + timedelta(days=ahead), minutes=MINUTES,
        )  # fmt: skip
    _seen(
        Viewer(known[SPONSOR].id, known[SPONSOR].name, (RoleFact(RoleKind.SPONSOR),), now.date()), slug, now
    )
    handed_out(linden, home)


def _seen(sponsor: Viewer, slug: str, now: datetime) -> None:
    """What the sponsor did that people saw: some groups, not all, and none where it slides."""
    from takehold.bridge.facts.weeks import ActKind
    from takehold.bridge.operations import weeks
    from takehold.people import queries

    units = {unit.name: unit.team_ids for unit in queries.sight(viewer=sponsor).units}
    for ago, kind, what, where in SEEN:
        teams = frozenset().union(*(units[name] for name in where))
        then = now - timedelta(days=ago)
        viewer = replace(sponsor, on=then.date(), seen={})
        weeks.act_visibly(viewer=viewer, slug=slug, kind=ActKind(kind), what=what, team_ids=teams, now=then)


def handed_out(linden: Hospital, home: Path) -> None:
    """The hospital's list of tickets as a file, with the faults that a careless hand leaves."""
    from takehold.overview.queries.cast import EXPORT, EXPORTS

    header, *lines = linden.tables["incidents.csv"].csv().splitlines()
    column = header.split(",").index("opened_at")
    for at in FAULTY:
        cells = lines[at].split(",")
        cells[column] = NO_DAY
        lines[at] = ",".join(cells)
    folder = home / EXPORTS
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / EXPORT).write_text("\n".join([header, *lines]) + "\n")
