"""Process rules as queries equal the automata of the analysis, case by case: ties, vacuous and pending included."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.analysis.process import Outcome, check, combine
from takehold.evidence import engines, process
from takehold.evidence.facts import EVENT_SCHEMA, ORDERED_KINDS, RULE_KINDS, Behaviour, Rule

START = datetime(2026, 1, 5, tzinfo=UTC)
ALONE = ("init", "end", "existence", "absence")
ALWAYS, NEVER = date(2100, 1, 1), None


def rule(kind, *, within=None, n=1, a="a", b="b"):
    return Rule(kind, a, None if kind in ALONE else b, within, n)


VARIANTS = [
    *(rule(kind) for kind in RULE_KINDS),
    *(rule(kind, n=2) for kind in ("existence", "absence")),
    *(rule(kind, within=2) for kind in ORDERED_KINDS),
]


def small_cases():
    """Every case of up to four events of three activities, with nothing, a second or three between them."""
    for length in range(1, 5):
        for activities in product("abc", repeat=length):
            for gaps in product((0, 1, 3), repeat=length - 1):
                times = [0]
                for gap in gaps:
                    times.append(times[-1] + gap)
                yield activities, tuple(times)


def table_of(cases):
    columns = {name: [] for name in EVENT_SCHEMA.names}
    for number, (activities, times) in enumerate(cases):
        for activity, time in zip(activities, times, strict=True):
            at = START + timedelta(seconds=time)
            place = len(columns["ordinal"])
            row = (place, f"C{number}", activity, at, at.date(), f"T{number % 3}", None, place)
            for name, value in zip(EVENT_SCHEMA.names, row, strict=True):
                columns[name].append(value)
    return ibis.memtable(pa.table(columns, schema=EVENT_SCHEMA))


def answers(cases, rules, closed_before, backend=None):
    behaviour = Behaviour("k", "K", per="case", rules=tuple(rules))
    backend = backend or engines.connect()
    told = process.outcomes(table_of(cases), behaviour, closed_before=closed_before)
    found = {}
    for row in backend.to_pyarrow(told).to_pylist():
        assert row["chance"] + row["pending"] + row["vacuous"] == 1
        word = (
            "pending"
            if row["pending"]
            else "vacuous"
            if row["vacuous"]
            else "violated"
            if row["violated"]
            else "satisfied"
        )
        found[int(row["case_id"][1:])] = Outcome(word)
    return [found[number] for number in range(len(cases))]


def expected(case, rules, closed):
    activities, times = case
    return combine(
        check(r.kind, r.a, r.b, activities, times, within=r.within, n=r.n, closed=closed) for r in rules
    )


def differences(cases, rules, closed_before, backend=None):
    told = answers(cases, rules, closed_before, backend)
    right = [expected(case, rules, closed_before is not None) for case in cases]
    return [(case, got, want) for case, got, want in zip(cases, told, right, strict=True) if got != want]


@pytest.mark.parametrize("closed_before", [ALWAYS, NEVER], ids=["closed", "open"])
@pytest.mark.parametrize("one", VARIANTS, ids=lambda r: f"{r.kind}-n{r.n}-{r.within}")
def test_every_small_case(one, closed_before):
    assert differences(list(small_cases()), [one], closed_before)[:5] == []


@st.composite
def random_cases(draw):
    def case(length):
        activities = st.tuples(*[st.sampled_from("abcd")] * length)
        gaps = st.tuples(*[st.sampled_from((0, 0, 1, 2, 3, 5))] * length)
        return st.tuples(activities, gaps)

    cases = draw(st.lists(st.integers(1, 12).flatmap(case), min_size=1, max_size=40))
    return [(activities, tuple(sum(gaps[: i + 1]) for i in range(len(gaps)))) for activities, gaps in cases]


@st.composite
def random_rules(draw):
    kind = draw(st.sampled_from(RULE_KINDS))
    a, b = draw(st.permutations("abcd"))[:2]
    within = draw(st.none() | st.integers(1, 6)) if kind in ORDERED_KINDS else None
    n = draw(st.integers(1, 3)) if kind in ("existence", "absence") else 1
    return rule(kind, within=within, n=n, a=a, b=b)


@settings(max_examples=40, deadline=None)
@given(random_cases(), st.lists(random_rules(), min_size=1, max_size=4), st.booleans())
def test_random_cases_and_several_rules(cases, rules, closed):
    assert differences(cases, rules, ALWAYS if closed else NEVER)[:5] == []
