"""The dates that a calendar outside reads: of a change, or what is one person's own to do, from every room that has some.

A room adds its dates by a module ``queries/dates.py`` with one function of this form, named in ``ROOMS``:
``dates(*, viewer, first, last, slug="") -> tuple[Dated, ...]``. With ``slug`` it answers for a change, as this viewer may
read it (``NotYours`` else); without, with what is this viewer's own to do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from takehold.bridge.queries.dates import dates as of_actions
from takehold.gaps.queries.dates import dates as of_concerns
from takehold.gather.queries import naming
from takehold.gather.queries.dates import dates as of_surveys
from takehold.gather.queries.listening import ears
from takehold.governance.queries.dates import dates as of_deciding
from takehold.influence.queries.dates import dates as of_persuading
from takehold.initiatives.facts.dates import Dated
from takehold.initiatives.queries import calendars
from takehold.initiatives.queries import dates as of_changes
from takehold.people import queries as people
from takehold.people.facts import NotFound, NotYours, Viewer
from takehold.people.queries.addresses import every_name
from takehold.shadow_it.queries.dates import dates as of_tools

ROOMS: Final = (of_surveys, of_persuading, of_deciding, of_concerns, of_actions, of_tools)
BACK: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=366)


def dates(*, viewer: Viewer, slug: str = "") -> tuple[Dated, ...]:
    """What is dated from a month ago to a year ahead, by day; a name of somebody here in a title is left out."""
    first, last = viewer.on - BACK, viewer.on + AHEAD
    found = [*_of_loops(viewer, first, last, slug)]
    found += [each for room in ROOMS for each in room(viewer=viewer, first=first, last=last, slug=slug)]
    known = every_name() if found else ()
    told = (replace(each, title=naming.left_out(each.title, known=known)) for each in found)
    return tuple(sorted(told, key=lambda each: (each.on, each.key)))


def _of_loops(viewer: Viewer, first: date, last: date, slug: str) -> tuple[Dated, ...]:
    if slug:
        return of_changes.dates(viewer=viewer, first=first, last=last, slug=slug)
    hears = ears(viewer)
    mine = [each for each in hears.changes if each.id in hears.leads]
    return of_changes.led(viewer=viewer, first=first, last=last, changes=mine)


def opened(*, key: str, on: date) -> tuple[str, str, tuple[Dated, ...]]:
    """What a calendar outside is given for its address: name, language and dates, by the rights that its owner has today.

    Raises:
        NotFound: there is no such address, or its owner may not read that any more.
    """
    address = calendars.opened(key=key)
    viewer = people.viewer(user_id=address.user_id, on=on)
    if not viewer.roles:
        raise NotFound
    with override(address.language):
        try:
            found = dates(viewer=viewer, slug=address.slug or "")
        except NotYours as error:
            raise NotFound from error
        return address.change or _("My dates"), address.language, found


def address_of(key: str) -> str:
    """The whole address, as a calendar outside is given it."""
    path = reverse("overview:calendar", kwargs={"key": key})
    return f"{settings.URL}{path}"
