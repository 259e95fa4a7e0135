"""Surveys as their pages show them: of a change, one by its id, and what is due."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.gather.disclosure.rights import known
from takehold.gather.facts.brought import ELSEWHERE
from takehold.gather.facts.helping import APART, HELP
from takehold.gather.facts.surveys import (
    LANGUAGES,
    Audience,
    MailCount,
    Moment,
    MovedDay,
    Survey,
    YouSaidFact,
)
from takehold.gather.models import Invitation, LastDay, Wave, WaveState
from takehold.gather.queries import asking, promises
from takehold.gather.queries import moments as calendar
from takehold.initiatives import queries as initiatives
from takehold.initiatives.facts import Initiative
from takehold.people import queries as people
from takehold.people.facts import NotAllowed, NotFound, NotYours, Viewer

FINISHED = (WaveState.CLOSED, WaveState.ANSWERED)
RUNNING = (WaveState.OPEN, WaveState.CLOSED)
CHANGES = "changes of surveys"
WAITING, SENT, BOUNCED, NO_ADDRESS = "waiting", "sent", "bounced", "none"


def rows() -> QuerySet[Wave]:
    """Surveys with what their facts need."""
    return Wave.objects.select_related("initiative").prefetch_related(*PARTS)


PARTS = ("asked_teams", "open_links", "you_said")


def fetch(viewer: Viewer, wave_id: UUID) -> tuple[Wave, Initiative]:
    """A survey and its change, for whoever may read the change; a plan only for those who lead it. ``NotYours`` else."""
    row = known(Wave.objects.select_related("initiative"), viewer).filter(pk=wave_id).first()
    if row is None:
        raise NotYours
    change = initiatives.initiative(viewer=viewer, slug=row.initiative.slug, marks=False)
    if row.state == WaveState.DRAFT and not change.may_edit:
        raise NotYours
    return row, change


def editable(viewer: Viewer, wave_id: UUID) -> tuple[Wave, Initiative]:
    """As ``fetch``, for those who lead the change. Others are told so, ``NotAllowed``, where they may know of it."""
    row, change = fetch(viewer, wave_id)
    need_lead(change)
    return row, change


def need_lead(change: Initiative) -> None:
    """Surveys are planned by those who lead the change."""
    if not change.may_edit:
        raise NotAllowed(_("Surveys are planned by those who lead this change."))


def change_to_ask(*, viewer: Viewer, slug: str) -> Initiative:
    """The change, for those who may ask about it."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    need_lead(change)
    return change


def survey(*, viewer: Viewer, wave_id: UUID) -> Survey:
    """One survey with all that its page shows. Raises ``NotYours``."""
    row, change = fetch(viewer, wave_id)
    more: dict[str, Any] = {"definition": row.definition}
    if row.state == WaveState.DRAFT:
        plans = asking.planned(row.created_at, row.pk)
        teams = next((plan.chosen for plan in plans if plan.own), frozenset())
        on = max(row.opens_on, viewer.on)
        more["why_not"] = obstacles(row, change, on)
        more["audience"] = asking.audience(
            viewer=viewer, initiative=change, team_ids=teams, on=on, plans=plans
        )
        return fact(row, change.may_edit, teams=teams, **more)
    more["moved"] = moves(row.pk)
    if row.state == WaveState.OPEN and change.may_edit:
        more["mail"] = mail_count(row.pk)
    return fact(row, change.may_edit, **more)


def moves(wave_id: UUID) -> tuple[MovedDay, ...]:
    """How the last day was moved, in its order."""
    rows = LastDay.objects.filter(wave_id=wave_id)
    return tuple(MovedDay(each.was, each.day, each.reason, each.at) for each in rows)


def survey_to_lead(*, viewer: Viewer, wave_id: UUID) -> Survey:
    """One survey for those who lead its change, with its questions."""
    row, change = editable(viewer, wave_id)
    return fact(row, change.may_edit, definition=row.definition)


def open_link(*, viewer: Viewer, wave_id: UUID, kind: str) -> tuple[Survey, UUID] | None:
    """An open survey and the number behind one of its open links, for those who lead its change."""
    row, change = editable(viewer, wave_id)
    link = row.open_links.filter(kind=kind).first() if row.state == WaveState.OPEN else None
    return (fact(row, change.may_edit, light=True, reasons=change.reasons), link.nonce) if link else None


def shortly(*, viewer: Viewer, wave_id: UUID) -> Survey:
    """One survey without its parts: what stands above a page about it."""
    row, change = fetch(viewer, wave_id)
    return fact(row, change.may_edit, light=True, definition=row.definition)


def promise_in(found: Survey, language: str) -> str:
    """What is promised, in the language that is active: as it was sealed, else as it would be."""
    return found.promise_text.get(language) or promises.sentence(
        found.promise, found.k_scores, found.k_comments
    )


def change_of(*, viewer: Viewer, slug: str) -> Initiative:
    """The change, for whoever may read it."""
    return initiatives.initiative(viewer=viewer, slug=slug, marks=False)


def surveys(*, viewer: Viewer, slug: str = "") -> tuple[Survey, ...]:
    """Surveys of the changes this viewer may read, newest first; plans only where the viewer leads the change."""
    readable = {each.id: each.may_edit for each in changes(viewer)} if not slug else {}
    if slug:
        change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
        readable = {change.id: change.may_edit}
    found = known(rows(), viewer).filter(initiative_id__in=readable)
    return tuple(
        fact(row, readable[row.initiative_id])
        for row in found
        if row.state != WaveState.DRAFT or readable[row.initiative_id]
    )


def changes(viewer: Viewer) -> tuple[Initiative, ...]:
    """The changes this viewer may read, looked up once a request."""
    kept = viewer.seen.get(CHANGES)
    if not isinstance(kept, tuple):
        kept = tuple(line.initiative for line in initiatives.lines(viewer=viewer, filter="all"))
        viewer.seen[CHANGES] = kept
    return kept


def changes_to_ask(*, viewer: Viewer) -> tuple[Initiative, ...]:
    """Running changes that this viewer leads."""
    return tuple(each for each in changes(viewer) if each.may_edit and each.ended_on is None)


def fact(
    row: Wave, may_edit: bool, *, light: bool = False, teams: frozenset[int] | None = None, **more: Any
) -> Survey:
    """The row as a fact. ``light``: without the parts that stand in tables of their own."""
    if teams is None:
        teams = frozenset() if light else frozenset(each.team_id for each in row.asked_teams.all())
    said = () if light or row.state not in FINISHED else row.you_said.all()
    return Survey(
        id=row.pk,
        slug=row.initiative.slug,
        change=row.initiative.name,
        title=row.title,
        template=row.template,
        moment=row.moment,
        state=row.state,
        promise=row.promise,
        promise_version=row.promise_version,
        promise_text=row.promise_text,
        promise_sha256=row.promise_sha256,
        languages=tuple(code for code in LANGUAGES if code in row.languages),
        tree=row.tree,
        k_scores=row.k_scores,
        k_comments=row.k_comments,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        answered_at=row.answered_at,
        version=row.version,
        created_at=row.created_at,
        team_ids=teams,
        channels=() if light else tuple(sorted(each.kind for each in row.open_links.all())),
        may_edit=may_edit,
        you_said=tuple(YouSaidFact(each.said, each.done, each.answer, each.written_at) for each in said),
        **more,
    )


def mail_count(wave_id: UUID) -> MailCount:
    """What became of the invitations, as numbers."""
    counted = Counter(Invitation.objects.filter(wave_id=wave_id).values_list("mail", flat=True))
    return MailCount(
        invited=sum(counted.values()),
        waiting=counted[WAITING],
        sent=counted[SENT],
        bounced=counted[BOUNCED],
        without_address=counted[NO_ADDRESS],
        goes_out=mails_go_out(),
    )


def obstacles(row: Wave, change: Initiative, on: date) -> tuple[str, ...]:
    """What keeps a planned survey from opening on a day, in sentences; nothing when it would open."""
    others = Wave.objects.filter(initiative_id=row.initiative_id).exclude(pk=row.pk).exclude(moment=ELSEWHERE)
    others = others.order_by("-closes_on")
    found = [
        _("First write “you said, we did” for “{title}”: the next survey waits for it.").format(title=title)
        if state == WaveState.CLOSED
        else _("Another survey of this change is still open.")
        for state, title, template in others.filter(state__in=RUNNING).values_list(
            "state", "title", "template"
        )
        if state == WaveState.CLOSED
        or template not in APART  # what is open for one group alone runs beside surveys
    ]
    if change.ended_on is not None and change.ended_on <= on:
        found.append(_("This change has ended."))
    return tuple(found)


def audience_of_plan(
    *, viewer: Viewer, slug: str, on: date, team_ids: frozenset[int] = frozenset()
) -> Audience:
    """Who would be asked on a day."""
    change = change_to_ask(viewer=viewer, slug=slug)
    plans = asking.planned()
    return asking.audience(viewer=viewer, initiative=change, team_ids=team_ids, on=on, plans=plans)


def moments(*, viewer: Viewer, slug: str) -> tuple[Moment, ...]:
    """The calendar of a change's surveys, with those that are there."""
    change = initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    there = dict(Wave.objects.filter(initiative_id=change.id).values_list("moment", "id"))
    return calendar.moments(go_live=change.go_live, today=viewer.on, there=there)


def slug_of(wave_id: UUID) -> str:
    """The change of a survey. Raises ``NotFound``."""
    found = Wave.objects.filter(pk=wave_id).values_list("initiative__slug", flat=True).first()
    if found is None:
        raise NotFound
    return str(found)


def mails_go_out() -> bool:
    """Whether a mail server is set up. Without one mails wait: a link in a log would be a key for whoever reads it."""
    return not settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".filebased.EmailBackend"))


def due(now: datetime) -> tuple[tuple[str, str], ...]:
    """What surveys want done: (step, id). Steps: open, tell, mail, remind, close."""
    today = timezone.localdate(now)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    jobs: list[tuple[str, UUID]] = []
    for row in Wave.objects.filter(free, state__in=(WaveState.DRAFT, WaveState.OPEN)).order_by(
        "opens_on", "id"
    ):
        if row.state == WaveState.DRAFT:
            if row.opens_on <= today < row.closes_on:
                jobs.append(("open", row.pk))
        elif today > row.closes_on:
            jobs.append(("close", row.pk))
        elif not mails_go_out():
            continue
        elif row.last_days.filter(told=False).exists():
            jobs.append(("tell", row.pk))  # before those who wait are mailed, who read the new day anyway
        elif row.invitations.filter(mail=WAITING).exists():
            jobs.append(("mail", row.pk))
        elif today >= reminded_from(row) and to_remind(row).exists():
            jobs.append(("remind", row.pk))
    return tuple((step, str(wave)) for step, wave in jobs)


def reminded_from(row: Wave) -> date:
    """The day of the one reminder: half way."""
    return row.opens_on + (row.closes_on - row.opens_on) / 2


def to_remind(row: Wave) -> QuerySet[Invitation]:
    """Invitations not used that were mailed and not yet reminded. In an anonymous survey nobody knows: all.

    Of an offer nobody is reminded: whoever does not want it has declined it by silence.
    """
    if row.template == HELP:
        return row.invitations.none()
    return row.invitations.filter(
        used=False, mail=SENT, reminded_on__isnull=True, mailed_on__lt=reminded_from(row)
    )


def team_choices(*, viewer: Viewer, change: Initiative) -> tuple[Any, ...]:
    """Teams of the change's audience that can be chosen."""
    meant = set(asking.reached(viewer, change, (), viewer.on))
    return tuple(team for team in people.current(people.sight(viewer=viewer).teams) if team.id in meant)
