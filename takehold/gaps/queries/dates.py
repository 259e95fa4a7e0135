"""What finding gaps tells calendars outside: by when concerns are to be answered, never what they say."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from takehold.gaps.queries.concerns import due
from takehold.gather.queries.listening import ears
from takehold.initiatives.facts.dates import Dated
from takehold.people.facts import Viewer


def dates(*, viewer: Viewer, first: date, last: date, slug: str = "") -> tuple[Dated, ...]:
    """The concerns that wait for an answer of those who lead, in all changes they lead. The calendar of a change has none."""
    leads = ears(viewer).leads if not slug else frozenset()
    waiting = due(initiative_ids=leads, until=last) if leads else ()
    return tuple(
        Dated(
            key=f"concern-{each.id}",
            on=each.due_on,
            title=_("An answer is due: {change}").format(change=each.change),
            path=reverse("gaps:concern", args=(each.slug, each.id)),
            change=each.change,
        )
        for each in waiting
        if each.due_on >= first
    )
