"""What was said, for who said it (by the receipt code) and for who listens (by what they lead)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from takehold.gather.facts.says import SayFact, SayReplyFact, SaysPage
from takehold.gather.models import Say, SayKind, SayState
from takehold.gather.queries.listening import Ears, ears
from takehold.gather.queries.receipts import fingerprint
from takehold.people.facts import NotFound, NotYours, Viewer

REACHED = "says reached"
WAITING = (SayState.RECEIVED, SayState.READ)


def status(*, code: str) -> SayFact:
    """What became of something said, for whoever has its receipt code.

    Raises:
        Misread: the code cannot be one. NotFound: there is none of that code.
    """
    row = _rows().filter(receipt_sha256=fingerprint(code)).first()
    if row is None:
        raise NotFound
    return fact(row)


def says(
    *, viewer: Viewer, slug: str = "", show: str = "waiting", offset: int = 0, limit: int = 50
) -> SaysPage:
    """What this viewer may hear, that which is unsafe and waits first, then the oldest. ``show``: waiting or all."""
    heard = ears(viewer)
    mine = Say.objects.filter(reach(heard))
    if slug:
        mine = mine.filter(initiative__slug=slug)
    waits, unsafe = Q(state__in=WAITING), Q(kind=SayKind.UNSAFE)
    every = [each for each in reached(viewer) if not slug or each.initiative_id in _ids(heard, slug)]
    waiting = [each for each in every if each.state in WAITING]
    alarming = [each for each in waiting if each.kind == SayKind.UNSAFE]
    shown = mine.filter(waits) if show == "waiting" else mine
    first = Case(
        When(waits & unsafe, then=Value(0)),
        When(waits, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = list(
        _rows(shown, "replies")
        .annotate(turn=first)
        .order_by("turn", "said_on", "id")[offset : offset + limit]
    )
    return SaysPage(
        rows=tuple(fact(row, heard, viewer.on, words=False) for row in rows),
        total=len(waiting if show == "waiting" else every),
        waiting=len(waiting),
        unsafe=len(alarming),
        oldest_unsafe=min((each.said_on for each in alarming), default=None),
        oldest=min((each.said_on for each in waiting), default=None),
    )


def reached(viewer: Viewer) -> list[Say]:
    """Everything this viewer hears, without replies and names: kept for the page, for counting and for themes."""
    kept = viewer.seen.get(REACHED)
    if isinstance(kept, list):
        return kept
    columns = ("id", "kind", "state", "said_on", "initiative_id", "text")
    found = list(Say.objects.filter(reach(ears(viewer))).only(*columns))
    viewer.seen[REACHED] = found
    return found


def _ids(heard: Ears, slug: str) -> frozenset[int]:
    return frozenset(each.id for each in heard.changes if each.slug == slug)


def say(*, viewer: Viewer, say_id: UUID) -> SayFact:
    """One thing said. Raises ``NotYours`` for who may not hear it."""
    heard = ears(viewer)
    row = _rows().filter(reach(heard), id=say_id).first()
    if row is None:
        raise NotYours
    return fact(row, heard, viewer.on)


def own(*, viewer: Viewer) -> tuple[SayFact, ...]:
    """What this person said with their name."""
    if viewer.person_id is None:
        return ()
    return tuple(fact(row) for row in _rows().filter(person_id=viewer.person_id).order_by("-said_on", "id"))


def reach(heard: Ears) -> Q:
    """Which says somebody may hear: of changes they lead, of teams they manage, all that is unsafe for who is on duty."""
    found = Q(initiative_id__in=heard.leads) | Q(team_id__in=heard.teams)
    if heard.house_wide:
        found |= Q(initiative__isnull=True)
    if heard.duty:
        found |= Q(kind=SayKind.UNSAFE)
    return found


def may_answer(row: Say, heard: Ears) -> bool:
    """Those who lead the change answer; of what is unsafe also who is on duty. A team's manager reads."""
    if heard.duty and row.kind == SayKind.UNSAFE:
        return True
    return row.initiative_id in heard.leads if row.initiative_id else heard.house_wide


def fact(row: Say, heard: Ears | None = None, on: date | None = None, *, words: bool = True) -> SayFact:
    """The row as a fact; without ``heard`` as its sender reads it."""
    replies = tuple(
        SayReplyFact(each.on, each.by_sender, each.author.name if each.author else "", each.text)
        for each in (row.replies.all() if words else ())
    )
    answers = heard is not None and may_answer(row, heard)
    since = waiting_since(row) if row.state in WAITING else None
    return SayFact(
        id=row.id,
        kind=row.kind,
        kind_words=str(SayKind(row.kind).label),
        state=row.state,
        state_words=str(SayState(row.state).label),
        text=row.text,
        slug=row.initiative.slug if row.initiative else "",
        change=row.initiative.name if row.initiative else "",
        team=row.team.name if row.team else "",
        sender=(row.person.name if row.person else ""),
        said_on=row.said_on,
        waits_since=since,
        waits_days=max(0, (on - since).days) if since and on else 0,
        answered_on=row.answered_on,
        expires_on=row.expires_on,
        replies=replies,
        may_answer=answers,
        may_close=answers
        and (row.state == SayState.ANSWERED or (row.state == SayState.READ and row.kind != SayKind.UNSAFE)),
    )


def waiting_since(row: Say) -> date:
    """The day it was said, or, once answered, that of the first word back which has no answer yet."""
    since: date = row.said_on
    for each in row.replies.all():
        if not each.by_sender:
            since = date.max
        elif since == date.max:
            since = each.on
    return row.said_on if since == date.max else since


def _rows(rows: QuerySet[Say] | None = None, replies: str = "replies__author") -> QuerySet[Say]:
    found = Say.objects.all() if rows is None else rows
    return found.select_related("initiative", "team", "person").prefetch_related(replies)
