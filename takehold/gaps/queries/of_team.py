"""What stands in a team's way, for those who belong to it, and what others did about the same: no names, no ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from takehold.gaps import models
from takehold.gaps.facts import GapKind, GapState
from takehold.gaps.facts.gaps import InTheWay
from takehold.people.facts import Viewer
from takehold.people.queries import own_teams

DONE = (GapState.BRIDGING, GapState.CLOSED)
MOST, MOST_OTHERS = 10, 3


def in_the_way(*, viewer: Viewer, changes: Mapping[int, tuple[str, str]]) -> tuple[InTheWay, ...]:
    """Gaps of the viewer's own teams that are not closed, of these changes (id -> address, name).

    ``others``: what was done about other gaps that end at the same root, newest first, as it was said when they were bridged
    or closed; without whose they were.
    """
    own = own_teams(viewer)
    if not own or not changes:
        return ()
    mine = models.Gap.objects.filter(initiative_id__in=list(changes), teams__team_id__in=own)
    rows = list(mine.exclude(state=GapState.CLOSED).distinct()[:MOST])
    roots: dict[int, dict[int, str]] = defaultdict(dict)
    ends = models.Step.objects.filter(gap__in=[row.pk for row in rows], root__isnull=False)
    for gap_id, root_id, name in ends.values_list("gap_id", "root_id", "root__name") if rows else ():
        roots[gap_id][root_id] = name
    others = _done(roots, [row.pk for row in rows])
    return tuple(
        InTheWay(
            row.pk,
            *changes[row.initiative_id],
            row.title,
            GapKind(row.kind),
            GapState(row.state),
            tuple(roots[row.pk].values()),
            tuple(dict.fromkeys(text for root in roots[row.pk] for text in others.get(root, ())))[
                :MOST_OTHERS
            ],
        )
        for row in rows
    )


def _done(roots: Mapping[int, Mapping[int, str]], own: list[int]) -> dict[int, list[str]]:
    """By root, what was said when other gaps with it were bridged or closed."""
    wanted = {root for found in roots.values() for root in found}
    told: dict[int, list[str]] = defaultdict(list)
    if wanted:
        turns = models.Turn.objects.filter(gap__steps__root__in=wanted, after__in=DONE).exclude(
            gap_id__in=own
        )
        for root, reason in turns.order_by("-on", "-id").values_list("gap__steps__root_id", "reason"):
            told[root].append(reason)
    return told
