"""Requests: those that somebody may read, one with all that belongs to it."""

from __future__ import annotations

from datetime import date

from django.db.models import Min, Prefetch, Q, QuerySet

from takehold.governance import models
from takehold.governance.facts.requests import (
    EDITABLE,
    CommentFact,
    ConsultedFact,
    ConsultedInput,
    Known,
    OptionFact,
    OptionInput,
    Process,
    Purpose,
    RequestFact,
    RequestInput,
    RequestLine,
    RequestState,
    RequestTurnFact,
    ServesFact,
    Signature,
    Stance,
)
from takehold.governance.queries import bodies
from takehold.governance.queries.rights import bodies_of, sits
from takehold.people.facts import EVERYWHERE, NotYours, Viewer

PAGE = 50
OPEN = (RequestState.SENT, RequestState.AGENDA)


def readable(viewer: Viewer) -> QuerySet[models.Request]:
    """What was sent: by roles over everything and the body's members; what was not, by whoever asks or signs."""
    if not viewer.roles:
        raise NotYours
    own = Q(asked_by_id=viewer.person_id or 0) | Q(co_owner_id=viewer.person_id or 0)
    sent = Q(sent_on__isnull=False)
    if not viewer.has(*EVERYWHERE):
        sent &= Q(body_id__in=bodies_of(viewer))
    return models.Request.objects.filter(own | sent)


def fetch(viewer: Viewer, request_id: int) -> models.Request:
    """A request that this viewer may read. Raises ``NotYours``."""
    row = readable(viewer).select_related("body").filter(id=request_id).first()
    if row is None:
        raise NotYours
    return row


def mine(viewer: Viewer, row: models.Request) -> bool:
    """Whether the viewer asked for it."""
    return row.asked_by_id is not None and row.asked_by_id == viewer.person_id


def may_comment(viewer: Viewer, row: models.Request) -> bool:
    """Whoever asked, signs, or sits in the body."""
    return viewer.person_id is not None and (
        viewer.person_id in (row.asked_by_id, row.co_owner_id) or row.body_id in bodies_of(viewer)
    )


def waiting(*, viewer: Viewer) -> tuple[RequestLine, ...]:
    """What lies with a body now: what is on an agenda by its day, then what was sent, the oldest first."""
    rows = _lines(readable(viewer).filter(state__in=OPEN)).order_by("meets_on", "sent_on", "id")[: 4 * PAGE]
    found = [line(row, viewer) for row in rows]
    return tuple(sorted(found, key=lambda each: each.state is not RequestState.AGENDA))


def next_meeting(*, viewer: Viewer) -> date | None:
    """The next day, from today on, on whose agenda something stands that this viewer may read; one query."""
    rows = readable(viewer).filter(state=RequestState.AGENDA, meets_on__gte=viewer.on)
    found: date | None = rows.aggregate(next=Min("meets_on"))["next"]
    return found


def own(*, viewer: Viewer) -> tuple[RequestLine, ...]:
    """What the viewer asked for or is to sign, what is not over first."""
    person = viewer.person_id or 0
    rows = _lines(readable(viewer).filter(Q(asked_by_id=person) | Q(co_owner_id=person)))[:PAGE]
    over = (RequestState.DECIDED, RequestState.WITHDRAWN)
    return tuple(sorted((line(row, viewer) for row in rows), key=lambda each: each.state in over))


def requests(*, viewer: Viewer, offset: int = 0) -> tuple[tuple[RequestLine, ...], int]:
    """A page of all of them, the newest first, and how many there are."""
    every = readable(viewer)
    rows = _lines(every)[offset : offset + PAGE]
    return tuple(line(row, viewer) for row in rows), every.count()


def request(*, viewer: Viewer, request_id: int) -> RequestFact:
    """One request with all that belongs to it. Raises ``NotYours``."""
    rows = readable(viewer).select_related("body", "initiative", "asked_by", "co_owner", "decision")
    serves = models.RequestServes.objects.select_related("priority")
    row = (
        rows.prefetch_related(
            Prefetch("body__seats", queryset=models.Seat.objects.select_related("person")),
            Prefetch("serves", queryset=serves),
            Prefetch("comments", queryset=models.RequestComment.objects.select_related("person")),
            "options",
            "consulted",
            "turns",
        )
        .filter(id=request_id)
        .first()
    )
    if row is None:
        raise NotYours
    return fact(row, viewer)


def line(row: models.Request, viewer: Viewer) -> RequestLine:
    """The row in a list. Its body and change are fetched with it."""
    return RequestLine(
        id=row.pk,
        title=row.title,
        body=row.body.name,
        purpose=Purpose(row.purpose),
        state=RequestState(row.state),
        slug=row.initiative.slug if row.initiative is not None else "",
        change=row.initiative.name if row.initiative is not None else "",
        sent_on=row.sent_on,
        meets_on=row.meets_on,
        mine=mine(viewer, row),
    )


def fact(row: models.Request, viewer: Viewer) -> RequestFact:
    """The row as a fact, all that belongs to it fetched before."""
    seats = list(row.body.seats.all())
    asked = mine(viewer, row)
    return RequestFact(
        line=line(row, viewer),
        said=_said(row),
        body=bodies.fact(row.body, viewer),
        version=row.version,
        asked_by=row.asked_by.name if row.asked_by is not None else "",
        signature=_signature(row, viewer),
        options=tuple(
            OptionFact(each.pk, OptionInput(each.name, each.pros, each.cons, each.nothing, each.recommended))
            for each in row.options.all()
        ),
        consulted=tuple(
            ConsultedFact(each.pk, ConsultedInput(each.who, each.said, Stance(each.stance), each.on))
            for each in row.consulted.all()
        ),
        serves=tuple(
            ServesFact(each.pk, each.priority_id, each.priority.name, each.how,
                       each.priority.last is None or each.priority.last >= viewer.on)
            for each in row.serves.all()
        ),
        turns=tuple(
            RequestTurnFact(each.on, RequestState(each.before), RequestState(each.after), each.reason)
            for each in row.turns.all()
        ),
        comments=tuple(
            CommentFact(each.pk, each.person.name, each.on, each.text, each.person_id == viewer.person_id)
            for each in row.comments.all()
        ),
        times_sent=sum(each.after == RequestState.SENT and each.before != RequestState.AGENDA for each in row.turns.all()),
        may_edit=asked and row.state in EDITABLE,
        may_sign=row.co_owner_id is not None and row.co_owner_id == viewer.person_id,
        may_comment=viewer.person_id is not None
        and (viewer.person_id in (row.asked_by_id, row.co_owner_id) or sits(viewer, seats)),
        both=_both(row, asked and sits(viewer, seats)),
        decision_id=getattr(getattr(row, "decision", None), "pk", None),
        known=_known(row),
    )  # fmt: skip


def _both(row: models.Request, by_role: bool) -> bool:
    """Whether whoever asked also sits in the body, as a person or by a role."""
    asker = row.asked_by_id
    return by_role or any(each.person_id == asker for each in row.body.seats.all() if asker is not None)


def _said(row: models.Request) -> RequestInput:
    return RequestInput(
        body_id=row.body_id, title=row.title, purpose=Purpose(row.purpose), ask=row.ask,
        slug=row.initiative.slug if row.initiative is not None else "", cost=row.cost, risk=row.risk,
        mitigation=row.mitigation, load=row.load, process=Process(row.process), process_name=row.process_name,
        process_plan=row.process_plan, co_owner_id=row.co_owner_id,
    )  # fmt: skip


def _known(row: models.Request) -> Known:
    told = row.known
    return Known(
        tuple(told.get("loads", ())), tuple(told.get("support", ())), told.get("inconsistent"),
        told.get("process_told", ""), row.known_on,
    )  # fmt: skip


def _signature(row: models.Request, viewer: Viewer) -> Signature:
    own = row.co_owner_id is not None and row.co_owner_id == viewer.person_id
    stale = row.signed_on is not None and row.signed_text != row.text_version
    name = row.co_owner.name if row.co_owner is not None else ""
    return Signature(name, row.signed_on, stale, own)


def _lines(rows: QuerySet[models.Request]) -> QuerySet[models.Request]:
    return rows.select_related("body", "initiative")
