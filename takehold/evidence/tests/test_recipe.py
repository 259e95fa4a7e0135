"""Recipes: what is read, what is refused and in which words, and that writing and reading are inverse."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence.facts import (
    ORDERED_KINDS,
    RULE_KINDS,
    Behaviour,
    Columns,
    Condition,
    Format,
    Recipe,
    Rule,
    Shape,
    Source,
)
from takehold.evidence.facts import (
    Test as Comparison,
)
from takehold.evidence.recipe import RecipeError, dump, parse, sealed
from takehold.evidence.recipe.table import kind
from takehold.evidence.sentences import found_again, kept, told
from takehold.evidence.tests.test_sentences import GERMAN

EXAMPLE = """
[source]
format = "csv"
shape = "events"
missing = ["?", ""]
timestamps = "%d/%m/%Y %H:%M"
timezone = "Europe/Brussels"

[columns]
case = "number"
activity = "incident_state"
at = "sys_updated_at"
team = "assignment_group"

[values.activity]
"L2/L3" = "L2"

[[behaviour]]
key = "confirm-priority"
name = "Priority is double-checked before an incident is resolved"
opportunity = { activity = "Resolved", priority = { not_in = ["5", "6"] } }
new_way = { u_priority_confirmation = "true" }
target = 0.95
go_live = 2026-01-12

[[behaviour]]
key = "support-lines"
name = "Tickets climb the support lines one by one"
per = "case"
closed_after = "2w"
[[behaviour.rule]]
kind = "init"
a = "L1"
[[behaviour.rule]]
kind = "response"
a = "L1"
b = "L2"
within = "5d"
"""


def test_reads_the_documented_example():
    recipe = parse(EXAMPLE)
    assert recipe.source.missing == ("?", "")
    assert recipe.values == {"activity": {"L2/L3": "L2"}}
    first, second = recipe.behaviours
    assert first.opportunity.tests == (
        Comparison("activity", "is", "Resolved"),
        Comparison("priority", "not_in", ("5", "6")),
    )
    assert first.go_live == date(2026, 1, 12)
    assert second.per == "case"
    assert second.closed_after == 14
    assert second.rules == (Rule("init", "L1"), Rule("response", "L1", "L2", within=432_000))
    assert recipe.attributes() == ("priority", "u_priority_confirmation")
    assert len(recipe.sha256) == 64


def test_kinds_of_cases_are_a_column_that_is_kept_and_need_a_rule():
    text = EXAMPLE.replace('per = "case"', 'per = "case"\nkinds = "u_impact"')
    recipe = parse(text)
    assert recipe.behaviours[1].kinds == "u_impact"
    assert recipe.attributes() == ("priority", "u_impact", "u_priority_confirmation")
    assert parse(dump(recipe)) == recipe
    with pytest.raises(RecipeError, match="write a rule first"):
        parse(EXAMPLE.replace("target = 0.95", 'target = 0.95\nkinds = "u_impact"'))


def test_a_column_that_plays_a_part_is_read_as_that_part():
    recipe = parse(EXAMPLE.replace("{ activity = ", "{ incident_state = "))
    assert recipe == parse(EXAMPLE)


def test_the_hash_is_of_the_meaning_not_of_the_layout():
    assert parse(EXAMPLE).sha256 == parse("# a note\n" + EXAMPLE.replace(" = ", "=")).sha256
    assert parse(EXAMPLE).sha256 != parse(EXAMPLE.replace("0.95", "0.9")).sha256


WRONG = [
    ('shape = "events"', 'shape = "event"', 4, ["shape", '"events"', "cases", "counts"]),
    ("opportunity", "oportunity", 21, ["oportunity", 'Did you mean "opportunity"', "Allowed: key"]),
    ('at = "sys_updated_at"\n', "", 9, ["at", "missing", "[columns]"]),
    ("target = 0.95", "target = 95", 23, ["0.95", "95 %"]),
    ("2026-01-12", '"2026-01-12"', 24, ["date", "quotation"]),
    ('kind = "init"', 'kind = "inti"', 32, ["inti", '"init"', "precedence"]),
    ('a = "L1"\n[[', 'a = "L1"\nwithin = "5d"\n[[', 34, ["within", "init", "response"]),
    ('"5d"', '"5 days"', 38, ["within", "5d"]),
    ("not_in = [", "not_inn = [", 21, ["not_inn", 'Did you mean "not_in"']),
    ("Europe/Brussels", "Europe/Brusels", 7, ["Europe/Brusels", "time zone"]),
    ('key = "support-lines"', 'key = "confirm-priority"', 27, ["Two behaviours", "confirm-priority"]),
    ('b = "L2"', 'b = "L1"', 37, ["same activity"]),
    ('per = "case"', 'per = "event"', 29, ["whole cases"]),
    ("[[behaviour.rule]]\nkind", "[[behaviour.rule]\nkind", 31, ["not TOML"]),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG)
def test_an_error_names_line_key_and_choice(old, new, line, words):
    text = EXAMPLE.replace(old, new, 1)
    assert text != EXAMPLE
    with pytest.raises(RecipeError) as caught:
        parse(text)
    assert caught.value.line == line, str(caught.value)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(("old", "new", "line", "words"), WRONG)
def test_an_error_is_told_in_german_with_the_same_line_key_and_choice(old, new, line, words):
    with pytest.raises(RecipeError) as caught:
        parse(EXAMPLE.replace(old, new, 1))
    german = told(caught.value.sentence, GERMAN)
    assert german.startswith(f"Zeile {line}: ")
    assert ("Erlaubt: " in german) == bool(caught.value.allowed)
    for name in caught.value.allowed:
        assert name in german
    assert "Did you mean" not in german
    assert found_again(kept(caught.value.sentence)) == str(caught.value)


def test_each_kind_of_value_is_named_in_the_readers_language():
    named = {told(kind(value), GERMAN) for value in (True, "x", 5, [], {}, date(2026, 1, 2))}
    assert len(named) == 6
    assert not {each.split()[0] for each in named} & {"the", "true", "a"}


def test_counts_speak_of_one_behaviour():
    text = """[source]
format = "csv"
shape = "counts"
[columns]
team = "t"
period = "p"
done = "d"
of = "o"
[[behaviour]]
key = "a"
name = "A"
"""
    assert parse(text).behaviours[0].new_way is None
    with pytest.raises(RecipeError, match="exactly one"):
        parse(text + '[[behaviour]]\nkey = "b"\nname = "B"\n')
    with pytest.raises(RecipeError, match="new_way"):
        parse(text + "new_way = { x = 1 }\n")


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text):
    with pytest.raises(RecipeError) as caught:
        parse(text)
    assert str(caught.value).endswith(".")


names = st.text(min_size=1, max_size=12).filter(lambda t: t not in ("case", "activity", "team"))
scalars = st.one_of(
    st.text(max_size=8),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
)
tests = st.one_of(
    st.tuples(st.sampled_from(("is", "not")), scalars),
    st.tuples(st.sampled_from(("in", "not_in")), st.lists(scalars, min_size=1, max_size=3).map(tuple)),
    st.tuples(st.sampled_from(("at_most", "at_least")), st.integers(-9, 9)),
    st.tuples(st.sampled_from(("present", "missing")), st.none()),
)
conditions = st.dictionaries(names, tests, max_size=3).map(
    lambda d: Condition(tuple(Comparison(column, op, value) for column, (op, value) in d.items()))
)


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(RULE_KINDS))
    a, b = draw(st.lists(names, min_size=2, max_size=2, unique=True))
    alone = kind in ("init", "end", "existence", "absence")
    within = draw(st.none() | st.integers(1, 10**6)) if kind in ORDERED_KINDS else None
    n = draw(st.integers(1, 4)) if kind in ("existence", "absence") else 1
    return Rule(kind, a, None if alone else b, within, n)


@st.composite
def recipes(draw):
    about = {
        "key": "a-key",
        "name": draw(names),
        "target": draw(st.none() | st.floats(0.01, 1)),
        "go_live": draw(st.none() | st.dates()),
        "question": draw(st.text(max_size=20)),
    }
    if draw(st.booleans()):
        behaviour = Behaviour(
            **about, per="case", rules=tuple(draw(st.lists(rules(), min_size=1, max_size=3)))
        )
    else:
        behaviour = Behaviour(
            **about,
            opportunity=draw(conditions),
            new_way=draw(conditions),
            old_way=draw(st.none() | conditions),
        )
    source = Source(Format.CSV, Shape.EVENTS, missing=tuple(draw(st.lists(st.text(max_size=5), max_size=3))))
    columns = Columns(case="c\x00ase", activity="a.b", at="at ☃", team='t"m')
    values = {draw(names): draw(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2))}
    return sealed(Recipe(source, columns, (behaviour,), values))


@settings(max_examples=80)
@given(recipes())
def test_what_is_written_is_read_again(recipe):
    assert parse(dump(recipe)) == recipe
