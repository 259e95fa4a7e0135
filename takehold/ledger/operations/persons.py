"""Persons as random numbers: given at the import, forgotten after a while, never made again for who asked for that.

The reader hands on a keyed hash of what stands in the file's column (an alias), never the name. Here each alias gets a
random 63-bit number, and only the number reaches a segment. The mapping is a row; without the row nothing leads back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from takehold.ledger.models import Import, PersonNumber, Source, SuppressedPerson

BATCH = 5_000
BYTES_OF_ALIAS = 8


def actor_key(source_id: int) -> str:
    """The key of this source's aliases, from the house's secret: a copy of the database alone cannot try names."""
    said = f"persons of source {source_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def alias(source_id: int, name: str) -> int:
    """The alias of a person as the source writes the name: as the reader makes it, signed, of 64 bits."""
    digest = hashlib.md5(f"{actor_key(source_id)}{name}".encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:BYTES_OF_ALIAS], "little", signed=True)


def known(source_id: int) -> bool:
    """Whether persons came in from this source ever: then people are counted."""
    return Import.objects.filter(source_id=source_id, persons=True).exists()


def renumber(path: Path, *, source_id: int, now: datetime) -> int:
    """Put numbers in the place of aliases in a file of events; how many persons there are.

    Who was suppressed has no number: those events count, and for nobody.
    """
    with pq.ParquetFile(path) as file:
        found: set[int] = set()
        for batch in file.iter_batches(columns=["actor"]):
            found.update(pc.unique(batch.column(0)).drop_null().to_pylist())
        numbers = _numbers(source_id, found, timezone.localdate(now))
        keys, values = pa.array(list(numbers), pa.int64()), pa.array(list(numbers.values()), pa.int64())
        beside = path.with_suffix(".numbered")
        with pq.ParquetWriter(beside, file.schema_arrow, compression="zstd") as writer:
            for batch in file.iter_batches(batch_size=200_000):
                at = batch.schema.get_field_index("actor")
                place = pc.index_in(batch.column(at), value_set=keys)
                writer.write_batch(batch.set_column(at, file.schema_arrow.field(at), values.take(place)))
    os.replace(beside, path)
    return len(numbers)


def forget_before(*, before: date) -> int:
    """Delete mappings made before a day; how many. From then on nothing leads from a person to the number."""
    return PersonNumber.objects.filter(made_on__lt=before).delete()[0]


def forget_all(*, now: datetime) -> int:
    """Delete every mapping, and let nothing that waits bring persons in; how many mappings."""
    with transaction.atomic():
        Import.objects.filter(persons=True, finished_at__isnull=True).update(persons=False)
        return PersonNumber.objects.all().delete()[0]


def suppress(*, names: Iterable[str], now: datetime) -> int:
    """Forget a person, by every way a source may write the name, and never make a number for that name again.

    How many mappings were deleted.
    """
    wanted = sorted({name.strip() for name in names if name.strip()})
    gone = 0
    with transaction.atomic():
        for source_id in Source.objects.values_list("pk", flat=True):
            aliases = [alias(source_id, name) for name in wanted]
            gone += PersonNumber.objects.filter(source_id=source_id, alias__in=aliases).delete()[0]
            SuppressedPerson.objects.bulk_create(
                [
                    SuppressedPerson(source_id=source_id, alias=each, on=timezone.localdate(now))
                    for each in aliases
                ],
                ignore_conflicts=True,
            )
    return gone


def _numbers(source_id: int, aliases: set[int], today: date) -> dict[int, int]:
    """The number of each alias, made where there is none."""
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source_id)
        hidden = set(SuppressedPerson.objects.filter(source_id=source_id).values_list("alias", flat=True))
        wanted = aliases - hidden
        rows = PersonNumber.objects.filter(source_id=source_id)
        there = {alias: number for alias, number in rows.values_list("alias", "number") if alias in wanted}
        new = [
            PersonNumber(source_id=source_id, alias=each, number=secrets.randbits(63) or 1, made_on=today)
            for each in sorted(wanted - there.keys())
        ]
        PersonNumber.objects.bulk_create(new, batch_size=BATCH)
    return {**there, **{row.alias: row.number for row in new}}
