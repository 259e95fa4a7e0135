"""What gathering tells calendars outside: when surveys open and close."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.gather.disclosure.rights import known
from takehold.gather.facts.brought import ELSEWHERE
from takehold.gather.models import Wave, WaveState
from takehold.gather.queries.listening import ears
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import Viewer


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """The surveys of a change as this viewer may read them, plans for those who lead it alone; without ``slug``, those of
    the changes that this viewer leads.

    Raises:
        NotYours: not a change of theirs.
    """
    rows = known(Wave.objects.exclude(moment=ELSEWHERE), viewer).select_related("initiative")
    if slug:
        change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
        rows = rows.filter(initiative=change.id)
        rows = rows if change.may_edit else rows.exclude(state=WaveState.DRAFT)
    else:
        going = (WaveState.DRAFT, WaveState.OPEN)
        rows = rows.filter(initiative__in=ears(viewer).leads, initiative__ended_on=None, state__in=going)
    found = (each for row in rows.order_by("opens_on", "id") for each in _of(row))
    return tuple(each for each in found if first <= each.on <= last)


def _of(row: Wave) -> Iterator[Dated]:
    path = reverse("gather:survey", args=(row.pk,))
    for end, on, title in (
        ("opens", row.opens_on, _("A survey opens: {change}")),
        ("closes", row.closes_on, _("A survey closes: {change}")),
    ):
        name = row.initiative.name
        yield Dated(f"survey-{row.pk}-{end}", on, title.format(change=name), path, name, row.version)
