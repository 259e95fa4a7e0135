"""Asking whom people turn to: writing it down, the works council's yes, opening, dropping, and taking a yes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.operations import canvass_closing
from takehold.cocreation.operations.canvass_states import (
    AGREE,
    CLOSE,
    DROP,
    NEXT,
    OPEN,
    WAIVE,
    WITHDRAW,
    allowed,
)
from takehold.cocreation.queries.canvasses import change_led, fetch
from takehold.initiatives.facts import Conflict, Invalid
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotYours, Viewer

FURTHEST: Final = timedelta(days=60)
FEWEST: Final = 30
"""Asked people below which even a pattern would be about somebody."""
FEWEST_WORDS, LONGEST_WORDS, LONGEST = 20, 500, 200
ACTIONS: Final = {
    AGREE: "works council agreed to asking whom people turn to",
    WAIVE: "works council's yes to asking whom people turn to waived",
    WITHDRAW: "yes to asking whom people turn to withdrawn",
    OPEN: "asking whom people turn to opened",
    CLOSE: "asking whom people turn to closed",
    DROP: "asking whom people turn to dropped",
}


def write_down(*, viewer: Viewer, slug: str, question: str, closes_on: date | None, now: datetime) -> int:
    """Write it down for a change one leads; its id. Nobody is asked before the works council's yes.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what cannot be kept.
    """
    change = change_led(viewer, slug)
    if change is None:
        raise NotYours
    if not change.may_edit:
        raise NotAllowed(_("This is asked by those who lead the change."))
    text = " ".join(question.split())
    if not text or len(text) > LONGEST:
        raise Invalid("question", _("Write a question of at most {n} letters.").format(n=LONGEST))
    if closes_on is None or not viewer.on < closes_on <= viewer.on + FURTHEST:
        told = _("Say until when: a day from tomorrow on, within {days} days.").format(days=FURTHEST.days)
        raise Invalid("closes_on", told)
    with transaction.atomic():
        row = models.Canvass.objects.create(initiative_id=change.id, question=text, closes_on=closes_on)
        _record(viewer, "asking whom people turn to written down", row.pk, now)
    return row.pk


def turn(*, viewer: Viewer, canvass_id: int, event: str, words: str = "", now: datetime) -> None:
    """Agree, waive, withdraw, open, close or drop.

    Raises:
        NotYours, NotAllowed: not theirs. Conflict: not in this state. Invalid: too few people, too few words, or too late.
    """
    with transaction.atomic():
        row, change = fetch(viewer, canvass_id, lock=True)
        if (row.state, event) not in NEXT:
            raise Conflict(_("That cannot be done with it any more. Look at how it stands now."))
        if event not in allowed(viewer, state=row.state, how=row.agreed_how, may_edit=change.may_edit):
            raise NotAllowed(
                _("Those who lead the change ask; the works council agrees; where there is none, an administrator answers for it by name.")
            )  # fmt: skip
        details = _done(viewer, row, change, event, words, now)
        _record(viewer, ACTIONS[event], canvass_id, now, details)


def _done(
    viewer: Viewer, row: models.Canvass, change: ChangeName, event: str, words: str, now: datetime
) -> dict[str, str | int]:
    after = NEXT[row.state, event]
    if after is None:
        row.delete()
        return {}
    details: dict[str, str | int] = {}
    if event in (AGREE, WAIVE):
        _said_yes(viewer, row, event, words)
    elif event == WITHDRAW:
        details["forgotten"] = forget(row)
    elif event == OPEN:
        details["asked"] = _ask(viewer, row, change)
    elif event == CLOSE:
        canvass_closing.close(row, now)
    row.state = after
    row.save()
    return details


def forget(row: models.Canvass) -> int:
    """Without a yes nothing is kept: who was asked, whom they named, who is named, and what was found; how many rows."""
    gone = sum(rows.all().delete()[0] for rows in (row.nominations, row.asked, row.named))
    row.result, row.agreed_how, row.agreed_by, row.agreed_on, row.words = None, "", None, None, ""
    return gone


def _said_yes(viewer: Viewer, row: models.Canvass, event: str, words: str) -> None:
    told = words.strip()
    if len(told) > LONGEST_WORDS:
        raise Invalid("words", _("At most {n} letters.").format(n=LONGEST_WORDS))
    if event == WAIVE and len(told) < FEWEST_WORDS:
        raise Invalid("words", _("Say in a sentence why it needs no yes of a works council: it stands here."))
    row.agreed_how = "yes" if event == AGREE else "waived"
    row.agreed_by_id, row.agreed_on, row.words = viewer.person_id, viewer.on, told


def _ask(viewer: Viewer, row: models.Canvass, change: ChangeName) -> int:
    """Freeze who is asked: everybody for whom the change is."""
    if row.closes_on <= viewer.on:
        raise Invalid("closes_on", _("Its last day has come. Write it down anew with a later one."))
    teams = change.team_ids or {team.id for team in people.sight(viewer=viewer).teams}
    asked = people.members(team_ids=teams, on=viewer.on)
    if len(asked) < FEWEST:
        raise Invalid("question", _few(len(asked)))
    models.Canvassed.objects.bulk_create(
        (models.Canvassed(canvass=row, person_id=each.id) for each in asked), batch_size=500
    )
    return len(asked)


def _few(n: int) -> str:
    return ngettext(
        "Only {n} person would be asked. It asks {least} or more, so that what is told is of nobody.",
        "Only {n} people would be asked. It asks {least} or more, so that what is told is of nobody.",
        n,
    ).format(n=n, least=FEWEST)


def _record(
    viewer: Viewer, action: str, canvass_id: int, now: datetime, details: dict[str, str | int] | None = None
) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"canvass:{canvass_id}", now=now, details=details or {})  # fmt: skip
