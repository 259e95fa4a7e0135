"""Strategic conversations: which went on without IT, at which stage it came in, and how early, quarter by quarter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from statistics import median
from typing import Final

from takehold.influence import models
from takehold.influence.facts.early import Early, Lead, Stage, Talk, TopicInput
from takehold.people.facts import EVERYWHERE, NotYours, RoleKind, Viewer

WRITERS: Final = (RoleKind.LEAD, RoleKind.SPONSOR, RoleKind.COUNCIL, RoleKind.IT_LEAD, RoleKind.ADMIN)
PASSED: Final = (Stage.BUDGET, Stage.DECIDED, Stage.CONTRACTED)
MADE: Final = (Stage.DECIDED, Stage.CONTRACTED)
LEAST: Final = 3
"""Fewer conversations of a quarter have no median worth the word."""


def may_edit(viewer: Viewer) -> bool:
    """Whether this viewer writes them down."""
    return viewer.has(*WRITERS)


def reading(viewer: Viewer) -> None:
    """Let only those pass who read everything. Raises ``NotYours``."""
    if not viewer.has(*EVERYWHERE):
        raise NotYours


def early(*, viewer: Viewer) -> Early:
    """All of them, for the roles that read everything. Raises ``NotYours``."""
    reading(viewer)
    talks = tuple(_fact(row) for row in models.Conversation.objects.prefetch_related("turns"))
    came = Counter(each.it_stage for each in talks if each.it_stage is not None)
    return Early(
        talks=talks,
        stages=tuple((stage, came[stage]) for stage in Stage if came[stage]),
        never=sum(each.it_in_on is None for each in talks),
        leads=leads(talks),
        may_edit=may_edit(viewer),
    )


def one(*, viewer: Viewer, talk_id: int) -> Talk:
    """One of them. Raises ``NotYours``."""
    reading(viewer)
    row = models.Conversation.objects.prefetch_related("turns").filter(id=talk_id).first()
    if row is None:
        raise NotYours
    return _fact(row)


def leads(talks: Iterable[Talk]) -> tuple[Lead, ...]:
    """How early IT was, by the quarter of the decision, the newest first."""
    by: dict[date, list[int | None]] = defaultdict(list)
    for each in talks:
        made = decided(each.turns)
        if made is not None:
            by[date(made.year, made.month - (made.month - 1) % 3, 1)].append(each.lead_days)
    return tuple(_lead(begins, found) for begins, found in sorted(by.items(), reverse=True))


def _lead(begins: date, found: list[int | None]) -> Lead:
    days = [each for each in found if each is not None]
    without = len(found) - len(days)
    if len(days) < LEAST:
        return Lead(begins, len(found), without, LEAST)
    return Lead(begins, len(found), without, LEAST, median(days), min(days), max(days))


def decided(turns: Iterable[tuple[date, Stage]]) -> date | None:
    """The day of the decision: the first on which it was decided or contracted."""
    return next((on for on, stage in turns if stage in MADE), None)


def stage_on(turns: Iterable[tuple[date, Stage]], day: date) -> Stage:
    """How far it was on a day; before the first turn: an idea."""
    return next((stage for on, stage in reversed(tuple(turns)) if on <= day), Stage.IDEA)


def _fact(row: models.Conversation) -> Talk:
    turns = tuple((each.on, Stage(each.stage)) for each in row.turns.all())
    stage, made = Stage(row.stage), decided(turns)
    both = row.it_in_on is not None and made is not None
    return Talk(
        id=row.pk,
        said=TopicInput(row.topic, row.owner, row.expected, row.matters),
        stage=stage,
        turns=turns,
        it_in_on=row.it_in_on,
        it_stage=stage_on(turns, row.it_in_on) if row.it_in_on else None,
        passed=row.it_in_on is None and stage in PASSED,
        lead_days=(made - row.it_in_on).days if both and made and row.it_in_on else None,
        version=row.version,
    )
