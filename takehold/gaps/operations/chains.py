"""Working the chain of whys: one more "why?", what it ends at, moving and removing a step. No loops."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts import Cause, GapState, StepFact
from takehold.gaps.queries import chains
from takehold.gaps.queries.rights import fetch, led
from takehold.gather.queries.written import cleaned
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer

LONGEST: Final = 300
LONGEST_ROOT: Final = 160
DEEPEST: Final = 12
MOST_STEPS: Final = 60


def add_step(
    *,
    viewer: Viewer,
    slug: str,
    gap_id: int,
    cause: str,
    text: str,
    now: datetime,
    parent_id: int | None = None,
    ends_at: str = "",
) -> int:
    """Answer "why?" of the gap, or of a step (``parent_id``), once more, and say where the chain ends, if it does. Its id.

    Raises:
        NotYours, NotAllowed: not theirs. Invalid: no cause of the system, no text, a loop, or more than can be read.
    """
    said = " ".join(cleaned(text, most=LONGEST, field="text").split())
    if cause not in set(Cause):
        raise Invalid("cause", _("Choose a cause. Causes are of the system, never of a person."))
    with transaction.atomic():
        row, steps = _open(viewer, slug, gap_id)
        above = _path(steps, parent_id)
        if above and above[-1].ends_at:
            raise Invalid(
                "text",
                _("The chain ends there, at something that somebody can change. Take that back first."),
            )
        if any(_same(said, each.text) for each in above):
            raise Invalid(
                "text",
                _(
                    "This goes in a circle: “{step}” stands above as something to be explained. What else is behind it?"
                ).format(step=said),
            )
        if len(above) >= DEEPEST or sum(1 for _each in chains.walked(steps)) >= MOST_STEPS:
            raise Invalid(
                "text", _("This chain is longer than anybody will read. Open a second gap for what is left.")
            )
        step = models.Step.objects.create(gap=row, parent_id=parent_id, cause=cause, text=said)
        _record(viewer, "why answered", step.pk, now)
        if ends_at:
            end_step(viewer=viewer, slug=slug, gap_id=gap_id, step_id=step.pk, at=ends_at, now=now)
    return step.pk


def end_step(*, viewer: Viewer, slug: str, gap_id: int, step_id: int, at: str, now: datetime) -> None:
    """Say that the chain ends here, at something that somebody can change; empty takes that back. Raises as ``add_step``."""
    with transaction.atomic():
        row, steps = _open(viewer, slug, gap_id)
        step = _path(steps, step_id)[-1]
        name = " ".join(cleaned(at, most=LONGEST_ROOT, field="root").split()) if at.strip() else ""
        if name and step.children:
            raise Invalid("root", _("The chain goes on below this step. Say where its last step ends."))
        root = _root(row.initiative_id, name) if name else None
        models.Step.objects.filter(id=step.id).update(root=root)
        models.Root.objects.filter(initiative_id=row.initiative_id, steps__isnull=True).delete()
        _record(viewer, "chain ended" if name else "chain taken up again", step.id, now)


def move_step(
    *, viewer: Viewer, slug: str, gap_id: int, step_id: int, under: int | None, now: datetime
) -> None:
    """Hang a step, with all below it, under another one or under the gap (None). Raises as ``add_step``."""
    with transaction.atomic():
        _row, steps = _open(viewer, slug, gap_id)
        moved = _path(steps, step_id)[-1]
        above = _path(steps, under)
        if any(each.id == step_id for each in above):
            raise Invalid("under", _("This would make a loop: that step stands below the one you move."))
        if above and above[-1].ends_at:
            raise Invalid("under", _("The chain ends there. Take that back first."))
        below = [each.text for each in chains.walked([moved])]
        if any(_same(text, each.text) for each in above for text in below):
            raise Invalid(
                "under", _("This would go in a circle: the same sentence would stand above and below.")
            )
        if len(above) + _depth(moved) > DEEPEST:
            raise Invalid(
                "under", _("This chain is longer than anybody will read. Open a second gap for what is left.")
            )
        models.Step.objects.filter(id=step_id).update(parent_id=under)
        _record(viewer, "why moved", step_id, now)


def remove_step(*, viewer: Viewer, slug: str, gap_id: int, step_id: int, now: datetime) -> None:
    """Remove a step with its evidence; one that others explain stays. Raises as ``add_step``."""
    with transaction.atomic():
        row, steps = _open(viewer, slug, gap_id)
        step = _path(steps, step_id)[-1]
        if step.children:
            raise Invalid("step", _("Others explain this step. Remove or move those first."))
        models.Step.objects.filter(id=step_id).delete()
        models.Root.objects.filter(initiative_id=row.initiative_id, steps__isnull=True).delete()
        _record(viewer, "why removed", step_id, now)


def _open(viewer: Viewer, slug: str, gap_id: int) -> tuple[models.Gap, tuple[StepFact, ...]]:
    """The gap, locked, with its trees. A closed one is not worked on: reopen it first."""
    change = led(viewer, slug)
    row = models.Gap.objects.select_for_update().get(id=fetch(viewer, change, gap_id).pk)
    if row.state == GapState.CLOSED:
        raise Invalid("text", _("This gap is closed. Reopen it first, with a reason."))
    return row, chains.tree(chains.rows([row.pk])[row.pk])


def _path(steps: tuple[StepFact, ...], step_id: int | None) -> tuple[StepFact, ...]:
    """From the first why to this step; empty for the gap itself. Raises ``NotYours`` where it is not there."""
    if step_id is None:
        return ()
    found = chains.path(steps, step_id)
    if not found:
        raise NotYours
    return found


def _depth(step: StepFact) -> int:
    return 1 + max((_depth(each) for each in step.children), default=0)


def _same(one: str, other: str) -> bool:
    return one.casefold().strip(" .!?") == other.casefold().strip(" .!?")


def _root(initiative_id: int, name: str) -> models.Root:
    row = models.Root.objects.filter(initiative_id=initiative_id, name__iexact=name).first()
    return row or models.Root.objects.create(initiative_id=initiative_id, name=name)


def _record(viewer: Viewer, action: str, step_id: int, now: datetime) -> None:
    audit.record(actor=viewer.actor, action=action, subject=f"step:{step_id}", now=now)
