"""The record of approaches over all changes that one may read: what was tried, on whom, how it landed."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.db.models import Q

from takehold.influence.facts import Approach, Kind, Landed
from takehold.influence.facts.searching import Found, Tried, Wanted
from takehold.influence.queries.attempts import everywhere, told
from takehold.people.facts import NotYours, Viewer

MOST: Final = 50
LONGEST: Final = 80
IN: Final = ("what", "said", "differently", "stakeholder__name", "stakeholder__initiative__name")


def search(*, viewer: Viewer, wanted: Wanted) -> Found:
    """What was tried that fits, the newest first, and how each approach landed among those.

    Raises:
        NotYours: nobody who has a part here.
    """
    if not viewer.roles:
        raise NotYours
    rows = everywhere(viewer=viewer)
    if wanted.approach in set(Approach):
        rows = rows.filter(approach=wanted.approach)
    if wanted.landed in set(Landed):
        rows = rows.filter(landed=wanted.landed)
    if wanted.kind in set(Kind):
        rows = rows.filter(stakeholder__kind=wanted.kind)
    for word in wanted.text[:LONGEST].split():
        anywhere = Q()
        for column in IN:
            anywhere |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(anywhere)
    pairs = Counter((Approach(each), Landed(how)) for each, how in rows.values_list("approach", "landed"))
    return Found(
        attempts=told(rows, most=MOST),
        total=pairs.total(),
        landed=tuple(
            Tried(each, tuple(pairs[each, how] for how in Landed))
            for each in Approach
            if any(pairs[each, how] for how in Landed)
        ),
    )
