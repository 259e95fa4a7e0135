"""Saying something, answering it, and seeing to it that what is unsafe reaches somebody at once."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gather.facts.retention import Kept
from takehold.gather.facts.says import MOST_LETTERS, SayFact, SayInput
from takehold.gather.models import Say, SayKind, SayReply, SayState
from takehold.gather.queries import receipts, says
from takehold.gather.queries.desk import desk, offered
from takehold.gather.queries.listening import ears
from takehold.gather.queries.retention import days
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.initiatives.queries.names import names
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, Viewer

OPENED, REPLIED, CLOSED, WORD_BACK = "opened", "answered", "closed", "word back"
NEXT: Final[dict[tuple[str, str], str]] = {
    (SayState.RECEIVED, OPENED): SayState.READ,
    (SayState.RECEIVED, REPLIED): SayState.ANSWERED,
    (SayState.RECEIVED, WORD_BACK): SayState.RECEIVED,
    (SayState.READ, OPENED): SayState.READ,
    (SayState.READ, REPLIED): SayState.ANSWERED,
    (SayState.READ, CLOSED): SayState.CLOSED,
    (SayState.READ, WORD_BACK): SayState.READ,
    (SayState.ANSWERED, OPENED): SayState.ANSWERED,
    (SayState.ANSWERED, REPLIED): SayState.ANSWERED,
    (SayState.ANSWERED, CLOSED): SayState.CLOSED,
    (SayState.ANSWERED, WORD_BACK): SayState.RECEIVED,
    (SayState.CLOSED, OPENED): SayState.CLOSED,
    (SayState.CLOSED, REPLIED): SayState.CLOSED,
    (SayState.CLOSED, WORD_BACK): SayState.RECEIVED,
}
"""What becomes of something said. What is not here cannot happen; the rule for what is unsafe is ``following``."""


def following(kind: str, state: str, event: str) -> str | None:
    """The state after an event, or None where that cannot happen. What is unsafe closes only once it was answered."""
    if kind == SayKind.UNSAFE and event == CLOSED and state != SayState.ANSWERED:
        return None
    return NEXT.get((state, event))


def say(*, viewer: Viewer, said: SayInput, nonce: str, on: date) -> str:
    """Keep something said and return its receipt code. The same sending again changes nothing and gives the same code.

    Nothing is written to the audit: a line there would tell when it was sent.

    Args:
        viewer: who is signed in, if anybody; kept only where ``said.named``.
        nonce: the number of the form that was filled in.
        on: the day; it is all that is kept of the time.

    Raises:
        Invalid: no text, too much of it, or a choice that was not offered.
    """
    text = cleaned(said.text, most=MOST_LETTERS, field="text")
    if said.kind not in SayKind.values:
        raise Invalid("kind", _("Choose what it is about."))
    initiative, team = _chosen(viewer, said)
    person = viewer.person_id if said.named else None
    if said.named and person is None:
        raise NotAllowed(_("To say it with your name, sign in first."))
    payload = json.dumps([said.kind, text, said.slug, said.team_id, person], ensure_ascii=False)
    code = receipts.made(settings.SECRET_KEY, nonce, payload)
    row = Say(
        receipt_sha256=receipts.fingerprint(code), kind=said.kind, text=text, initiative_id=initiative, team_id=team,
        person_id=person, said_on=on, expires_on=on + timedelta(days=days(Kept.SAYS)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not Say.objects.filter(receipt_sha256=row.receipt_sha256).exists():
            raise
    return code


def _chosen(viewer: Viewer, said: SayInput) -> tuple[int | None, int | None]:
    """Ids of the change and team, which must have been offered."""
    if not said.slug and said.team_id is None:
        return None, None
    choice = offered(viewer=viewer, open_to_all=desk().lists_open)
    if said.slug and said.slug not in dict(choice.changes):
        raise Invalid("change", _("There is no such change to choose."))
    if said.team_id is not None and said.team_id not in dict(choice.teams):
        raise Invalid("team", _("There is no such team to choose."))
    asks = viewer if viewer.roles else people.system_viewer(on=viewer.on)
    found = (
        next((each.id for each in names(viewer=asks) if each.slug == said.slug), None) if said.slug else None
    )
    return found, said.team_id


def word_back(*, code: str, text: str, on: date) -> SayFact:
    """A word more from the sender, known by the receipt code alone; it waits for an answer again.

    Raises:
        Misread, NotFound: no such receipt. Invalid: no text.
    """
    text = cleaned(text, most=MOST_LETTERS, field="text")
    with transaction.atomic():
        row = Say.objects.select_for_update().filter(receipt_sha256=receipts.fingerprint(code)).first()
        if row is None:
            raise NotFound
        latest = row.replies.last()
        if not (latest and latest.by_sender and latest.text == text):  # the same form sent twice
            SayReply.objects.create(say=row, on=on, by_sender=True, text=text)
            _move(row, WORD_BACK)
    return says.status(code=code)


def open_say(*, viewer: Viewer, say_id: UUID, on: date) -> SayFact:
    """Read one: its sender learns that a person did. Raises ``NotYours``."""
    viewer.seen.pop(says.REACHED, None)
    found = says.say(viewer=viewer, say_id=say_id)
    if found.state == SayState.RECEIVED:
        Say.objects.filter(id=say_id, state=SayState.RECEIVED).update(state=SayState.READ, first_read_on=on)
        found = says.say(viewer=viewer, say_id=say_id)
    return found


def answer(*, viewer: Viewer, say_id: UUID, text: str, now: datetime) -> None:
    """Answer its sender.

    Raises:
        NotYours: not heard by this viewer. NotAllowed: read only. Invalid: no text.
    """
    text = cleaned(text, most=MOST_LETTERS, field="text")
    with transaction.atomic():
        row = _to_answer(viewer, say_id)
        latest = row.replies.last()
        if latest and not latest.by_sender and latest.author_id == viewer.person_id and latest.text == text:
            return
        SayReply.objects.create(say=row, on=viewer.on, author_id=viewer.person_id, text=text)
        row.answered_on = row.answered_on or viewer.on
        _move(row, REPLIED)
        audit.record(actor=viewer.actor, action="say answered", subject=f"say:{row.id}", now=now)


def close(*, viewer: Viewer, say_id: UUID, now: datetime) -> None:
    """End it. What is unsafe cannot be ended before it was answered. Raises as ``answer``."""
    with transaction.atomic():
        row = _to_answer(viewer, say_id)
        if not _move(row, CLOSED):
            raise NotAllowed(
                _("What was said to be wrong or unsafe is answered first.")
                if row.kind == SayKind.UNSAFE
                else _("It is closed already, or nobody has read it yet.")
            )
        audit.record(actor=viewer.actor, action="say closed", subject=f"say:{row.id}", now=now)


def _to_answer(viewer: Viewer, say_id: UUID) -> Say:
    viewer.seen.pop(says.REACHED, None)
    heard = ears(viewer)
    row = Say.objects.select_for_update().filter(says.reach(heard), id=say_id).first()
    if row is None:
        raise NotYours
    if not says.may_answer(row, heard):
        raise NotAllowed(_("It is answered by those who lead the change; you may read it."))
    return row


def _move(row: Say, event: str) -> bool:
    to = following(row.kind, row.state, event)
    if to is None:
        return False
    row.state = to
    row.save(update_fields=["state", "answered_on"])
    return True
