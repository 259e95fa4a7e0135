"""Adding to a round: statements, designs, amendments, comments; within limits, and never the same twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from takehold.audit import operations as audit
from takehold.cocreation import models
from takehold.cocreation.facts.coming import Comer
from takehold.cocreation.facts.contributions import Kind, Origin, State
from takehold.cocreation.facts.rounds import RoundState
from takehold.cocreation.operations.rounds import record
from takehold.cocreation.operations.speaking import mark, unnamed, unnamed_line
from takehold.cocreation.operations.voting import still_open, voter_for
from takehold.cocreation.queries.rights import facilitated, held
from takehold.initiatives.facts import Conflict, Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = {Kind.STATEMENT: 280, Kind.DESIGN: 2000, Kind.AMENDMENT: 1000, Kind.COMMENT: 500}
LONGEST_NAME: Final = 40
MOST_OF_ONE: Final = 20
"""So many contributions one voter adds to a round."""
MOST_STATEMENTS: Final = 1000
"""So many statements a round holds: nobody votes on more."""
MOST_AT_ONCE: Final = 100
"""So many statements those who ask write down at once."""
ON: Final = {Kind.AMENDMENT: (Kind.DESIGN, Kind.STATEMENT), Kind.COMMENT: (Kind.DESIGN, Kind.STATEMENT)}


@dataclass(frozen=True, slots=True)
class Addition:
    """What somebody adds. ``parent_id``: what an amendment or a comment is on. ``signed``: a name of one's own."""

    kind: Kind
    text: str
    parent_id: int | None = None
    signed: str = ""


def add(*, comer: Comer, said: Addition, now: datetime) -> int:
    """Add it; its id. A statement stands open at once or waits to be let in, as the round has it.

    Raises:
        NotYours: it is on nothing of this round. Conflict: the round is over. Invalid: too long, too many, a name, or said
            already.
    """
    text = _text(said.kind, said.text, "text")
    signed = unnamed_line(said.signed, most=LONGEST_NAME, field="signed", needed=False)
    if signed and not comer.pseudonyms:
        raise Invalid("signed", _("In this round contributions are not signed."))
    with transaction.atomic():
        row = held().get(pk=comer.round_id)
        still_open(row.pk, now)
        parent = _parent(row, said)
        _new(row, said.kind, text, parent)
        voter = voter_for(comer)
        if voter.contributions.count() >= MOST_OF_ONE:
            raise Invalid("text", _("You have added {most} already. Let others speak; vote on theirs.").format(most=MOST_OF_ONE))  # fmt: skip
        waits = said.kind in (Kind.STATEMENT, Kind.DESIGN) and not row.at_once
        made = row.contributions.create(
            kind=said.kind, parent=parent, text=text, mark=mark(text), state=State.WAITING if waits else State.OPEN,
            origin=Origin.VOTER, author=voter, by_id=comer.person_id, receipt=comer.receipt, signed=signed,
            on=timezone.localdate(now),
        )  # fmt: skip
        audit.record(
            actor="takehold",
            action="something added to a round",
            subject=f"contribution:{made.pk}",
            now=now,
            details={"kind": said.kind},
        )
    return made.pk


def seed(*, viewer: Viewer, round_id: int, lines: Iterable[str], now: datetime) -> int:
    """Write statements down as those who ask, one a line, to begin with; how many were new.

    Raises:
        NotYours, NotAllowed: does not facilitate. Conflict: it is over. Invalid: too long, too many, or a name.
    """
    facilitated(viewer, round_id)
    texts = [each for each in lines if each.strip()]
    if not texts:
        raise Invalid("lines", _("Write a few words."))
    if len(texts) > MOST_AT_ONCE:
        raise Invalid("lines", _too_many(len(texts)))
    kept = [_text(Kind.STATEMENT, each, "lines") for each in texts]
    with transaction.atomic():
        row = facilitated(viewer, round_id, lock=True).row
        if row.state not in (RoundState.DRAFT, RoundState.OPEN):
            raise Conflict(_("The round is over: nothing is taken any more. What you voted before counts."))
        statements = row.contributions.filter(kind=Kind.STATEMENT)
        there = set(statements.values_list("mark", flat=True))
        fresh = {mark(each): each for each in kept if mark(each) not in there}
        if len(there) + len(fresh) > MOST_STATEMENTS:
            raise Invalid("lines", _full())
        models.Contribution.objects.bulk_create(
            models.Contribution(
                round=row, kind=Kind.STATEMENT, text=text, mark=each, origin=Origin.SEED,
                by_id=viewer.person_id, on=viewer.on,
            )
            for each, text in fresh.items()
        )  # fmt: skip
        record(viewer, "statements added to a round", round_id, now, {"statements": len(fresh)})
    return len(fresh)


def _text(kind: Kind, text: str, field: str) -> str:
    shape = unnamed_line if kind is Kind.STATEMENT else unnamed
    lines = [each for each in text.splitlines() if each.strip()]
    if kind is Kind.STATEMENT and len(lines) > 1:
        told = _(
            "These are {n} lines. One statement at a time, so that others can say yes or no to each; nothing was kept."
        )
        raise Invalid(field, told.format(n=len(lines)))
    return shape(text, most=LONGEST[kind], field=field)


def _parent(row: models.Round, said: Addition) -> models.Contribution | None:
    """What it is on. Raises ``NotYours``."""
    if said.kind not in ON:
        return None
    found = row.contributions.filter(pk=said.parent_id or 0, kind__in=ON[said.kind], state=State.OPEN).first()
    if found is None:
        raise NotYours
    return found


def _new(row: models.Round, kind: Kind, text: str, parent: models.Contribution | None) -> None:
    """Let nothing stand twice, nor more than anybody can read. Raises ``Invalid``."""
    same = row.contributions.filter(kind=kind, parent=parent, mark=mark(text)).first()
    if same is not None:
        told = {
            State.OPEN: _("That stands there already. You can vote on it, or say what is different."),
            State.WAITING: _("That was said already, and waits to be let in."),
        }.get(State(same.state), _("That was said already; what became of it is told with the round."))
        raise Invalid("text", told)
    if kind is Kind.STATEMENT and row.contributions.filter(kind=kind).count() >= MOST_STATEMENTS:
        raise Invalid("text", _full())


def _full() -> str:
    return _("A round holds {most} statements: nobody votes on more. Nothing was kept; merge some first.").format(most=MOST_STATEMENTS)  # fmt: skip


def _too_many(n: int) -> str:
    return ngettext(
        "This is {n} statement. At most {most} are taken at once; nothing was kept.",
        "These are {n} statements. At most {most} are taken at once, because people vote on each of them; nothing was kept.",
        n,
    ).format(n=n, most=MOST_AT_ONCE)
