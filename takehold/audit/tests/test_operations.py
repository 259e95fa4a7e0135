"""Lines are chained, and hold nothing of persons."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from takehold.audit import operations, queries
from takehold.audit.models import Line

NOW = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)


def write(n: int) -> None:
    for i in range(n):
        operations.record(
            actor=f"person:{i % 7}",
            action="import started",
            subject=f"source:{i % 3}",
            now=NOW,
            details={"n": i},
        )


@pytest.mark.django_db
def test_each_line_holds_the_hash_of_the_one_before() -> None:
    write(3)
    first, second, third = Line.objects.order_by("sequence")
    assert (first.sequence, first.previous) == (1, operations.BEFORE_ALL)
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert queries.verify().ok
    assert str(queries.head()) == f"3:{third.hash}"


@pytest.mark.django_db
def test_a_line_stands_or_falls_with_what_it_tells_of() -> None:
    def failing() -> None:
        with transaction.atomic():
            write(2)
            raise RuntimeError

    write(1)
    with pytest.raises(RuntimeError):
        failing()
    assert queries.head().sequence == 1
    write(1)
    assert queries.verify().lines == 2


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["actor", "subject", "details"])
@pytest.mark.parametrize("text", ["ada@example.org", "two\nlines", "x" * 200])
def test_persons_and_texts_stay_out(field: str, text: str) -> None:
    fields: dict[str, object] = {"actor": "person:1", "subject": "team:1", "details": {}}
    fields[field] = {"what": text} if field == "details" else text
    with pytest.raises(operations.TooPersonal):
        operations.record(action="edited", now=NOW, **fields)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def work() -> None:
        try:
            write(10)
        finally:
            connection.close()

    if connection.vendor == "sqlite":
        pytest.skip("SQLite's test database lives in memory; tests/faults writes from several processes")
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queries.verify().lines == 40
    assert queries.verify().ok
