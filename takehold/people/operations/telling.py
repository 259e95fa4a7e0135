"""Writing down in which unit each label is told, before anything is told."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from takehold.people import models
from takehold.people.queries.proposal import proposal
from takehold.people.queries.settling import FOREVER, Told, settle
from takehold.people.queries.told import told
from takehold.people.queries.viewers import sight, system_viewer


def tell(*, source_id: int, on: date) -> bool:
    """Settle what is told of a source's labels up to and with this day, and write it down. False if nothing changed.

    One at a time. What is read between two tellings is made of the rows of the first or of the second.
    """
    row = models.Telling.objects.filter(source_id=source_id).first()
    was, now = _settled(source_id, row, on)
    if was == now and (row is None or row.last >= on):
        return False
    with transaction.atomic():
        if row is None:
            models.Telling.objects.get_or_create(source_id=source_id, defaults={"first": on, "last": on})
        row = models.Telling.objects.select_for_update().get(source_id=source_id)
        was, now = _settled(source_id, row, on)
        changed = {each.label for each in {*was} ^ {*now}}
        for label in sorted(changed):
            row.told.filter(label=label).delete()
        models.Told.objects.bulk_create(
            [_row(row, each) for each in now if each.label in changed], batch_size=300
        )
        row.last = max(row.last, on)
        row.save(update_fields=["last"])
    return bool(changed)


def _settled(
    source_id: int, row: models.Telling | None, on: date
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """What was written down, and what is to be."""
    was = told(row.pk) if row is not None else ()
    first, last = (row.first, row.last) if row is not None else (on, on)
    on = max(on, last)
    proposed, house = proposal(source_id, sight(viewer=system_viewer(on=on)), since=first, on=on)
    return was, settle(proposed, was, house, until=last)


def _row(telling: models.Telling, each: Told) -> models.Told:
    return models.Told(
        telling=telling,
        label=each.label,
        valid_from=each.start,
        valid_to=None if each.end == FOREVER else each.end,
        team_ids=list(each.unit),
        atom=each.atom,
        meanings=[[meaning.telling, meaning.team, meaning.people] for meaning in each.meanings],
    )
