"""One calendar of a change: what the impact sheet wants by when, and what is done about gaps; the load of each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from takehold.analysis.series import monday
from takehold.bridge.facts import ActionLine, ActionState
from takehold.bridge.facts.calendar import ASKS, Calendar, Entry, EntryKind, Load
from takehold.bridge.queries.actions import lines
from takehold.bridge.queries.rights import readable
from takehold.evidence.words import natural
from takehold.gaps.queries.gaps import groups
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts import Need
from takehold.initiatives.queries.impact import needs
from takehold.people.facts import Viewer

BACK: Final = timedelta(weeks=8)
AHEAD: Final = timedelta(weeks=8)
"""So far the load of groups is told."""
KINDS: Final = {"communication": EntryKind.TELL, "training": EntryKind.TRAIN}


def calendar(*, viewer: Viewer, slug: str) -> Calendar:
    """What is to come, and what the sheet wanted done by now; as this viewer may read it. Raises ``NotYours``."""
    change = change_of(viewer, slug, whole=True)
    rows = list(readable(viewer, change).prefetch_related("teams").select_related("behaviour"))
    teams = {row.pk: frozenset(each.team_id for each in row.teams.all()) for row in rows}
    found = [*_of_sheet(needs(viewer=viewer, slug=slug))]
    for each in lines(rows, viewer):
        found += _of_action(each, teams[each.id])
    found.sort(key=lambda entry: (entry.on, entry.kind, entry.title))
    coming = tuple(entry for entry in found if entry.on >= viewer.on)
    names = {each.name: each.team_ids for each in groups(viewer=viewer, slug=slug, change=change)}
    return Calendar(
        slug=change.slug,
        change=change.name,
        late=tuple(
            entry
            for entry in found
            if viewer.on - BACK <= entry.on < viewer.on and entry.kind in KINDS.values()
        ),
        coming=coming,
        loads=loads(coming, names, viewer.on),
    )


def loads(coming: Sequence[Entry], names: dict[str, frozenset[int]], on: date) -> tuple[Load, ...]:
    """What each group is asked within eight weeks, the one with the fullest week first; groups that are asked nothing are left out."""
    found = []
    for name, ids in names.items():
        asked = [
            each
            for each in coming
            if each.kind in ASKS and each.on <= on + AHEAD and (not each.team_ids or each.team_ids & ids)
        ]
        if asked:
            weeks = Counter(monday(each.on) for each in asked)
            fullest = min(weeks, key=lambda week: (-weeks[week], week))
            found.append(Load(name, len(asked), sum(each.minutes for each in asked), fullest, weeks[fullest]))
    return tuple(sorted(found, key=lambda each: (-each.in_fullest, -each.things, natural(each.group))))


def _of_sheet(wanted: Iterable[Need]) -> list[Entry]:
    return [
        Entry(each.by, KINDS[each.kind], each.group, (each.group,), each.team_ids)
        for each in wanted
        if each.by is not None
    ]


def _of_action(each: ActionLine, teams: frozenset[int]) -> list[Entry]:
    """It begins, while it has not; somebody looks whether it worked, once it began or may begin."""
    found = []
    if each.state in (ActionState.PROPOSED, ActionState.AGREED):
        found.append(
            Entry(each.begins_on, EntryKind.BEGINS, each.title, each.where, teams, each.id, each.minutes)
        )
    if each.state is not ActionState.NOT_RIGHT and (each.began_on is not None or not each.over):
        found.append(Entry(each.check_on, EntryKind.LOOK, each.title, each.where, teams, each.id))
    if each.ends_on is not None and not each.over:
        found.append(Entry(each.ends_on, EntryKind.ENDS, each.title, each.where, teams, each.id))
    return found
