"""How a change is kept in view: its reasons, the beat of its loop, whether it is business as usual."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from takehold.analysis.facts import Verdict
from takehold.initiatives import models
from takehold.initiatives.facts import (
    Criterion,
    FreshFact,
    FreshKind,
    LookedAgain,
    Part,
    ReasonFact,
    Reasons,
    Rhythm,
    SettledFact,
    TurnPart,
)
from takehold.initiatives.queries import payload
from takehold.initiatives.queries.beat import following, free_days, months_after, with_done
from takehold.initiatives.queries.changes import MARKS_FROM, MARKS_TO, fetch
from takehold.initiatives.queries.rights import may_edit
from takehold.initiatives.queries.standings import outlook_of
from takehold.ledger import queries as ledger
from takehold.people import queries as people
from takehold.people.facts import Viewer

LOOKS = (3, 6, 12)
"""Months after which a change that is business as usual is looked at again."""
GONE_LIVE = timedelta(weeks=12)
USUAL_WEEKS = 8
"""Where no beat was chosen: after so long the reasons count as not told anew."""
SHOWN_DONE = 4


def reasons(*, viewer: Viewer, slug: str) -> Reasons:
    """Why the change is made, and what told it anew. Raises ``NotYours``."""
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    fresh = tuple(
        FreshFact(each.pk, FreshKind(each.kind), each.text, each.source, each.told_on)
        for each in row.fresh.filter(taken_back_on=None)
    )
    said = tuple(ReasonFact(each.text, each.said_on) for each in row.reasons.all())
    running = row.rhythms.filter(ended_on=None).first()
    weeks = running.every_weeks if running is not None else USUAL_WEEKS
    last = max((each.told_on for each in fresh), default=max((each.said_on for each in said), default=None))
    stale = last is not None and row.ended_on is None and viewer.on - last > timedelta(weeks=weeks)
    return Reasons(said, fresh, last if stale else None, may_edit(viewer, row.pk, row.lead_id))


def rhythm(*, viewer: Viewer, slug: str) -> Rhythm:
    """The beat of a change: what was missed, what was done last, what is next. Raises ``NotYours``."""
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    running = row.rhythms.filter(ended_on=None).first()
    settled = tuple(_settled(each) for each in row.settled.order_by("-id").prefetch_related("checks"))
    usual = bool(settled) and settled[0].ended_on is None
    every = parts_of(viewer, slug, running) if running is not None else ()
    ahead = [each for each in every if each.done_on is None and each.due_on >= viewer.on]
    behind = [each for each in every if each.missed(viewer.on)]
    done = [each for each in every if each.done_on is not None][-SHOWN_DONE:]
    shown = sorted([*behind, *done, *ahead[: len(Part)]], key=lambda each: each.due_on)
    return Rhythm(
        every_weeks=running.every_weeks if running is not None else None,
        parts=tuple(shown) if not usual else (),
        following=following(every, viewer.on) if not usual else None,
        missed=len(behind) if not usual else 0,
        settled=settled,
        may_edit=may_edit(viewer, row.pk, row.lead_id),
    )


def beats(*, viewer: Viewer, initiative_ids: Collection[int]) -> dict[int, TurnPart]:
    """The part of the loop that is to be done first, by change: the oldest that was missed, else the next. Without changes
    that have no rhythm or are business as usual. The ids are of changes this viewer may read; two queries."""
    settled = models.Settled.objects.filter(initiative=OuterRef("initiative"), ended_on=None)
    rows = models.Rhythm.objects.filter(
        ended_on=None, initiative__in=initiative_ids, initiative__ended_on=None
    )
    running = list(rows.filter(~Exists(settled)).annotate(slug=F("initiative__slug")))
    if not running:
        return {}
    marks = ledger.marks(scope=people.scope(viewer=viewer), first=MARKS_FROM, last=MARKS_TO)
    found = {}
    for row in running:
        free = free_days(marks, row.slug)
        parts = with_done(row.first_on, row.every_weeks, row.done, free, viewer.on)
        found[row.initiative_id] = next(each for each in parts if each.done_on is None)
    return found


def parts_of(viewer: Viewer, slug: str, running: models.Rhythm) -> tuple[TurnPart, ...]:
    """Every part of a rhythm up to today and a turn ahead, with what was done."""
    marks = ledger.marks(scope=people.scope(viewer=viewer), first=MARKS_FROM, last=MARKS_TO)
    return with_done(running.first_on, running.every_weeks, running.done, free_days(marks, slug), viewer.on)


def turn_begins(running: models.Rhythm, turn: int) -> date:
    """The first day of a turn, which counts from 1."""
    return running.first_on + timedelta(weeks=running.every_weeks * (turn - 1))


def criteria(*, viewer: Viewer, slug: str) -> tuple[Criterion, ...]:
    """What must hold, as far as this room knows, before the change is business as usual. Raises ``NotYours``."""
    row = fetch(viewer, slug, people.sight(viewer=viewer))
    rows = list(row.behaviours.select_related("outlook").defer("outlook__short"))
    words = [_word(each) for each in rows]
    live = [each.on for each in row.go_lives.all()]
    slipping = _slips(row.pk, viewer.on).count()
    early = sum(viewer.on - each < GONE_LIVE for each in live)
    return (
        Criterion("holding", sum(each is not Verdict.HOLDING for each in words) if words else None),
        Criterion("no slip", slipping),
        Criterion("gone live", early if live else None),
        Criterion("co-owner", int(row.co_owner_id is None)),
    )


def words_now(initiative_id: int) -> dict[str, str]:
    """The word of each behaviour's verdict over all teams, by its name."""
    rows = models.DesiredBehaviour.objects.filter(initiative=initiative_id).select_related("outlook")
    found = ((each.name, _word(each)) for each in rows.defer("outlook__short"))
    return {name: (word or Verdict.CANNOT_TELL).value for name, word in found}


def due_looks(*, now: datetime) -> tuple[int, ...]:
    """Ids of settled rows whose next look is due, or whose change slips again."""
    today = timezone.localdate(now)
    rows = models.Settled.objects.filter(ended_on=None, initiative__ended_on=None)
    found = []
    for row in rows.prefetch_related("checks"):
        waits = next_look(row)
        if (waits is not None and waits[1] <= today) or slipped_since(row, today):
            found.append(row.pk)
    return tuple(found)


def next_look(row: models.Settled) -> tuple[int, date] | None:
    """After how many months the next look is due, and the day; None after the last."""
    return look_after(row.on, {each.months for each in row.checks.all()})


def look_after(on: date, looked: Collection[int]) -> tuple[int, date] | None:
    """As ``next_look``, of the day on which a change was settled and the months after which it was looked at."""
    left = [months for months in LOOKS if months not in looked]
    return (left[0], months_after(on, left[0])) if left else None


def slipped_since(row: models.Settled, today: date) -> bool:
    """Whether a team slid back after it was settled, as everybody may read: or before, and it could not be read yet."""
    later = Q(opened_on__gt=row.on) | Q(visible_above_on__gt=row.on)
    return _slips(row.initiative_id, today).filter(later).exists()


def _slips(initiative_id: int, today: date) -> QuerySet[models.Alert]:
    real = Q(state="answered", resolution="real", closed_on=None)
    of_change = models.Alert.objects.filter(behaviour__initiative=initiative_id, visible_above_on__lte=today)
    return of_change.filter(Q(state="alert") | real)


def _word(row: models.DesiredBehaviour) -> Verdict | None:
    outlook = outlook_of(row)
    return payload.read(outlook.whole["verdict"]).verdict if outlook is not None else None


def _settled(row: models.Settled) -> SettledFact:
    waits = next_look(row) if row.ended_on is None else None
    looks = sorted(row.checks.all(), key=lambda each: each.months)
    return SettledFact(
        on=row.on,
        despite=row.despite,
        looks=tuple(
            LookedAgain(each.months, each.looked_on, tuple(sorted(each.words.items()))) for each in looks
        ),
        next_look=waits[1] if waits is not None else None,
        ended_on=row.ended_on,
        ended_because=row.ended_because,
    )
