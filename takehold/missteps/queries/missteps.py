"""What we got wrong: as a list, one of them, and what was promised and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from takehold.bridge.facts import Owner
from takehold.gaps.facts import Cause
from takehold.initiatives.queries.names import ChangeName
from takehold.missteps import models
from takehold.missteps.facts import (
    Measured,
    MendedFact,
    MisstepFact,
    MisstepLine,
    MisstepState,
    MitigationFact,
    SeenFact,
    TellingFact,
    TurnFact,
)
from takehold.missteps.queries.rights import change_of, changes, fetch, keeps, readable, speaks
from takehold.people.facts import Viewer
from takehold.people.queries.still_here import here

ORDER: Final = (
    MisstepState.DRAFT, MisstepState.REOPENED, MisstepState.TOLD, MisstepState.MENDING, MisstepState.MENDED,
    MisstepState.LEFT,
)  # fmt: skip


def missteps(*, viewer: Viewer, slug: str = "") -> tuple[MisstepLine, ...]:
    """What was told, and for those who speak for a change what is not told yet: what is open first, the newest first.

    ``slug``: of one change. Raises ``NotYours``.
    """
    known = changes(viewer)
    rows = readable(viewer).prefetch_related("promises")
    if slug:
        rows = rows.filter(initiative_id=change_of(viewer, slug).id)
    found = [line(row, known[row.initiative_id], viewer.on) for row in rows]
    newest = sorted(found, key=lambda each: (each.told_on or date.max, each.id), reverse=True)
    return tuple(sorted(newest, key=lambda each: ORDER.index(each.state)))


def misstep(*, viewer: Viewer, misstep_id: int) -> MisstepFact:
    """One of them. Raises ``NotYours``."""
    row, change = fetch(viewer, misstep_id)
    promises = list(row.promises.select_related("owner"))
    still = here([each.owner_id for each in promises if each.owner_id is not None], on=viewer.on)
    return MisstepFact(
        line=line(row, change, viewer.on, promises),
        happened=row.happened,
        effect=row.effect,
        why=row.why,
        behaviour=Measured(row.behaviour.pk, row.behaviour.key, row.behaviour.name)
        if row.behaviour is not None
        else None,
        seen=SeenFact(row.seen_label, row.seen, row.seen_on, row.seen_sha256) if row.seen_on else None,
        promises=tuple(promise(each, still, change, viewer) for each in promises),
        told=tuple(TellingFact(each.on, each.to) for each in row.tellings.all()),
        turns=tuple(
            TurnFact(each.on, MisstepState(each.before), MisstepState(each.after), each.reason)
            for each in row.turns.all()
        ),
        lacking=lacking(row),
        version=row.version,
        may_speak=speaks(viewer, change),
    )


def line(
    row: models.Misstep, change: ChangeName, on: date, promises: Sequence[models.Mitigation] | None = None
) -> MisstepLine:
    """The row as a line of a list; its promises are fetched already, or given."""
    every = row.promises.all() if promises is None else promises
    due = [each.due_on for each in every if each.done_on is None]
    return MisstepLine(
        id=row.pk,
        title=row.title,
        slug=change.slug,
        change=change.name,
        state=MisstepState(row.state),
        cause=Cause(row.cause) if row.cause else None,
        happened_on=row.happened_on,
        told_on=row.told_on,
        mended_on=row.mended_on,
        promises=len(every),
        kept=len(every) - len(due),
        late=any(each < on for each in due),
        due_on=min(due, default=None),
    )


def promise(
    row: models.Mitigation, still: Collection[int], change: ChangeName, viewer: Viewer
) -> MitigationFact:
    """One promise, as this viewer may act on it. ``still``: who is still here; the row comes with its owner."""
    if row.owner is not None:
        owner = Owner(row.owner.pk, row.owner.name, "", gone=row.owner.pk not in still)
    else:
        owner = Owner(None, "", row.owner_role, gone=not row.owner_role and not row.owner_body)
    return MitigationFact(
        id=row.pk,
        what=row.what,
        owner=owner,
        body=row.owner_body,
        due_on=row.due_on,
        done_on=row.done_on,
        came_of=row.came_of,
        late=row.done_on is None and row.due_on < viewer.on,
        may_keep=row.done_on is None and keeps(viewer, change, row),
    )


def lacking(row: models.Misstep) -> tuple[str, ...]:
    """What has to be said before it is told, in sentences."""
    wanted = {
        _("Say what it did to people and to the work."): row.effect,
        _("Say what in the work let it happen: choose a cause."): row.cause,
        _("Say in a sentence how it let it happen."): row.why,
        _("Say on which day it happened, or began."): row.happened_on,
    }
    return tuple(sentence for sentence, said in wanted.items() if not said)


def mended(*, initiative_id: int) -> tuple[MendedFact, ...]:
    """Missteps of a change that are mended: for whoever looks for what went well."""
    rows = models.Misstep.objects.filter(initiative_id=initiative_id, state=MisstepState.MENDED)
    return tuple(_mended(row) for row in rows.prefetch_related("promises").order_by("mended_on", "id"))


def counts(lines: Iterable[MisstepLine]) -> dict[MisstepState, int]:
    """How many stand in which state."""
    found = [each.state for each in lines]
    return {state: found.count(state) for state in MisstepState if state in found}


def _mended(row: models.Misstep) -> MendedFact:
    return MendedFact(row.pk, row.title, row.mended_on or row.drafted_on, row.promises.all().count())
