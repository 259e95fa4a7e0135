"""Bringing in a round that was held elsewhere: whole or not at all, closed at once, without anybody's own number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.cocreation import models
from takehold.cocreation.facts.contributions import Kind, Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.facts.votes import Way
from takehold.cocreation.operations import polis_files
from takehold.cocreation.operations.closing import close_row
from takehold.cocreation.operations.freezing import freeze
from takehold.cocreation.operations.pouring import pour
from takehold.cocreation.operations.rounds import LONGEST, record
from takehold.cocreation.operations.speaking import mark, unnamed_line
from takehold.cocreation.queries.rights import change_led
from takehold.initiatives.facts import Invalid
from takehold.people.facts import Viewer

OUT: Final = "Taken out where it was asked"


@dataclass(frozen=True, slots=True)
class BroughtInput:
    """What was asked there, who decides, and on which day it ended."""

    question: str
    decides: str
    how: str
    ended_on: date | None


def bring(
    *, viewer: Viewer, slug: str, said: BroughtInput, comments: bytes, votes: bytes, now: datetime
) -> int:
    """Take it in as a closed round; its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: what is wrong, at its field; nothing was kept.
    """
    change = change_led(viewer, slug)
    if said.ended_on is None or said.ended_on > viewer.on:
        raise Invalid("ended_on", _("Say on which day it ended, up to today."))
    texts = {
        name: unnamed_line(getattr(said, name), most=LONGEST[name], field=name)
        for name in ("question", "decides", "how")
    }
    found = polis_files.read(comments, votes)
    with transaction.atomic():
        row = models.Round.objects.create(
            initiative_id=change.id, **texts, open=_("As it was asked there."), closes_on=said.ended_on,
            opened_on=said.ended_on, state=RoundState.OPEN, imported=True, pseudonyms=False,
        )  # fmt: skip
        _take_in(row, found, said.ended_on)
        record(viewer, "round brought in", row.pk, now, {"statements": len(found.statements)})
        close_row(row, viewer.actor, now)
    freeze(round_id=row.pk, now=now)
    return row.pk


def _take_in(row: models.Round, found: polis_files.Brought, on: date) -> None:
    models.Contribution.objects.bulk_create(
        models.Contribution(
            round=row, kind=Kind.STATEMENT, text=text, mark=mark(text), origin=Origin.VOTER, on=on,
            state=State.REMOVED if out else State.OPEN, reason=OUT if out else "", settled_on=on if out else None,
        )
        for _number, text, out in found.statements
    )  # fmt: skip
    places = list(row.contributions.order_by("id").values_list("id", flat=True))
    ballots = [(None, {places[at]: choice for at, choice in ballot.items()}) for ballot in found.ballots]
    pour(round_id=row.pk, ballots=ballots, way=Way.FILE, on=on)
