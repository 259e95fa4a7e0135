"""What tools tell calendars outside: when it is looked whether the need behind one is met."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import RoleKind, Viewer
from takehold.shadow_it import models
from takehold.shadow_it.queries.tools import DONE


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """Looks that are still to come, for those who lead IT; nothing for a change: a tool is of no change."""
    if slug or not viewer.has(RoleKind.IT_LEAD):
        return ()
    rows = models.Check.objects.filter(done_on=None, tool__state__in=DONE, due_on__range=(first, last))
    return tuple(
        Dated(
            key=f"tool-check-{row.pk}",
            on=row.due_on,
            title=_("Look whether the need is met: {tool}").format(tool=row.tool.name),
            path=reverse("shadow_it:tool", args=(row.tool_id,)),
        )
        for row in rows.select_related("tool").order_by("due_on", "id")
    )
