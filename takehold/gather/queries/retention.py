"""How long things are kept: the organisation's choice, else the default."""

from __future__ import annotations

from takehold.gather.facts.retention import DEFAULT_DAYS, FEWEST_DAYS, MOST_DAYS, Clock, Kept
from takehold.gather.models import Retention
from takehold.people import queries as people


def days(kind: Kept | str) -> int:
    """Days for which a kind of thing is kept.

    Raises:
        ValueError: there is no such kind; the kinds are those of ``Kept``.
    """
    which = Kept(kind)
    chosen: int | None = Retention.objects.filter(kind=which).values_list("days", flat=True).first()
    return DEFAULT_DAYS[which] if chosen is None else chosen


def clocks() -> tuple[Clock, ...]:
    """Every kind with its days, who set them and when."""
    rows = {row.kind: row for row in Retention.objects.all()}
    names = people.named(row.set_by_id for row in rows.values())
    found = []
    for kind in Kept:
        row = rows.get(kind)
        by = names.get(row.set_by_id or 0) if row is not None else None
        found.append(
            Clock(
                kind=kind,
                days=row.days if row is not None else DEFAULT_DAYS[kind],
                default=DEFAULT_DAYS[kind],
                fewest=FEWEST_DAYS,
                most=MOST_DAYS[kind],
                set_by=by.name if by is not None else "",
                set_at=row.set_at if row is not None else None,
            )
        )
    return tuple(found)
