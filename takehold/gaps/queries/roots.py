"""What chains of a change end at, and which gaps share it."""

from __future__ import annotations

from collections import defaultdict

from takehold.gaps import models
from takehold.gaps.queries.rights import change_of, readable
from takehold.people.facts import Viewer


def names(*, viewer: Viewer, slug: str) -> tuple[str, ...]:
    """Names of what chains of this change end at, of gaps that this viewer may read."""
    return tuple(each for each, _gaps in shared(viewer=viewer, slug=slug))


def shared(*, viewer: Viewer, slug: str) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    """Each root with the gaps (id, title) that end at it, the one that most share first. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    rows = (
        models.Step.objects.filter(root__isnull=False, gap__in=readable(viewer, change))
        .order_by("root__name", "gap_id")
        .values_list("root__name", "gap_id", "gap__title")
        .distinct()
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, gap_id, title in rows:
        found[name].append((gap_id, title))
    told = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple((name, tuple(gaps)) for name, gaps in told)
