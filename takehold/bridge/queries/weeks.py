"""One's own actions, what was said of moves, and how visible a sponsor was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from takehold.analysis.series import monday
from takehold.bridge import models
from takehold.bridge.facts import ActionKind, ActionState
from takehold.bridge.facts.weeks import ActFact, ActKind, MyAction, Said, SaidFact, Visibility
from takehold.bridge.queries import payload, playbook
from takehold.bridge.queries.actions import team_ids
from takehold.gaps.facts.promises import Promises
from takehold.gather.queries.listening import ears_for_changes
from takehold.initiatives.queries.names import ChangeName
from takehold.people import queries as people
from takehold.people.facts import OF_A_CHANGE, OF_A_TEAM, ReportingUnit, RoleKind, Viewer

GOES_ON: Final = (ActionState.AGREED, ActionState.DOING)
TOLD: Final = timedelta(weeks=8)
"""So long what an action did stands in the week."""
REFUSED: Final = timedelta(weeks=8)
"""So long a move that was not right is not proposed again."""
QUARTER: Final = timedelta(days=91)
MOST: Final = 50
ACTS_SHOWN: Final = 5


def my_actions(*, viewer: Viewer) -> tuple[MyAction, ...]:
    """Actions that this viewer owns, by name or by a role (for the change, for all teams of the action, or for teams of the
    change where the action is for everybody): those that go on, and those looked at lately. The one that begins first
    comes first."""
    rows = [row for row in _mine(viewer) if _is_mine(row, viewer)][:MOST]
    units = people.sight(viewer=viewer).units if rows else ()
    return tuple(
        _my_action(row, tuple(sorted(each.name for each in units if each.team_ids & team_ids(row))))
        for row in rows
    )


def beginnings_owed(*, viewer: Viewer, first: date) -> Promises:
    """What became of the actions that this viewer answers for by name and that were to begin between a day and today; one
    query. What was declined or never agreed to is no promise."""
    rows = models.Action.objects.filter(
        owner=viewer.person_id or 0, begins_on__gte=first, begins_on__lte=viewer.on
    )
    found = rows.exclude(state__in=(ActionState.PROPOSED, ActionState.NOT_RIGHT)).aggregate(
        kept=Count("id", filter=Q(began_on__lte=F("begins_on"))),
        late=Count("id", filter=Q(began_on__gt=F("begins_on"))),
        open=Count("id", filter=Q(began_on=None)),
    )
    return Promises(**found)


def said(*, viewer: Viewer) -> tuple[SaidFact, ...]:
    """What this viewer said of moves in the last weeks, the newest first."""
    rows = models.MoveSaid.objects.filter(
        person=viewer.person_id or 0, week__gt=monday(viewer.on) - REFUSED
    ).order_by("-on", "-id")
    return tuple(SaidFact(each.week, each.key, Said(each.said), each.reason, each.on) for each in rows)


def hidden(found: Sequence[SaidFact], on: date) -> frozenset[str]:
    """Keys of moves that are not proposed today: said of this week, done in the week before, or not right lately."""
    week = monday(on)
    return frozenset(
        each.key
        for each in found
        if each.week == week
        or each.said is Said.NOT_RIGHT
        or (each.said is Said.DONE and each.week >= week - timedelta(weeks=1))
    )


def visibility(*, viewer: Viewer, changes: Sequence[ChangeName]) -> tuple[Visibility, ...]:
    """How visible the sponsor of each of these changes was to its groups in the last quarter; one query for all."""
    acts: dict[int, list[models.VisibleAct]] = defaultdict(list)
    ids = [each.id for each in changes]
    for row in models.VisibleAct.objects.filter(initiative__in=ids, on__gt=viewer.on - QUARTER):
        acts[row.initiative_id].append(row)
    units = people.sight(viewer=viewer).units if changes else ()
    return tuple(
        _visible(
            each,
            acts[each.id],
            [unit for unit in units if not each.team_ids or unit.team_ids & each.team_ids],
        )
        for each in changes
    )


def _visible(
    change: ChangeName, rows: Sequence[models.VisibleAct], units: Sequence[ReportingUnit]
) -> Visibility:
    everybody = any(not each.team_ids for each in rows)
    seen = frozenset(team for each in rows for team in each.team_ids)
    acts = tuple(
        ActFact(
            ActKind(each.kind),
            each.on,
            each.what,
            tuple(unit.name for unit in units if unit.team_ids & frozenset(each.team_ids)),
        )
        for each in rows[:ACTS_SHOWN]
    )
    unseen = () if everybody else tuple(unit.name for unit in units if not unit.team_ids & seen)
    return Visibility(change.slug, change.name, acts, unseen, len(units))


def wants_mail(*, viewer: Viewer) -> bool:
    """Whether this viewer gets the week as a mail."""
    return not models.NoWeekMail.objects.filter(person=viewer.person_id or 0).exists()


def without_mail(week: date) -> frozenset[int]:
    """Ids of the persons to whom the mail of this week went already, or who want none."""
    went = models.WeekMailed.objects.filter(week=week).values_list("person_id", flat=True)
    return frozenset(went) | frozenset(models.NoWeekMail.objects.values_list("person_id", flat=True))


def _mine(viewer: Viewer) -> QuerySet[models.Action]:
    owned = Q(owner_id=viewer.person_id) if viewer.person_id is not None else Q(pk__in=())
    for role in viewer.roles:
        if role.kind in OF_A_CHANGE and role.initiative_id is not None:
            owned |= Q(owner_role=role.kind.value, initiative_id=role.initiative_id)
        elif role.kind in (*OF_A_CHANGE, RoleKind.IT_LEAD):
            owned |= Q(owner_role=role.kind.value)
    for kind in OF_A_TEAM:
        if viewer.has(kind):
            led = _led(viewer, kind)
            meant = [
                each.id
                for each in ears_for_changes(viewer).changes
                if not each.team_ids or each.team_ids & led
            ]
            owned |= Q(owner_role=kind.value, teams__team_id__in=led)
            owned |= Q(owner_role=kind.value, teams=None, initiative_id__in=meant)
    checks = models.Check.objects.filter(action=OuterRef("pk")).order_by("-on", "-id")
    going = Q(state__in=GOES_ON) | Q(looked_on__gt=viewer.on - TOLD)
    rows = models.Action.objects.annotate(
        looked_on=Subquery(checks.values("on")[:1]),
        told=Subquery(checks.values("payload")[:1]),
        slug=F("initiative__slug"),
        change=F("initiative__name"),
        gap_title=F("gap__title"),
    )
    return (
        rows.filter(owned, going, initiative__ended_on=None)
        .distinct()
        .prefetch_related("teams")
        .order_by("begins_on", "id")
    )


def _is_mine(row: models.Action, viewer: Viewer) -> bool:
    """An action of a role for teams is carried out by whoever holds the role for all of them."""
    if row.owner_id is not None or row.owner_role not in OF_A_TEAM:
        return True
    return team_ids(row) <= _led(viewer, RoleKind(row.owner_role))


def _led(viewer: Viewer, kind: RoleKind) -> frozenset[int]:
    """The teams for which this viewer holds such a role, with all below them."""
    held = [role.team_id for role in viewer.roles if role.kind is kind and role.team_id is not None]
    return people.with_those_below(people.sight(viewer=viewer).teams, held)


def _my_action(row: models.Action, where: tuple[str, ...]) -> MyAction:
    practice, told = playbook.practice(row.practice), row.told  # type: ignore[attr-defined]
    return MyAction(
        id=row.pk,
        slug=row.slug,  # type: ignore[attr-defined]  # annotated above, as are change, gap_title
        change=row.change,  # type: ignore[attr-defined]
        title=row.title,
        what=row.what,
        say=_(practice.say) if practice is not None else "",
        kind=ActionKind(row.kind),
        state=ActionState(row.state),
        minutes=row.minutes,
        begins_on=row.begins_on,
        check_on=row.check_on,
        barrier=row.barrier,
        gap=row.gap_title or "",  # type: ignore[attr-defined]
        where=where,
        effect=payload.read(told) if told is not None else None,
        shared=row.owner_id is None and row.owner_role in OF_A_TEAM and not team_ids(row),
        began_on=row.began_on,
    )
