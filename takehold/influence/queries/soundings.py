"""Soundings for the leader who asked, and what waits for a colleague; nobody else reads either."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.core import signing
from django.db.models import Count, Prefetch
from django.utils import timezone

from takehold.gather.queries import listening
from takehold.influence import models
from takehold.influence.facts.soundings import (
    Course,
    Door,
    Form,
    Given,
    NamedLine,
    SoundingAnswer,
    SoundingFact,
    Soundings,
    Suggestion,
    Waiting,
)
from takehold.influence.queries import sounded
from takehold.people.facts import NotYours, RoleKind, Viewer

ASKERS: Final = (
    RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.COUNCIL, RoleKind.IT_LEAD, RoleKind.MANAGER, RoleKind.ADMIN,
)  # fmt: skip
SALT: Final = "takehold.influence.sounding"
MOST: Final = 40
HELPED: Final = 3
RECENT: Final = timedelta(days=90)


def soundings(*, viewer: Viewer) -> Soundings:
    """The reader's own soundings and what waits for the reader. Raises ``NotYours`` for whoever has no part here."""
    if viewer.person_id is None or not viewer.roles:
        raise NotYours
    rows = models.Sounding.objects.filter(leader_id=viewer.person_id)
    notes = Prefetch("notes", models.SoundingNote.objects.select_related("person"))
    rows = rows.annotate(many=Count("asked")).prefetch_related("tallies", notes)
    mine = tuple(_fact(row, viewer.on) for row in rows.order_by("-opened_on", "-id")[:MOST])
    fell = sounded.turned(mine)
    newest = next((each for each in mine if each.told is not None), None)
    course = sounded.first(newest.told) if newest is not None and newest.told is not None else None
    return Soundings(
        may_ask=may_ask(viewer),
        mine=mine,
        turned=fell,
        suggestion=Suggestion(course, _helped(viewer, course)) if course is not None else None,
        waiting=_waiting(viewer),
        given=_given(viewer),
    )


def may_ask(viewer: Viewer) -> bool:
    """Whether this viewer leads something that colleagues may be asked about."""
    return viewer.person_id is not None and viewer.has(*ASKERS)


def token(nonce: UUID) -> str:
    """The way in, which only the house can make; stored nowhere."""
    return signing.dumps(nonce.hex, salt=SALT)


def opened(text: str) -> UUID:
    """The number of a way in. Raises ``NotYours`` for any that the house did not make."""
    try:
        return UUID(hex=str(signing.loads(text, salt=SALT)))
    except (signing.BadSignature, ValueError) as error:
        raise NotYours from error


def door(*, nonce: UUID) -> Door:
    """What the colleague reads before answering. Raises ``NotYours``: nobody was asked like this, or it is forgotten."""
    row = models.SoundingAsked.objects.filter(nonce=nonce).select_related("sounding__leader").first()
    if row is None:
        raise NotYours
    asks = row.sounding
    over = timezone.localdate() > asks.closes_on
    return Door(
        asks.leader.name, asks.about, Form(asks.form), asks.closes_on, asks.least, row.used and not over, over
    )


def asked_lately(*, leader_id: int, on: date) -> tuple[frozenset[int], ...]:
    """Who was asked together by this leader in the last ninety days."""
    rows = models.Sounding.objects.filter(leader_id=leader_id, form=Form.GROUP, opened_on__gte=on - RECENT)
    return tuple(
        frozenset(each.person_id for each in row.asked.all()) for row in rows.prefetch_related("asked")
    )


def _fact(row: models.Sounding, on: date) -> SoundingFact:
    form, still = Form(row.form), on <= row.closes_on
    lines = _lines(row.notes.all())
    if form is Form.GROUP:
        counts = {(each.question, each.choice): each.answers for each in row.tallies.all()}
        told = None if still else sounded.of_group(counts, row.least)
    else:
        told = sounded.of_notes([each.said for each in lines])
    return SoundingFact(
        id=row.pk,
        about=row.about,
        form=form,
        opened_on=row.opened_on,
        closes_on=row.closes_on,
        asked=int(getattr(row, "many", 0)),
        open=still,
        least=row.least,
        told=told,
        lines=lines,
    )


def _lines(rows: Iterable[models.SoundingNote]) -> tuple[NamedLine, ...]:
    return tuple(
        NamedLine(
            each.person.name, each.on, SoundingAnswer(each.lands, each.openly, Course(each.course), each.note)
        )
        for each in rows
    )


def _waiting(viewer: Viewer) -> tuple[Waiting, ...]:
    rows = models.SoundingAsked.objects.filter(
        person_id=viewer.person_id or 0, used=False, sounding__closes_on__gte=viewer.on
    )
    return tuple(
        Waiting(
            each.sounding.leader.name, each.sounding.about, Form(each.sounding.form), each.sounding.closes_on,
            token(each.nonce),
        )
        for each in rows.select_related("sounding__leader").order_by("sounding__closes_on", "id")
    )  # fmt: skip


def _given(viewer: Viewer) -> tuple[Given, ...]:
    rows = models.SoundingNote.objects.filter(person_id=viewer.person_id or 0).select_related(
        "sounding__leader"
    )
    return tuple(
        Given(each.pk, each.sounding.leader.name, each.sounding.about, each.on)
        for each in rows.order_by("-id")
    )


def _helped(viewer: Viewer, course: Course) -> tuple[tuple[str, str, str, str], ...]:
    known = [each.id for each in listening.ears(viewer).changes]
    rows = models.Attempt.objects.filter(
        stakeholder__initiative_id__in=known, approach__in=sounded.TRIED[course], landed="towards"
    )
    return tuple(
        (row.approach, row.stakeholder.name, row.what, row.stakeholder.initiative.name)
        for row in rows.select_related("stakeholder__initiative").order_by("-on", "-id")[:HELPED]
    )
