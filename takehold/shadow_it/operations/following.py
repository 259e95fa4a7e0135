"""Afterwards: whether the need is met is looked up in logs; where they cannot tell, the department is asked. If it is not
met, the inquiry opens again by itself, with a sentence why."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.governance.operations.saying import maybe
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer
from takehold.people.queries import system_viewer
from takehold.shadow_it import models
from takehold.shadow_it.facts.tools import ANSWERS, MET, Found
from takehold.shadow_it.operations.lifecycle import REOPEN
from takehold.shadow_it.operations.saying import keep, locked, move, record
from takehold.shadow_it.operations.ways import begin_anew
from takehold.shadow_it.queries.rights import fetch, speaks_for
from takehold.shadow_it.queries.tools import DONE, teams_of
from takehold.shadow_it.queries.watching import told

LONGEST: Final = 300


def due(now: datetime) -> tuple[int, ...]:
    """Looks whose day has come and that nobody asked about yet."""
    today = timezone.localdate(now)
    rows = models.Check.objects.filter(due_on__lte=today, done_on=None, asked_on=None, tool__state__in=DONE)
    return tuple(rows.order_by("due_on", "id").values_list("id", flat=True))


def look(*, check_id: int, now: datetime) -> None:
    """Look into the logs; where they cannot tell, ask the department from today on. Twice does nothing more."""
    house = system_viewer(on=timezone.localdate(now))
    with transaction.atomic():
        of = models.Check.objects.filter(id=check_id).values_list("tool_id", flat=True).first()
        row = (
            locked(of, None) if of is not None else None
        )  # the tool first, as who answers: else both would wait
        found = row.checks.select_for_update().filter(id=check_id).first() if row is not None else None
        if row is None or row.state not in DONE or found is None:
            return
        if found.done_on is not None or found.asked_on is not None:
            return
        seen = told(row, _teams(row), house.on)
        if seen is not None:
            found.figures = dict(seen.figures)
            _found(house, row, found, seen.found, now)
            return
        found.asked_on = house.on
        found.save()
        record(house, "department asked whether its need is met", row.pk, now)


def answer(*, viewer: Viewer, tool_id: int, check_id: int, said: Found, words: str, now: datetime) -> None:
    """Answer for one's own department whether its need is met. Who answered is kept nowhere; the words are read by all who
    read the tool.

    Raises:
        NotYours, NotAllowed. Invalid: it names somebody, no words where it is not met, or it was answered already.
    """
    row = fetch(viewer, tool_id)
    if not speaks_for(viewer, _teams(row)):
        raise NotAllowed(_("That is answered by people of the department that uses it."))
    if said not in ANSWERS:
        raise Invalid("said", _("Say whether the need is met: yes, in part, or no."))
    text = maybe(words, most=LONGEST, field="words")
    if said not in MET and not text:
        raise Invalid("words", _("Say in a sentence what is missing."))
    with transaction.atomic():
        row = locked(tool_id, None)
        found = row.checks.select_for_update().filter(id=check_id).first()
        if found is None:
            raise NotYours
        if found.asked_on is None or found.done_on is not None or row.state not in DONE:
            raise Invalid("said", _("This is not asked any more: look at how it stands now."))
        found.words = text
        _found(Viewer(None, "", (), viewer.on), row, found, said, now)


def _found(who: Viewer, row: models.Tool, found: models.Check, what: Found, now: datetime) -> None:
    """Keep what was found; where the need is not met, open the inquiry again and say why."""
    found.done_on, found.found, found.holds = who.on, what, what in MET
    found.save()
    if not found.holds:
        move(row, REOPEN, who, seen=found)
        begin_anew(row)
    keep(row, who, "need behind a tool looked after", now, met="yes" if found.holds else "no")


def _teams(row: models.Tool) -> frozenset[int]:
    departments = row.departments.prefetch_related("teams")
    return frozenset(team for each in departments for team in teams_of(each))
