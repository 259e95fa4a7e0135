"""Concerns: written down without names, answered to those who raised them, closed only then."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts import AnswerInput, ConcernInput, ConcernKind, ConcernState, SourceKind
from takehold.gaps.queries.concerns import rows
from takehold.gaps.queries.nameless import nameless
from takehold.gaps.queries.rights import Change, change_of, led, readable
from takehold.gaps.queries.sources import look
from takehold.gather.facts.says import UNSAFE
from takehold.gather.operations import says
from takehold.gather.queries import says as said_things
from takehold.gather.queries.still_there import still_there
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotAllowed, NotYours, Viewer

LONGEST, LONGEST_ANSWER, LONGEST_TOLD = 500, 1500, 200
MOST_SOURCES: Final = 20
ANSWERED_WITHIN: Final = {
    ConcernKind.QUESTION: timedelta(days=14), ConcernKind.MISUNDERSTANDING: timedelta(days=7),
    ConcernKind.OBSTACLE: timedelta(days=14), ConcernKind.RIGHT: timedelta(days=7),
    ConcernKind.DECLINED: timedelta(days=14),
}  # fmt: skip
UNSAFE_WITHIN: Final = timedelta(days=2)
LATEST: Final = timedelta(days=90)
ANSWER, CLOSE, TAKE_UP = "answer", "close", "take up again"
EVENTS: Final = (ANSWER, CLOSE, TAKE_UP)
NEXT: Final[dict[tuple[str, str], ConcernState]] = {
    (ConcernState.WAITING, ANSWER): ConcernState.ANSWERED,
    (ConcernState.ANSWERED, ANSWER): ConcernState.ANSWERED,
    (ConcernState.ANSWERED, CLOSE): ConcernState.CLOSED,
    (ConcernState.ANSWERED, TAKE_UP): ConcernState.WAITING,
    (ConcernState.CLOSED, TAKE_UP): ConcernState.WAITING,
}
"""(state, what happens) -> state. Closed is reached from answered alone."""


def raise_concern(*, viewer: Viewer, slug: str, said: ConcernInput, now: datetime) -> int:
    """Write a concern down, by hand or from something said, a theme or a note; its id.

    Raises:
        NotYours, NotAllowed: not theirs, neither the change nor what it arises from. Invalid: what cannot be kept.
    """
    change = led(viewer, slug)
    text = _nameless(cleaned(said.text, most=LONGEST, field="text"))
    if said.gap_id is not None and not readable(viewer, change).filter(id=said.gap_id).exists():
        raise NotYours
    unsafe = _source_is_unsafe(viewer, change, said) or said.unsafe
    with transaction.atomic():
        row = models.Concern.objects.create(
            initiative_id=change.id, gap_id=said.gap_id, kind=said.kind, unsafe=unsafe, text=text,
            raised_on=viewer.on, due_on=_due(said, unsafe, viewer.on),
        )  # fmt: skip
        models.ConcernSource.objects.bulk_create(
            [models.ConcernSource(concern=row, kind=kind, ref=ref) for kind, ref in _sources(said)]
        )
        _record(viewer, "concern written down", row.pk, now)
    return row.pk


def answer(*, viewer: Viewer, slug: str, concern_id: int, said: AnswerInput, now: datetime) -> None:
    """Answer it for everybody, and to each who raised it: they read it with their receipt code.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no answer; of a correction, nobody told.
    """
    change = led(viewer, slug)
    text = _nameless(cleaned(said.answer, most=LONGEST_ANSWER, field="answer"), field="answer")
    told = " ".join(said.told.split())[:LONGEST_TOLD]
    if said.kind is ConcernKind.MISUNDERSTANDING and not told:
        raise Invalid("told", _("Say who was told: a correction that nobody hears corrects nothing."))
    with transaction.atomic():
        row = _row(viewer, change, concern_id)
        _move(row, ANSWER)
        row.kind, row.answer, row.told = said.kind, text, told
        row.answered_on = viewer.on
        row.save(update_fields=["kind", "state", "answer", "told", "answered_on"])
        for source in row.sources.filter(kind=SourceKind.SAID):
            _answer_sender(viewer, source, text, now)
        _record(viewer, "concern answered", row.pk, now)


def close(*, viewer: Viewer, slug: str, concern_id: int, now: datetime) -> None:
    """End it, once it was answered, also to those who raised it. Raises ``NotYours``, ``NotAllowed``, ``Invalid``."""
    change = led(viewer, slug)
    with transaction.atomic():
        row = _row(viewer, change, concern_id)
        if row.sources.filter(kind=SourceKind.SAID, told_on=None).exists():
            raise Invalid("state", _("Those who raised it have no answer yet."))
        _move(row, CLOSE)
        row.closed_on = viewer.on
        row.save(update_fields=["state", "closed_on"])
        _record(viewer, "concern closed", row.pk, now)


def take_up(*, viewer: Viewer, slug: str, concern_id: int, now: datetime) -> None:
    """It waits for an answer again; the earlier one stays until there is a new one. Raises as ``close``."""
    change = led(viewer, slug)
    with transaction.atomic():
        row = _row(viewer, change, concern_id)
        _move(row, TAKE_UP)
        row.closed_on = None
        row.due_on = viewer.on + (UNSAFE_WITHIN if row.unsafe else ANSWERED_WITHIN[ConcernKind(row.kind)])
        row.save(update_fields=["state", "closed_on", "due_on"])
        row.sources.update(told_on=None)
        _record(viewer, "concern taken up again", row.pk, now)


def ask_council(*, viewer: Viewer, slug: str, concern_id: int, now: datetime) -> None:
    """Ask that the council looks at it: anybody who may read it. Kept, and shown, until it does. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    with transaction.atomic():
        row = _row(viewer, change, concern_id)
        if row.kind != ConcernKind.RIGHT and row.kind != ConcernKind.DECLINED and not row.unsafe:
            raise NotAllowed(_("The council is asked about objections and about what is unsafe."))
        if row.council_on is None:
            row.council_on = viewer.on
            row.save(update_fields=["council_on"])
            _record(viewer, "council asked about a concern", row.pk, now)


def following(state: str, event: str) -> ConcernState | None:
    """The state after an event, or None where that cannot happen."""
    return NEXT.get((state, event))


def _move(row: models.Concern, event: str) -> None:
    to = following(row.state, event)
    if to is None:
        raise Invalid("state", _("It is answered first, also to those who raised it; then it can be closed."))
    row.state = to


def _answer_sender(viewer: Viewer, source: models.ConcernSource, text: str, now: datetime) -> None:
    """Answer the say it arises from, by the desk's own rules. One that has gone has nobody to answer any more."""
    try:
        says.answer(viewer=viewer, say_id=UUID(source.ref), text=text, now=now)
    except NotYours:
        if still_there(says=[UUID(source.ref)]):
            raise
    source.told_on = viewer.on
    source.save(update_fields=["told_on"])


def _source_is_unsafe(viewer: Viewer, change: Change, said: ConcernInput) -> bool:
    """Whether anything it arises from was said to be unsafe; each source must be one this viewer may read."""
    found = _sources(said)
    if len(found) > MOST_SOURCES:
        raise Invalid("source", _("Choose at most twenty: more of the same make a theme."))
    if any(kind not in (SourceKind.SAID, SourceKind.THEME, SourceKind.NOTE) for kind, _ref in found):
        raise Invalid("source", _("A concern arises from something said, a theme or a note."))
    for kind, ref in found:
        look(viewer=viewer, change=change, kind=SourceKind(kind), ref=ref)
    return any(
        kind == SourceKind.SAID and said_things.say(viewer=viewer, say_id=UUID(ref)).kind == UNSAFE
        for kind, ref in found
    )


def _sources(said: ConcernInput) -> tuple[tuple[str, str], ...]:
    """Everything it arises from, each once."""
    if said.source is None:
        return ()
    kind = said.source[0]
    return tuple(dict.fromkeys((said.source, *((kind, ref) for ref in said.also))))


def _due(said: ConcernInput, unsafe: bool, on: date) -> date:
    usual = on + (UNSAFE_WITHIN if unsafe else ANSWERED_WITHIN[said.kind])
    due = said.due_on or usual
    if not on <= due <= on + LATEST:
        raise Invalid("due_on", _("Choose a day from today on, within three months."))
    return min(due, usual) if unsafe else due


def _nameless(text: str, field: str = "text") -> str:
    refusal = _("“{name}” is the name of somebody here. A concern is about an issue, never about a person.")
    return nameless(text, field=field, refusal=refusal)


def _row(viewer: Viewer, change: Change, concern_id: int) -> models.Concern:
    row = rows(viewer, change).select_for_update().filter(id=concern_id).first()
    if row is None:
        raise NotYours
    return row


def _record(viewer: Viewer, action: str, concern_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"concern:{concern_id}", now=now)
