"""Whatever is done to a line, the chain tells."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from takehold.audit import operations, queries
from takehold.audit.facts import HeadFact
from takehold.audit.models import Head, Line

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINES, TAMPERINGS = 24, 1_000


class Undone(Exception):
    """Takes a tampering back."""


@pytest.fixture
def chain(db: None) -> HeadFact:
    for i in range(LINES):
        operations.record(
            actor=f"person:{i % 5}",
            action="edited",
            subject=f"team:{i % 4}",
            now=NOW + timedelta(minutes=i),
            details={"n": i},
        )
    return queries.head()


def edit(rng: random.Random) -> None:
    field = rng.choice(["actor", "action", "subject", "details", "at", "previous", "hash"])
    row = Line.objects.get(pk=rng.randint(1, LINES))
    value = {"at": row.at + timedelta(microseconds=rng.randint(1, 10**9))}.get(
        field, f"{rng.getrandbits(60):x}"
    )
    Line.objects.filter(pk=row.pk).update(**{field: value})


def delete(rng: random.Random) -> None:
    Line.objects.filter(pk=rng.randint(1, LINES)).delete()


def insert(rng: random.Random) -> None:
    at = rng.randint(1, LINES + 1)
    for pk in range(LINES, at - 1, -1):
        Line.objects.filter(pk=pk).update(sequence=pk + 1)
    before = Line.objects.filter(pk=at - 1).first()
    row = Line(sequence=at, at=NOW, actor="person:9", action="edited", subject="team:9", details="{}")
    row.previous = before.hash if before else operations.BEFORE_ALL
    row.hash = operations.digest(at, NOW, row.actor, row.action, row.subject, row.details, row.previous)
    row.save(force_insert=True)


def swap(rng: random.Random) -> None:
    one, other = rng.sample(range(1, LINES + 1), 2)
    Line.objects.filter(pk=one).update(sequence=-1)
    Line.objects.filter(pk=other).update(sequence=one)
    Line.objects.filter(pk=-1).update(sequence=other)


def cut(rng: random.Random) -> None:
    """Cut the end off and repair the head: only what was written down outside can tell."""
    keep = rng.randint(1, LINES - 1)
    Line.objects.filter(pk__gt=keep).delete()
    Head.objects.update(sequence=keep, hash=Line.objects.get(pk=keep).hash)


def rewrite(rng: random.Random) -> None:
    """Change a line and make every later hash fit again."""
    start = rng.randint(1, LINES)
    previous = operations.BEFORE_ALL
    for row in Line.objects.order_by("sequence"):
        if row.pk == start:
            row.actor = "person:0000"
        row.previous = previous
        row.hash = operations.digest(
            row.pk, row.at, row.actor, row.action, row.subject, row.details, row.previous
        )
        row.save()
        previous = row.hash
    Head.objects.update(hash=previous)


def found(tampering: object, rng: random.Random, outside: HeadFact | None) -> bool:
    try:
        with transaction.atomic():
            tampering(rng)  # type: ignore[operator]
            sound = queries.verify(outside=outside).ok
            raise Undone
    except Undone:
        return not sound


@pytest.mark.parametrize("kind", [edit, delete, insert, swap])
def test_a_thousand_tamperings_are_all_found(chain: HeadFact, kind: object) -> None:
    rng = random.Random(kind.__name__)  # type: ignore[attr-defined]
    assert queries.verify(outside=chain).ok
    missed = [n for n in range(TAMPERINGS // 4) if not found(kind, rng, None)]
    assert missed == []
    assert queries.verify(outside=chain).ok


@pytest.mark.parametrize("kind", [cut, rewrite])
def test_what_is_cut_or_rewritten_whole_is_found_by_the_head_kept_outside(
    chain: HeadFact, kind: object
) -> None:
    rng = random.Random(7)
    assert not found(kind, rng, None)
    assert all(found(kind, rng, chain) for _ in range(40))


def test_what_is_cut_without_touching_the_head_is_found_without_help(chain: HeadFact) -> None:
    Line.objects.filter(pk__gt=LINES - 3).delete()
    assert queries.verify().problem == f"the chain ends at line {LINES - 3}, its head says {LINES}"


def test_recent_lines_come_newest_first(chain: HeadFact) -> None:
    assert [entry.sequence for entry in queries.recent(3)] == [LINES, LINES - 1, LINES - 2]
    assert {entry.subject for entry in queries.recent(100, subject="team:2")} == {"team:2"}


def test_an_empty_chain_is_whole(db: None) -> None:
    assert queries.verify().ok
    assert queries.head() == HeadFact(0, operations.BEFORE_ALL)


@pytest.mark.django_db
def test_a_beginning_that_went_in_time_is_vouched_for_and_one_that_was_cut_is_not() -> None:
    for n in range(5):
        operations.record(actor="person:1", action="early", subject="source:1", now=NOW, details={"n": n})
    later = NOW + timedelta(days=2000)
    assert operations.forget(before=NOW, now=later) == 0
    assert queries.any_before(later)
    assert operations.forget(before=later, now=later) == 5
    assert queries.verify().ok
    assert not queries.any_before(later)
    for n in range(3):
        operations.record(actor="person:1", action="later", subject="source:1", now=later, details={"n": n})
    assert queries.verify().ok
    outside = queries.head()
    assert queries.verify(outside=outside).ok
    Line.objects.filter(sequence=6).delete()  # the line that vouches itself
    assert not queries.verify().ok


def test_lines_of_an_actor_are_found_by_an_index(chain: HeadFact) -> None:
    """The own page counts and lists them: that must not read the whole chain."""
    mine = Line.objects.filter(actor="person:3")
    if connection.vendor == "sqlite":
        for rows in (mine.order_by("-sequence")[:20], mine.order_by()):
            plan = rows.explain()
            assert "audit_line_actor" in plan
            assert "SCAN" not in plan
            assert "TEMP B-TREE" not in plan
    names = connection.introspection.get_constraints(connection.cursor(), "audit_line")
    assert names["audit_line_actor"]["columns"] == ["actor", "sequence"]
    told = queries.by(actor="person:3")
    assert [each.sequence for each in told] == sorted((each.sequence for each in told), reverse=True)
    assert len(told) == queries.many(actor="person:3") == sum(i % 5 == 3 for i in range(LINES))
