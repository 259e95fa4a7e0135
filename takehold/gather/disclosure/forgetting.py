"""Cutting every way from an answer back to a person: the order of rows, the freed pages, the log of writes."""

from __future__ import annotations

import logging
import random

from django.db import connection

from takehold.gather import models
from takehold.gather.models.answers import Answer, Comment, random_id

BATCH = 2000
TABLES = ("gather_invitation", "gather_answer", "gather_comment", "gather_namedanswer")
log = logging.getLogger(__name__)


def rewrite(wave: models.Wave) -> None:
    """Write the answers of a survey anew, under new random numbers and in an order drawn now."""
    rng = random.SystemRandom()
    for model in (Answer, Comment):
        rows = list(model.objects.filter(wave=wave).order_by())
        model.objects.filter(wave=wave).delete()
        rng.shuffle(rows)
        for row in rows:
            row.pk = random_id()
        model.objects.bulk_create(rows, batch_size=BATCH)  # type: ignore[arg-type]


def wipe() -> None:
    """After the commit: nothing of what was deleted stays in the database's files.

    SQLite zeroes freed pages (``secure_delete``); its write-ahead log is emptied here. PostgreSQL writes the tables
    anew; what its archive of logs holds ends with that archive.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                log.warning(
                    "the write-ahead log could not be emptied after a survey closed; it is with the next one"
                )
        elif connection.vendor == "postgresql":
            for table in TABLES:
                cursor.execute(f"VACUUM FULL {table}")
