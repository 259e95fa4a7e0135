"""Goals of both sides, what they do to behaviours, and the conflicts between them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Prefetch, Q

from takehold.alignment import models
from takehold.alignment.facts.figures import FigureKind, FigureName
from takehold.alignment.facts.goals import (
    ConflictFact,
    ConflictState,
    GoalFact,
    GoalInput,
    GoalKind,
    Incentives,
    Pull,
    PullFact,
    Side,
    Signature,
)
from takehold.alignment.queries.figures import behaviours_seen
from takehold.gather.queries.listening import ears_for_changes
from takehold.initiatives.facts.reports import ReportAsked
from takehold.initiatives.queries.names import ChangeName
from takehold.people.facts import EVERYWHERE, NotYours, RoleKind, Viewer

WRITERS = (RoleKind.ADMIN, RoleKind.IT_LEAD, RoleKind.LEAD, RoleKind.SPONSOR)
READERS = (*EVERYWHERE, RoleKind.MANAGER)
OFFICES: Mapping[Side, tuple[RoleKind, ...]] = {
    Side.IT: (RoleKind.IT_LEAD,),
    Side.OPERATIONS: (RoleKind.SPONSOR, RoleKind.MANAGER),
}
"""In which office one signs for a side."""
FIGURES = ("figure_behaviour", "figure_report__measure")
PULLED = Prefetch("pulls", models.GoalPull.objects.select_related("behaviour"))


def reads(viewer: Viewer) -> None:
    """Raises ``NotYours`` for who neither leads nor manages anything."""
    if not viewer.has(*READERS):
        raise NotYours


def incentives(*, viewer: Viewer) -> Incentives:
    """Everything that holds today. Raises ``NotYours`` for who neither leads nor manages anything."""
    reads(viewer)
    seen = {each.id: each for each in ears_for_changes(viewer).changes}
    rows = models.Goal.objects.filter(Q(until=None) | Q(until__gt=viewer.on))
    goals = {row.pk: goal_of(row, seen) for row in rows.select_related(*FIGURES).prefetch_related(PULLED)}
    found = models.GoalConflict.objects.filter(
        behaviour__initiative__in=seen, helps__in=goals, hinders__in=goals
    ).select_related("behaviour")
    conflicts = [_conflict(row, goals, seen[row.behaviour.initiative_id], viewer) for row in found]
    return Incentives(
        goals=tuple(goals.values()),
        conflicts=tuple(sorted(conflicts, key=lambda each: each.state is ConflictState.SETTLED)),
        may_write=viewer.has(*WRITERS),
    )


def goal(*, viewer: Viewer, goal_id: int) -> GoalFact:
    """One goal, of today or of before. Raises ``NotYours``."""
    reads(viewer)
    rows = models.Goal.objects.filter(id=goal_id).select_related(*FIGURES)
    row = rows.prefetch_related(PULLED).first()
    if row is None:
        raise NotYours
    return goal_of(row, {each.id: each for each in ears_for_changes(viewer).changes})


def conflict(*, viewer: Viewer, conflict_id: int) -> ConflictFact:
    """One conflict. Raises ``NotYours``."""
    found = incentives(viewer=viewer).conflicts
    one = next((each for each in found if each.id == conflict_id), None)
    if one is None:
        raise NotYours
    return one


def behaviours(*, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Behaviours of changes that go on, as (address of the change/address of the behaviour, both in words)."""
    seen = {each.id: each for each in ears_for_changes(viewer).changes}
    going = {number: each for number, each in seen.items() if not each.ended}
    return tuple(
        (f"{going[change].slug}/{each.key}", f"{going[change].name}: {each.name}")
        for change, each in behaviours_seen(viewer, seen)
        if change in going
    )


def goal_of(row: models.Goal, seen: Mapping[int, ChangeName]) -> GoalFact:
    """A goal with its pulls on behaviours of changes that are seen."""
    said = GoalInput(
        Side(row.side), GoalKind(row.kind), row.text, row.owner, row.with_owner, row.since, row.until
    )
    pulls = tuple(
        PullFact(
            each.behaviour_id, each.behaviour.name, seen[each.behaviour.initiative_id].slug,
            seen[each.behaviour.initiative_id].name, Pull(each.pull), each.evidence, each.said_on,
        )
        for each in row.pulls.all()
        if each.behaviour.initiative_id in seen
    )  # fmt: skip
    return GoalFact(row.pk, said, row.version, pulls, _figure_of(row, seen))


def _figure_of(row: models.Goal, seen: Mapping[int, ChangeName]) -> FigureName | None:
    """The figure that shows it, where it is of a change that is seen."""
    report, shown = row.figure_report, row.figure_behaviour
    if shown is not None and shown.initiative_id in seen:
        slug = seen[shown.initiative_id].slug
        return FigureName(FigureKind.BEHAVIOUR, shown.pk, slug, shown.key, shown.name)
    if report is None or report.initiative_id not in seen:
        return None
    change = seen[report.initiative_id]
    settled = report.told_on is not None
    asked = ReportAsked(report.pk, report.source_id, report.measure_id, change.team_ids) if settled else None
    unit = str(report.measure.definition.get("unit", ""))
    return FigureName(FigureKind.REPORT, report.pk, change.slug, report.key, report.name, unit, asked)


def signed(row: models.GoalConflict) -> tuple[Signature, ...]:
    """Who signed so far."""
    found = []
    if row.it_on is not None:
        found.append(Signature(Side.IT, row.it_on, row.it_office))
    if row.operations_on is not None:
        found.append(Signature(Side.OPERATIONS, row.operations_on, row.operations_office))
    return tuple(found)


def signs_for(viewer: Viewer, change: ChangeName) -> tuple[Side, ...]:
    """The sides for which this viewer may sign. A role for one change or team counts for changes that it reaches."""
    found = []
    for side, kinds in OFFICES.items():
        held = [role for role in viewer.roles if role.kind in kinds]
        if any(role.initiative_id in (None, change.id) for role in held):
            found.append(side)
    return tuple(found)


def _conflict(
    row: models.GoalConflict, goals: Mapping[int, GoalFact], change: ChangeName, viewer: Viewer
) -> ConflictFact:
    done = signed(row)
    waiting = [side for side in signs_for(viewer, change) if side not in {each.side for each in done}]
    proposed = row.state == ConflictState.PROPOSED
    return ConflictFact(
        id=row.pk,
        slug=change.slug,
        change=change.name,
        behaviour_id=row.behaviour_id,
        behaviour=row.behaviour.name,
        helps=goals[row.helps_id],
        hinders=goals[row.hinders_id],
        state=ConflictState(row.state),
        found_on=row.found_on,
        way_out=row.way_out,
        signed=done,
        settled_on=row.settled_on,
        reopened=row.reopened,
        version=row.version,
        may_propose=viewer.has(*WRITERS) and row.state != ConflictState.SETTLED,
        may_reopen=viewer.has(*WRITERS) and row.state == ConflictState.SETTLED,
        may_sign=tuple(waiting) if proposed else (),
    )
