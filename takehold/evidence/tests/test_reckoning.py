"""From evidence rows to verdicts: the same digits from kept rows, small teams together, and what is said beside."""

import hashlib
import random
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from takehold.analysis import verdict  # noqa: F401 - loads SciPy before the clock of a test runs
from takehold.analysis.facts import Period
from takehold.evidence.facts import EVIDENCE_SCHEMA, Behaviour, Columns, Format, Recipe, Shape, Source
from takehold.evidence.recipe import sealed
from takehold.evidence.reckoning import shareable, verdict_of
from takehold.evidence.reckoning.folding import TOGETHER, folded
from takehold.evidence.reckoning.reckoned import sha256_of
from takehold.evidence.reckoning.units import canonical, grain, grid, last_day, people_of, unit

BEHAVIOUR = Behaviour("k", "K", target=0.8)
START, AS_OF = date(2026, 1, 5), date(2026, 6, 28)


def recipe(shape=Shape.EVENTS):
    columns = Columns(case="c", activity="a", at="t", team="g")
    return sealed(Recipe(Source(Format.CSV, shape), columns, (BEHAVIOUR,)))


def table(rows):
    """Evidence rows of (team, day, actor, chances, new way[, old way])."""
    full = [("k", *row[:5], row[5] if len(row) > 5 else None, 0, 0) for row in rows]
    return (
        pa.table(list(map(list, zip(*full, strict=True))), schema=EVIDENCE_SCHEMA)
        if full
        else EVIDENCE_SCHEMA.empty_table()
    )


def season(teams=("A", "B", "C"), actors=(None,)):
    draw = random.Random(7)
    rows = []
    for week in range(25):
        for weekday in range(5):
            for team in teams:
                for actor in actors:
                    day = START + timedelta(days=7 * week + weekday)
                    rows.append((team, day, actor, 4, sum(draw.random() < 0.9 for _ in range(4))))
    return table(rows)


def test_kept_rows_give_the_same_digits(tmp_path):
    rows = season()
    shuffled = rows.take(random.Random(1).sample(range(rows.num_rows), rows.num_rows))
    pq.write_table(shuffled, tmp_path / "rows.parquet")
    kept = pq.read_table(tmp_path / "rows.parquet")
    first = verdict_of(rows, BEHAVIOUR, recipe(), as_of=AS_OF, streams=4)
    second = verdict_of(kept, BEHAVIOUR, recipe(), as_of=AS_OF, streams=4)
    assert first.verdict == second.verdict
    assert first.inputs_sha256 == second.inputs_sha256
    assert first.verdict.whole.verdict == "holding"
    assert [u.unit for u in first.verdict.units] == ["A", "B", "C"]
    split = pa.concat_tables([rows, table([("A", START, None, 1, 1), ("A", START, None, -1, -1)])])
    assert verdict_of(split, BEHAVIOUR, recipe(), as_of=AS_OF, streams=4).inputs_sha256 == first.inputs_sha256


def test_what_is_counted_without_a_team_is_no_team():
    rows = pa.concat_tables([season(("A",)), season(("",))])
    told = verdict_of(rows, BEHAVIOUR, recipe(), as_of=AS_OF)
    assert [u.unit for u in told.verdict.units] == ["A"]
    assert told.verdict.whole.total_chances == 2 * told.verdict.units[0].total_chances
    assert {c.code: dict(c.numbers) for c in told.cautions}["no_team"] == {"share": 0.5}


def test_data_without_teams_speaks_of_the_whole():
    told = verdict_of(season(("",)), BEHAVIOUR, recipe(), as_of=AS_OF)
    assert told.verdict.units == ()
    assert told.verdict.whole.verdict == "holding"
    assert [c.code for c in told.cautions] == ["no_teams"]


def test_where_persons_are_not_known_small_teams_cannot_be_seen():
    assert [c.code for c in verdict_of(season(), BEHAVIOUR, recipe(), as_of=AS_OF).cautions] == ["small_team"]


def test_small_teams_are_told_together():
    rows = pa.concat_tables(
        [
            season(("Big",), range(1, 9)),
            season(("Two",), (11, 12)),
            season(("Other",), range(21, 26)),
            season(("One",), (9,)),
        ]
    )
    told = verdict_of(rows, BEHAVIOUR, recipe(), as_of=AS_OF)
    assert [u.unit for u in told.verdict.units] == ["Big", TOGETHER]
    assert told.folded == {TOGETHER: ("One", "Other", "Two")}
    assert "small_team" not in [c.code for c in told.cautions]
    leaving = shareable(told)
    assert set(leaving["team"].to_pylist()) == {"Big", TOGETHER}
    assert leaving["actor"].null_count == leaving.num_rows
    assert sum(leaving["chances"].to_pylist()) == sum(rows["chances"].to_pylist())


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 12), max_size=12))
def test_no_unit_shown_is_smaller_than_five_unless_all_are(people):
    names = {number: f"T{number}" for number in people}
    shown = folded(names, people)
    assert sorted(t for _, teams in shown for t in teams) == sorted(names)
    sizes = [sum(people[t] for t in teams) for _, teams in shown]
    if sum(people.values()) >= 5:
        assert all(size >= 5 for size in sizes)
    else:
        assert len(shown) <= 1


def test_nothing_counted_says_so():
    told = verdict_of(table([]), BEHAVIOUR, recipe(), as_of=AS_OF)
    assert told.verdict.whole.verdict == "cannot tell"
    assert [c.code for c in told.cautions] == ["no_cases"]


def test_days_too_long_ago_are_left_out_and_counted():
    rows = pa.concat_tables([season(("A",)), table([("A", date(1970, 1, 1), None, 3, 0)])])
    told = verdict_of(rows, BEHAVIOUR, recipe(), as_of=AS_OF)
    assert {c.code: dict(c.numbers) for c in told.cautions}["older_left_out"] == {"n": 3}
    assert told.verdict.whole.total_chances == 25 * 5 * 4


def test_ready_made_counts_say_which_period_they_speak_of():
    weeks = table([("A", START + timedelta(days=7 * n), None, 20, 18) for n in range(20)])
    months = table([("A", date(2026, month, 1), None, 20, 18) for month in range(1, 7)])
    assert grain(weeks) is Period.WEEK
    assert grain(months) is Period.MONTH
    assert grain(season()) is Period.DAY
    assert last_day(date(2026, 2, 1), Period.MONTH) == date(2026, 2, 28)
    assert last_day(START, Period.WEEK) == date(2026, 1, 11)
    told = verdict_of(
        weeks, BEHAVIOUR, recipe(Shape.COUNTS), as_of=last_day(START + timedelta(days=133), Period.WEEK)
    )
    assert told.verdict.whole.trend.period in (Period.WEEK, Period.MONTH)
    assert told.verdict.whole.verdict == "holding"


def test_people_are_counted_when_asked_and_never_summed():
    rows = season(("A", "B"), (1, 2, 3))
    cells = grid(canonical(rows), AS_OF)
    assert people_of(cells, AS_OF, 182) == {0: 3, 1: 3}
    assert unit(cells, "", [0, 1], AS_OF, Period.DAY, None).people.people == 3


def test_the_hash_is_of_plain_lines():
    rows = canonical(table([("B", START, None, 2, 1), ("A", START, 7, 1, 1, 0)]))
    lines = (
        "k\x1fA\x1f2026-01-05\x1f7\x1f1\x1f1\x1f0\x1f0\x1f0\nk\x1fB\x1f2026-01-05\x1f\x1f2\x1f1\x1f\x1f0\x1f0"
    )
    assert sha256_of(rows) == hashlib.sha256(lines.encode()).hexdigest()
    assert sha256_of(EVIDENCE_SCHEMA.empty_table()) == hashlib.sha256(b"").hexdigest()
