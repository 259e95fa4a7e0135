"""SurveyJS JSON: what can be asked is read as the package reads it, everything else is refused by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from surveyjs import SurveyCreator

from takehold.gather.facts.surveys import KINDS, LANGUAGES, NotASurvey
from takehold.gather.queries import survey_json, survey_templates, visibility

EVERY = {
    "title": "All kinds",
    "pages": [
        {
            "elements": [
                {"type": "rating", "name": "r", "title": {"default": "How?", "de": "Wie?"}, "rateMax": 7}
            ]
        },
        {
            "elements": [
                {"type": "radiogroup", "name": "g", "choices": ["a", {"value": "b", "text": "Bee"}]},
                {"type": "checkbox", "name": "c", "choices": [1, 2, 3], "visibleIf": "{g} = 'b'"},
                {"type": "boolean", "name": "b"},
                {
                    "type": "panel",
                    "name": "p",
                    "visibleIf": "{r} >= 3",
                    "elements": [
                        {"type": "dropdown", "name": "d", "choices": ["x", "y"], "isRequired": True}
                    ],
                },
                {"type": "ranking", "name": "k", "choices": ["u", "v", "w"]},
                {
                    "type": "comment",
                    "name": "t",
                    "maxLength": 50,
                    "visibleIf": "{c} contains 2 or {b} = true",
                },
            ]
        },
    ],
}


def one(element: dict[str, Any]) -> dict[str, Any]:
    return {"pages": [{"elements": [{"name": "q", **element}]}]}


def test_every_kind_is_read() -> None:
    survey_json.check(EVERY)
    asked = survey_json.questionnaire(EVERY)
    assert {each.kind for each in asked.questions} == set(KINDS)
    by_name = {each.name: each for each in asked.questions}
    assert len(by_name["r"].choices) == 7
    assert by_name["d"].required
    assert by_name["d"].shown_if == ("{r} >= 3",)
    assert by_name["t"].most == 50
    assert survey_json.questionnaire(EVERY, "de").questions[0].title == "Wie?"


def test_what_is_read_is_what_the_package_reads() -> None:
    creator = SurveyCreator(EVERY)
    asked = survey_json.questionnaire(EVERY)
    assert [each.name for each in asked.questions] == list(creator.questions)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, "r g b k"),
        ({"r": 2}, "r g b k"),
        ({"r": 3}, "r g b d k"),
        ({"g": "b"}, "r g c b k"),
        ({"g": "b", "c": [2]}, "r g c b k t"),
        ({"g": "a", "c": [2]}, "r g b k"),
        ({"b": True}, "r g b k t"),
    ],
)
def test_conditions_decide_what_is_asked(said: dict[str, Any], shown: str) -> None:
    questions = survey_json.questionnaire(EVERY).questions
    assert " ".join(each.name for each in survey_json.visible(questions, said)) == shown


@pytest.mark.parametrize(
    ("definition", "sentence"),
    [
        (one({"type": "matrix"}), "of the kind “matrix”"),
        (one({"type": "text"}), "These can be asked"),
        (one({"type": "radiogroup", "choices": ["a"]}), "between 2 and 30"),
        (one({"type": "radiogroup", "choices": ["a", "a"]}), "different values"),
        (one({"type": "radiogroup", "choices": ["a", "b"], "showOtherItem": True}), "showOtherItem"),
        (one({"type": "dropdown", "choicesByUrl": {"url": "http://x"}, "choices": [1, 2]}), "choicesByUrl"),
        (one({"type": "comment", "name": "so <b>"}), "letters, digits"),
        (one({"type": "rating", "rateMax": 100}), "2 and 11"),
        (one({"type": "comment", "visibleIf": "{later} = 1"}), "not asked before"),
        (one({"type": "comment", "visibleIf": "iif({q} = 1)"}), "cannot be followed"),
        ({"pages": []}, "asks nothing"),
        ({"pages": [{"elements": "x"}]}, "no survey"),
        ({"elements": [{"type": "comment", "name": "a"}, {"type": "comment", "name": "a"}]}, "Two questions"),
        ({"elements": [{"type": "comment", "name": f"q{n}"} for n in range(41)]}, "at most 40"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(definition: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotASurvey, match=sentence):
        survey_json.loads(json.dumps(definition))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '"x"', "[" * 50_000, '{"a": NaN}', "x" * 200_000, b"\xff\xfe"]
)
def test_what_is_no_survey_is_refused(text: Any) -> None:
    with pytest.raises(NotASurvey):
        survey_json.loads(text)


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 50) | st.text(max_size=8) | st.sampled_from(KINDS),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["pages", "elements", "type", "name", "choices", "visibleIf", "title", "rateMax"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=25,
    )
)
def test_whatever_comes_in_is_a_survey_or_a_sentence(value: Any) -> None:
    try:
        definition = survey_json.loads(json.dumps(value))
    except NotASurvey:
        return
    asked = survey_json.questionnaire(definition)
    assert asked.questions
    survey_json.visible(asked.questions, {})


@pytest.mark.parametrize("key", survey_templates.KEYS)
def test_ready_surveys_are_whole_in_five_languages(key: str) -> None:
    definition = survey_templates.definition(key)
    survey_json.check(definition)
    assert survey_json.languages(definition) == tuple(LANGUAGES)
    assert json.loads(survey_json.dumps(definition)) == definition


def test_the_full_survey_has_two_items_an_element_and_two_of_trust() -> None:
    asked = survey_json.questionnaire(survey_templates.definition("adkar"))
    elements = [each.element for each in asked.questions if each.kind == "rating"]
    wanted = ["awareness", "desire", "knowledge", "ability", "reinforcement", "trust"]
    assert elements == [name for name in wanted for _n in range(2)]
    assert all(len(each.choices) == 5 for each in asked.questions if each.kind == "rating")


@pytest.mark.parametrize(
    ("condition", "said", "holds"),
    [
        ("{a} = 1", {"a": 1}, True),
        ("{a} == '1'", {"a": 1}, True),
        ("{a} <> 2", {"a": 1}, True),
        ("{a} != 1", {}, True),
        ("{a} > 1 and {a} < 3", {"a": 2}, True),
        ("{a} >= 3 or {b} empty", {"a": 2}, True),
        ("not ({a} = 1)", {"a": 1}, False),
        ("!({a} = 1) || {b} notempty", {"a": 1, "b": "x"}, True),
        ("{a} anyof ['x', 'y']", {"a": ["y"]}, True),
        ("{a} contains 'y'", {"a": ["x"]}, False),
        ("{a} notcontains 'y'", {"a": ["x"]}, True),
        ("{a} = true", {"a": True}, True),
        ("{a} < 3", {"a": "x"}, False),
    ],
)
def test_conditions(condition: str, said: dict[str, Any], holds: bool) -> None:
    assert visibility.holds((condition,), said) is holds


@pytest.mark.parametrize(
    "condition",
    ["", "{a}", "{a} = ", "a = 1", "{a} = 1 {b} = 2", "({a} = 1", "(" * 50, "{a} = 'x", "1 = {a}"],
)
def test_conditions_that_cannot_be_followed(condition: str) -> None:
    with pytest.raises(visibility.Unclear):
        visibility.read(condition)


def test_an_answer_that_does_not_fit_is_seen_by_the_package_too() -> None:
    assert survey_json.misfits(EVERY, {"r": 3, "g": "a", "c": [1], "k": ["w", "v", "u"], "t": "x"}) == ()
    assert len(survey_json.misfits(EVERY, {"r": 9, "g": "z", "c": [7], "zz": 1})) == 4
