"""Citing evidence for and against a step, opening it again with the rights of who looks, and seeing that it was withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from takehold.audit import operations as audit
from takehold.gaps import models
from takehold.gaps.facts import GapState, Opened, Source, SourceKind
from takehold.gaps.queries import chains
from takehold.gaps.queries.rights import Change, change_of, fetch, led, readable
from takehold.gaps.queries.sources import fingerprint, look
from takehold.gather.queries.still_there import still_there
from takehold.initiatives.facts import Invalid
from takehold.people.facts import NotYours, Viewer

LOOKED_AFTER: Final = timedelta(hours=1)
MOST_AT_ONCE: Final = 500
MOST_A_STEP: Final = 20
HEARD: Final = frozenset({SourceKind.NOTE, SourceKind.SAID, SourceKind.THEME, SourceKind.CODED})
"""What is read with the ears of who looks; the rest with all of the change."""


def cite(
    *, viewer: Viewer, slug: str, gap_id: int, step_id: int, kind: str, ref: str, against: bool, now: datetime
) -> UUID:
    """Cite a source that this viewer may read, for a step or against it; citing it again turns it round. Its id.

    Raises:
        NotYours, NotAllowed: not theirs, neither the gap nor the source. Invalid: it cannot be cited.
    """
    change = led(viewer, slug)
    if kind not in set(SourceKind):
        raise Invalid("ref", _("Choose what you want to cite."))
    source = look(viewer=viewer, change=change, kind=SourceKind(kind), ref=ref[:200])
    with transaction.atomic():
        gap = fetch(viewer, change, gap_id)
        step = _step(gap, step_id)
        if step.citations.count() >= MOST_A_STEP:
            raise Invalid("ref", _("Nobody reads more than twenty pieces of evidence for one step."))
        _not_what_shows_it(gap, source)
        row, _made = models.Citation.objects.update_or_create(
            gap=gap, step=step, kind=source.kind, ref=source.ref,
            defaults={"against": against, **as_seen(source, viewer, now)},
        )  # fmt: skip
        audit.record(actor=viewer.actor, action="evidence cited", subject=f"citation:{row.id}", now=now)
    return row.id


def _not_what_shows_it(gap: models.Gap, source: Source) -> None:
    """That something is so is no evidence for why it is so."""
    if gap.citations.filter(step=None, kind=source.kind, ref=source.ref).exists():
        raise Invalid(
            "ref",
            _(
                "This is what shows the gap: it says that it is so, not why. Look for something that tells why."
            ),
        )


def as_seen(source: Source, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """What is kept of a source with its citation."""
    return {
        "label": source.label, "sha256": fingerprint(source.text), "seen": source.text if source.copied else "",
        "seen_on": viewer.on, "told_of": source.on, "team_ids": sorted(source.team_ids), "looked_at": now, "withdrawn_on": None,
    }  # fmt: skip


def show(*, viewer: Viewer, gap_id: int, source: Source, now: datetime) -> None:
    """Cite what shows the gap itself, as it is opened from a proposal."""
    models.Citation.objects.create(
        gap_id=gap_id, kind=source.kind, ref=source.ref, **as_seen(source, viewer, now)
    )


def uncite(*, viewer: Viewer, slug: str, gap_id: int, citation_id: UUID, now: datetime) -> None:
    """Take evidence away again. Raises as ``cite``."""
    change = led(viewer, slug)
    with transaction.atomic():
        row = _citation(fetch(viewer, change, gap_id), citation_id)
        row.delete()
        audit.record(
            actor=viewer.actor, action="evidence taken away", subject=f"citation:{citation_id}", now=now
        )


def open_citation(*, viewer: Viewer, slug: str, gap_id: int, citation_id: UUID, now: datetime) -> Opened:
    """Read what was cited, with the rights that this viewer has today; where it is gone, when that was noticed.

    Raises:
        NotYours: not the gap, or not the source.
    """
    row = models.Citation.objects.select_related("step", "gap").filter(gap_id=gap_id, id=citation_id).first()
    if row is None:
        raise NotYours
    kind = SourceKind(row.kind)
    change = change_of(viewer, slug, whole=kind not in HEARD)
    if not readable(viewer, change).filter(id=gap_id).exists():
        raise NotYours
    source = None if row.withdrawn_on else _source(viewer, change, row, now)
    text, today, intact = "", "", True
    if source is not None:
        text = row.seen if source.copied else source.text
        today = source.text if source.copied and source.text != text else ""
        intact = fingerprint(text) == row.sha256
    may_take = change.may_edit and row.gap.state != GapState.CLOSED
    speaks_of = row.step.text if row.step else row.gap.title
    return Opened(chains.citation(row), text, today, intact, speaks_of, row.gap.title, may_take)


def _source(viewer: Viewer, change: Change, row: models.Citation, now: datetime) -> Source | None:
    """The source as it is today; None, and seen to be withdrawn, where it is gone for everybody."""
    try:
        return look(viewer=viewer, change=change, kind=SourceKind(row.kind), ref=row.ref)
    except NotYours:
        if not _gone([row]):
            raise
        _withdraw([row], now)
        row.withdrawn_on = timezone.localdate(now)
        return None


def due(now: datetime) -> bool:
    """Whether any citation has not been looked at for a while."""
    return models.Citation.objects.filter(withdrawn_on=None, looked_at__lte=now - LOOKED_AFTER).exists()


def look_after(now: datetime) -> int:
    """See which sources have gone; how many. What was seen of them goes with them."""
    waiting = models.Citation.objects.filter(withdrawn_on=None, looked_at__lte=now - LOOKED_AFTER)
    rows = list(waiting.order_by("looked_at")[:MOST_AT_ONCE])
    gone = _gone(rows)
    with transaction.atomic():
        _withdraw(gone, now)
        models.Citation.objects.filter(id__in=[row.id for row in rows]).update(looked_at=now)
    return len(gone)


def _gone(rows: Iterable[models.Citation]) -> list[models.Citation]:
    """Those whose source is no longer there for anybody."""
    asked: dict[str, dict[str, list[models.Citation]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        asked[row.kind][row.ref.split("/", 1)[0]].append(row)
    there = still_there(
        notes=[UUID(ref) for ref in asked[SourceKind.NOTE]],
        says=[UUID(ref) for ref in asked[SourceKind.SAID]],
        themes=[int(ref) for ref in asked[SourceKind.THEME]],
        surveys=[UUID(ref) for ref in asked[SourceKind.CELL]],
    )
    kinds = (SourceKind.NOTE, SourceKind.SAID, SourceKind.THEME, SourceKind.CELL)
    return [row for kind in kinds for ref, found in asked[kind].items() if ref not in there for row in found]


def _withdraw(rows: Iterable[models.Citation], now: datetime) -> None:
    ids = [row.id for row in rows]
    models.Citation.objects.filter(id__in=ids).update(
        withdrawn_on=timezone.localdate(now), seen="", told_of=None
    )


def _step(gap: models.Gap, step_id: int) -> models.Step:
    if gap.state == GapState.CLOSED:
        raise Invalid("ref", _("This gap is closed. Reopen it first, with a reason."))
    row = models.Step.objects.filter(gap=gap, id=step_id).first()
    if row is None:
        raise NotYours
    return row


def _citation(gap: models.Gap, citation_id: UUID) -> models.Citation:
    row = models.Citation.objects.filter(gap=gap, id=citation_id).first()
    if row is None:
        raise NotYours
    return row
