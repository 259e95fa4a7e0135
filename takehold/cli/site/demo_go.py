"""The demo's "go": one group for which everything held that has to hold, and one that went past what was missing, with the
reason on record that the council reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from takehold.cli.site.demo_voices import LEAD

if TYPE_CHECKING:
    from takehold.governance.facts.go import Condition, GroupGo
    from takehold.people.facts import RoleKind, Viewer

WHOLE, PAST = "priority-check", "agreed-date"
BEFORE: Final = timedelta(days=6)
REASON: Final = "The old form is switched off by its maker on that day, and the team cannot work with both."


def going(house: Viewer, slugs: Mapping[str, str], now: datetime) -> None:
    """Signed, with its old path known; and said all the same, though nobody had signed."""
    from takehold.people import queries
    from takehold.people.facts import RoleKind

    known = {each.key: each.id for each in queries.persons(viewer=house, limit=5000)}
    lead = _viewer(known[LEAD], RoleKind.LEAD, now)
    _whole(lead, slugs[WHOLE], now)
    _past(lead, slugs[PAST], now)


def _viewer(person: int, kind: RoleKind, now: datetime) -> Viewer:
    from takehold.people.facts import RoleFact, Viewer

    return Viewer(person, "", (RoleFact(kind),), now.date())


def _whole(lead: Viewer, slug: str, now: datetime) -> None:
    """What holds is looked up as it stands today: the days before are not told one by one in the demo."""
    from takehold.bridge.facts.paths import PathInput, PathState
    from takehold.bridge.operations import paths
    from takehold.governance.operations import go
    from takehold.initiatives import queries as initiatives
    from takehold.overview.operations import going as overview
    from takehold.people.facts import RoleKind

    change, group = initiatives.initiative(viewer=lead, slug=slug, marks=False), _group(lead, slug)
    day, then, at = _before(lead, group, now)
    if change.co_owner is None:
        raise LookupError(f"nobody from operations owns {slug}")
    owner = replace(_viewer(change.co_owner.id, RoleKind.IT_LEAD, now), on=then.on)
    overview.sign(viewer=owner, slug=slug, signed=True, now=at)
    said = PathInput("Resolving a ticket by a click in the list, unseen", PathState.OPEN, then.on)
    paths.write_down(viewer=then, slug=slug, said=said, now=at)
    go.say(
        viewer=then, change=change, group=group.name, team_ids=group.team_ids, on=day,
        missing=_open(lead, slug, group), reason="", now=at,
    )  # fmt: skip


def _past(lead: Viewer, slug: str, now: datetime) -> None:
    from takehold.overview.operations import going

    group = _group(lead, slug)
    day, then, at = _before(lead, group, now)
    going.say_go(viewer=then, slug=slug, number=group.number, on=day, reason=REASON, now=at)


def _group(lead: Viewer, slug: str) -> GroupGo:
    """A single team that was heard and whose first day is set: that day stays as it is."""
    from takehold.overview.queries.go import readiness

    found = readiness(viewer=replace(lead, seen={}), slug=slug)
    return next(
        each
        for each in found.groups
        if len(each.team_ids) == 1 and not each.missing and each.live_on is not None
    )


def _open(lead: Viewer, slug: str, group: GroupGo) -> tuple[Condition, ...]:
    from takehold.overview.queries.go import readiness

    return readiness(viewer=replace(lead, seen={}), slug=slug).open_for(group)


def _before(lead: Viewer, group: GroupGo, now: datetime) -> tuple[date, Viewer, datetime]:
    """Its first day, whoever leads the change a few days before, and that moment."""
    day = group.live_on or now.date()
    then = replace(lead, on=day - BEFORE, seen={})
    return day, then, now - (now.date() - then.on)
