"""Persons become random numbers on their way in, are counted and not followed, and can be forgotten for good."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from takehold.analysis.facts import PeopleCount, Terms, UnitEvidence, Verdict
from takehold.analysis.verdict import judge
from takehold.ledger import queries
from takehold.ledger.facts import LabelSpan
from takehold.ledger.models import Import, PersonNumber, SuppressedPerson
from takehold.ledger.operations import persons
from takehold.ledger.operations.uploads import accept_upload
from takehold.ledger.queries.manifest import EVENTS, live
from takehold.ledger.queries.persons import any_made_before, numbers, with_persons
from takehold.ledger.tests.conftest import CONFIRM, Desk, operations
from takehold.ledger.tests.conftest import EVENTS as PLAIN

pytestmark = pytest.mark.django_db
WITH_PERSONS = PLAIN + 'actor = "who"\n'
RECIPE = WITH_PERSONS + CONFIRM
HEADER = "number,state,at,group,confirmed,who"
LAST = date(2026, 3, 1)


def rows(people: dict[str, tuple[int, float]], *, weeks: int = 20, seed: int = 1, case: str = "T") -> str:
    """Tickets of one ward: each person's chances a week and how often the new way is taken. Seeded."""
    rng = np.random.default_rng(seed)
    lines, n = [HEADER], 0
    for week in range(weeks):
        for person, (chances, share) in people.items():
            for _ in range(chances):
                n += 1
                day = LAST - timedelta(days=7 * week + int(rng.integers(0, 5)))
                yes = "true" if rng.random() < share else "false"
                lines.append(f"{case}{n},Resolved,{day}T10:00:00,Ward 1,{yes},{person}")
    return "\n".join(lines) + "\n"


def bring(desk: Desk, text: str, *, allowed: bool = True, recipe: str = RECIPE) -> None:
    if not desk.measures:
        desk.learn(recipe)
    fact = accept_upload(
        source_id=desk.source_id, filename="export.csv", chunks=[text.encode()], recipe_text=recipe,
        uploaded_by="person:1", now=desk.now, persons=allowed,
    )  # fmt: skip
    done = operations.run_import(import_id=fact.id, now=desk.now, home=desk.home)
    assert done.state == "done", done.reason


def stored(desk: Desk) -> list[int | None]:
    """The numbers that stand in the segments."""
    files = live(kind=EVENTS, source_id=desk.source_id, home=desk.home)
    return [one for file in files for one in pq.read_table(file.path, columns=["actor"])["actor"].to_pylist()]


def unit(desk: Desk):
    span = LabelSpan("Ward 1", "Ward 1", frozenset({1}))
    found = queries.figures(
        scope=desk.scope, measure_id=desk.measures["confirm"].id, spans=[span], as_of=LAST
    )
    return found.units[0]


def judged(desk: Desk) -> Verdict:
    one = unit(desk)
    evidence = UnitEvidence(unit="Ward 1", daily=one.daily, people=one.people)
    return judge([evidence], Terms(as_of=LAST, target=0.9)).units[0].verdict


ALIKE = {f"Person {n}": (4, 0.97) for n in range(10)}
TWO_DO_IT = {"Ann": (60, 0.99), "Bob": (60, 0.99), **{f"Person {n}": (1, 0.2) for n in range(8)}}


def test_the_alias_is_the_readers_own():
    found = duckdb.sql(f"select md5_number_upper('{persons.actor_key(3)}' || 'Zoë Quist')").fetchone()
    assert found is not None
    assert persons.alias(3, "Zoë Quist") % 2**64 == found[0]


def test_no_name_and_no_alias_reaches_a_file(desk):
    bring(desk, rows(ALIKE, weeks=3))
    kept = set(stored(desk))
    assert len(kept) == 10
    assert kept == set(PersonNumber.objects.values_list("number", flat=True))
    assert not kept & set(PersonNumber.objects.values_list("alias", flat=True))
    for file in Path(desk.home, "segments").rglob("*.parquet"):
        assert b"Person 1" not in file.read_bytes()


def test_the_same_person_keeps_the_number_and_another_source_has_another(desk):
    bring(desk, rows({"Ann": (3, 1.0)}, weeks=2))
    before = set(stored(desk))
    bring(desk, rows({"Ann": (3, 1.0)}, weeks=2, seed=2, case="U"))
    assert set(stored(desk)) == before
    other = operations.register_source(key="other", name="Other", kind="upload", now=desk.now)
    assert persons.alias(other.id, "Ann") != persons.alias(desk.source_id, "Ann")
    assert numbers() == {desk.source_id: 1}
    assert with_persons() == {desk.source_id}


def test_without_an_agreement_the_column_is_not_read(desk):
    bring(desk, rows(ALIKE, weeks=3), allowed=False)
    assert set(stored(desk)) == {None}
    assert not PersonNumber.objects.exists()
    assert unit(desk).people is None or unit(desk).people.people == 0


def test_people_are_counted_and_chances_stay_the_same(desk):
    bring(desk, rows(ALIKE))
    with_people = unit(desk)
    assert with_people.people == PeopleCount(10, 10)
    assert int(with_people.daily.chances.sum()) == 10 * 4 * 20


def test_a_level_that_two_people_carry_is_not_held(desk):
    bring(desk, rows(TWO_DO_IT, weeks=30))
    one = unit(desk)
    assert one.daily.new_way.sum() / one.daily.chances.sum() > 0.9
    assert one.people.people == 10
    assert one.people.above_half < 6
    assert judged(desk) is not Verdict.HOLDING


def test_the_same_level_that_all_carry_is_held(desk):
    bring(desk, rows(ALIKE, weeks=30))
    assert judged(desk) is Verdict.HOLDING


def test_a_mapping_that_is_over_leaves_no_way_back_and_counts_as_before(desk):
    bring(desk, rows(ALIKE))
    assert not any_made_before(desk.now.date())
    later = desk.now.date() + timedelta(days=1)
    assert any_made_before(later)
    assert persons.forget_before(before=later) == 10
    assert not PersonNumber.objects.exists()
    assert unit(desk).people == PeopleCount(10, 10)


def test_who_is_suppressed_gets_no_number_again(desk):
    bring(desk, rows(ALIKE, weeks=3))
    was = set(stored(desk))
    assert persons.suppress(names=["Person 1", " Person 1 ", ""], now=desk.now) == 1
    assert SuppressedPerson.objects.count() == 1
    bring(desk, rows(ALIKE, weeks=3, seed=5, case="U"))
    assert PersonNumber.objects.count() == 9
    assert set(stored(desk)) == was | {None}  # new events of that person count, and for nobody
    assert persons.suppress(names=["Person 1"], now=desk.now) == 0


def test_an_agreement_that_ends_stops_what_waits(desk):
    bring(desk, rows(ALIKE, weeks=3))
    waiting = accept_upload(
        source_id=desk.source_id, filename="next.csv", chunks=[rows(ALIKE, weeks=2, case="V").encode()],
        recipe_text=RECIPE, uploaded_by="person:1", now=desk.now, persons=True,
    )  # fmt: skip
    assert persons.forget_all(now=desk.now) == 10
    assert not Import.objects.get(pk=waiting.id).persons
    operations.run_import(import_id=waiting.id, now=desk.now, home=desk.home)
    assert not PersonNumber.objects.exists()
    assert None in stored(desk)


def test_a_file_imported_again_changes_nobodys_number(desk):
    bring(desk, rows(ALIKE, weeks=3))
    was = sorted(n or 0 for n in stored(desk))
    persons.forget_all(now=desk.now)
    bring(desk, rows(ALIKE, weeks=3) + f"X1,Resolved,{LAST}T11:00:00,Ward 1,true,Ann\n")
    assert set(was) < {n or 0 for n in stored(desk)}
    assert len(stored(desk)) == len(was) + 1
