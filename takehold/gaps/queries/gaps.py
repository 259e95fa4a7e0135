"""The gaps of a change: as a list, and one with its chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from takehold.gaps import models
from takehold.gaps.facts import Gap, GapInput, GapKind, GapLine, GapState, Group, Spread, StepFact, TurnFact
from takehold.gaps.queries import chains, stopping
from takehold.gaps.queries.rights import Change, change_of, fetch, readable
from takehold.gaps.queries.widespread import read
from takehold.gather.queries import helping
from takehold.initiatives import queries as initiatives
from takehold.people import queries as people
from takehold.people.facts import ReportingUnit, Viewer

MOST_QUESTIONS = 3


def subject(gap_id: int) -> str:
    """The mark under which offers about a gap are found again."""
    return f"gap:{gap_id}"


def still_open(*, viewer: Viewer, change: Change) -> int:
    """How many gaps of a change, which this viewer may read, are not closed; one query."""
    return readable(viewer, change).exclude(state=GapState.CLOSED).count()


def gaps(*, viewer: Viewer, slug: str) -> tuple[GapLine, ...]:
    """The gaps of a change that this viewer may read, those not closed first. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    rows = list(readable(viewer, change).prefetch_related("teams"))
    steps = chains.rows(row.pk for row in rows)
    units = people.sight(viewer=viewer).units
    lines = []
    for row in rows:
        chain = chains.tree(steps[row.pk])
        found = line(row, chain, units)
        lines.append(found if found.over else replace(found, questions=questions(found, chain)))
    return tuple(sorted(lines, key=lambda each: each.over))


def gap(*, viewer: Viewer, slug: str, gap_id: int, whole: bool = True) -> Gap:
    """One gap with its chain; unless ``whole`` without what became of it and what stands beside. Raises ``NotYours``."""
    change = change_of(viewer, slug)
    row = fetch(viewer, change, gap_id)
    steps, shown_by = chains.whole(row)
    found = line(row, steps, people.sight(viewer=viewer).units)
    return Gap(
        line=found,
        slug=change.slug,
        change=change.name,
        team_ids=team_ids(row),
        steps=steps,
        turns=tuple(
            TurnFact(each.on, GapState(each.before), GapState(each.after), each.reason)
            for each in (row.turns.all() if whole else ())
        ),
        shown_by=shown_by,
        questions=questions(found, steps) if not found.over else (),
        may_edit=change.may_edit,
        beside=beside(viewer, change, row.pk, found.roots) if whole else (),
        offers=helping.about(initiative_id=change.id, subject=subject(row.pk)) if whole else (),
        stops=stopping.read(row.stops_told, viewer),
    )


def shortly(*, viewer: Viewer, slug: str, gap_id: int) -> tuple[GapInput, frozenset[int]]:
    """What was said of a gap, for saying it better, and its teams. Raises ``NotYours``."""
    row = fetch(viewer, change_of(viewer, slug, whole=True), gap_id)
    return GapInput(row.title, GapKind(row.kind), spread=Spread(row.spread)), team_ids(row)


def line(row: models.Gap, steps: Sequence[StepFact], units: Sequence[ReportingUnit]) -> GapLine:
    """The row as a line of a list."""
    teams = team_ids(row)
    return GapLine(
        id=row.pk,
        title=row.title,
        kind=GapKind(row.kind),
        state=GapState(row.state),
        spread=Spread(row.spread),
        sureness=chains.sureness(steps),
        where=tuple(sorted(unit.name for unit in units if unit.team_ids & teams)),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        origin=row.origin,
        told=read(row.spread_told),
        roots=tuple(dict.fromkeys(branch[-1].ends_at for branch in chains.ends(steps))),
    )


def team_ids(row: models.Gap) -> frozenset[int]:
    """The teams it is of; empty: everybody the change is for."""
    return frozenset(each.team_id for each in row.teams.all())


def groups(*, viewer: Viewer, slug: str, change: Change | None = None) -> tuple[Group, ...]:
    """The reporting groups that a gap of this change can be of, as this viewer sees them. Raises ``NotYours``."""
    sight = people.sight(viewer=viewer)
    change = change or initiatives.initiative(viewer=viewer, slug=slug, marks=False)
    meant = people.with_those_below(sight.teams, change.team_ids) if change.team_ids else None
    return tuple(
        Group(min(unit.team_ids), unit.name, unit.team_ids)
        for unit in sight.units
        if meant is None or unit.team_ids & meant
    )


def questions(found: GapLine, steps: Sequence[StepFact]) -> tuple[str, ...]:
    """The two or three questions that would settle what is open, the first to ask first."""
    asked: list[str] = []
    if not steps:
        asked.append(_("Why is it so? Nobody has answered the first “why?” yet."))
    every = list(chains.walked(steps))
    asked += [_("Is it true that “{step}”? Nothing is cited for it.").format(step=each.text) for each in every if each.guess]  # fmt: skip
    asked += [
        _("What decides about “{step}”? Some evidence speaks for it and some against.").format(step=each.text)
        for each in every
        if each.disputed and each.standing
    ]
    asked += [
        _("And why is that: “{step}”? The chain stops there, at nothing that somebody can change.").format(
            step=each.text
        )
        for each in every
        if not each.children and not each.ends_at
    ]
    if found.as_told is Spread.CANNOT_TELL:
        asked.append(_("Is it a few people or is it widespread?"))
    return tuple(asked[:MOST_QUESTIONS])


def beside(
    viewer: Viewer, change: Change, gap_id: int, roots: Iterable[str]
) -> tuple[tuple[str, int, str], ...]:
    """Other gaps this viewer may read that end at the same root."""
    wanted = list(roots)
    if not wanted:
        return ()
    rows = (
        models.Step.objects.filter(root__name__in=wanted, gap__in=readable(viewer, change))
        .exclude(gap_id=gap_id)
        .order_by("root__name", "gap_id")
        .values_list("root__name", "gap_id", "gap__title")
        .distinct()
    )
    return tuple(rows)
