"""What bridging tells calendars outside: when actions begin and end, and when somebody looks whether they worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.bridge import models
from takehold.bridge.facts import OVER, ActionState
from takehold.bridge.queries.rights import readable
from takehold.bridge.queries.weeks import GOES_ON, my_actions
from takehold.gaps.queries.rights import change_of
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import Viewer


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """The actions of a change as this viewer may read them; without ``slug``, those that this viewer carries out.

    Raises:
        NotYours: not a change of theirs.
    """
    if slug:
        # whole: what the other rooms fetched of the change for this file is at hand
        rows = readable(viewer, change_of(viewer, slug, whole=True)).exclude(state=ActionState.NOT_RIGHT)
    else:
        mine = [each.id for each in my_actions(viewer=viewer) if each.state in GOES_ON]
        rows = models.Action.objects.filter(pk__in=mine)
    found = _of(rows.select_related("initiative").order_by("begins_on", "id"))
    return tuple(each for each in found if first <= each.on <= last)


def _of(rows: Iterable[models.Action]) -> Iterator[Dated]:
    for row in rows:
        for end, on, title in _days(row):
            yield Dated(
                key=f"action-{row.pk}-{end}",
                on=on,
                title=f"{title.format(title=row.title)} – {row.initiative.name}",
                path=reverse("bridge:action", args=(row.initiative.slug, row.pk)),
                change=row.initiative.name,
                version=row.version,
            )


def _days(row: models.Action) -> Iterator[tuple[str, date, str]]:
    """As the calendar of the change has them: a beginning while it has not begun, a look once it did or may."""
    if row.state in (ActionState.PROPOSED, ActionState.AGREED):
        yield "begins", row.begins_on, _("Begins: {title}")
    if row.began_on is not None or row.state not in OVER:
        yield "look", row.check_on, _("Look whether it worked: {title}")
    if row.ends_on is not None and row.state not in OVER:
        yield "ends", row.ends_on, _("Ends: {title}")
