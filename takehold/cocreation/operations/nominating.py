"""Naming whom one turns to, as often as one likes until it is closed; and taking one's own yes back at any time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.analysis.influence import MOST_NAMED
from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.canvasses import CanvassState, Naming
from takehold.cocreation.queries.canvasses import fetch
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotAllowed, Viewer


def name(*, viewer: Viewer, canvass_id: int, said: Naming, now: datetime) -> None:
    """Answer, in place of what one answered before. Nothing of it is in the record of who did what.

    Raises:
        NotYours: not theirs. NotAllowed: others are asked. Conflict: it is not open. Invalid: a name that is nobody's here.
    """
    with transaction.atomic():
        row, _change = fetch(viewer, canvass_id, lock=True)
        if row.state != CanvassState.OPEN or row.closes_on < viewer.on:
            raise Conflict(_("It is closed. What was named is worked out and deleted."))
        mine = row.asked.filter(person_id=viewer.person_id or 0).first()
        if mine is None:
            raise NotAllowed(_("Others are asked. What is found is told to everybody when it is closed."))
        whom = _found(row, said.whom, mine.person_id)
        row.nominations.filter(by_id=mine.person_id).delete()
        _take(row, {mine.person_id: (whom, said.willing)})


def take_in(*, canvass_id: int, said: Mapping[int, tuple[Sequence[int], bool]]) -> None:
    """Answers of many who did not answer before, by number: whom each names, and whether they may be named themselves."""
    with transaction.atomic():
        _take(models.Canvass.objects.select_for_update().get(pk=canvass_id), said)


def _take(row: models.Canvass, said: Mapping[int, tuple[Sequence[int], bool]]) -> None:
    models.Nomination.objects.bulk_create(
        models.Nomination(canvass=row, by_id=by, whom_id=each)
        for by, (whom, _yes) in said.items()
        for each in whom
    )
    for yes in (True, False):
        rows = row.asked.filter(person_id__in=[by for by, (_whom, willing) in said.items() if willing == yes])
        rows.update(answered=True, willing=yes)


def unname(*, viewer: Viewer, canvass_id: int, now: datetime) -> None:
    """Not to be named any more, at once and on every page. Raises ``NotYours``."""
    with transaction.atomic():
        row, _change = fetch(viewer, canvass_id, lock=True)
        gone = row.named.filter(person_id=viewer.person_id or 0).delete()[0]
        row.asked.filter(person_id=viewer.person_id or 0).update(willing=False)
        if gone:
            action = "yes to being named withdrawn"
            audit.record(actor=viewer.actor, action=action, subject=f"canvass:{canvass_id}", now=now)


def _found(row: models.Canvass, texts: tuple[str, ...], own: int) -> list[int]:
    """The people who are asked, by name, key or address. Raises ``Invalid`` at the field of the first that is nobody's."""
    told = [(at, " ".join(text.split()).casefold()) for at, text in enumerate(texts, start=1)]
    told = [(at, text) for at, text in told if text]
    if len(told) > MOST_NAMED:
        raise Invalid("whom1", _("Name at most {most}.").format(most=MOST_NAMED))
    known: dict[str, set[int]] = {}
    people = (
        row.asked.values_list("person_id", "person__name", "person__key", "person__email") if told else ()
    )
    for person_id, *ways in people:
        for way in ways:
            known.setdefault(" ".join(way.split()).casefold(), set()).add(person_id)
    found: list[int] = []
    for at, text in told:
        meant = known.get(text, set())
        if len(meant) != 1:
            raise Invalid(f"whom{at}", _nobody() if not meant else _several())
        (person_id,) = meant
        if person_id == own:
            raise Invalid(f"whom{at}", _("That is you. Name colleagues."))
        if person_id not in found:
            found.append(person_id)
    return found


def _nobody() -> str:
    return _(
        "Nobody who is asked has this name. Write it as it stands in the address book, or the work address."
    )


def _several() -> str:
    return _("Several people have this name. Write the work address.")
