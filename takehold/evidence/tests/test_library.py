"""The shipped library: every entry is complete, fits the exports it names, and says what is missing elsewhere."""

import pytest

from takehold.evidence import library
from takehold.evidence.facts import ColumnFound as Found
from takehold.evidence.facts import Columns, Format, Inspection, Recipe, Shape, Source
from takehold.evidence.recipe import dump, parse

AUDIT_LOG = [
    "number",
    "incident_state",
    "reassignment_count",
    "reopen_count",
    "made_sla",
    "sys_updated_at",
    "contact_type",
    "category",
    "cmdb_ci",
    "assignment_group",
    "knowledge",
    "u_priority_confirmation",
    "closed_code",
]
LIST = ["Number", "State", "Assignment group", "Reassignment count", "Knowledge", "Resolved", "Category"]
JIRA = [
    "Issue key",
    "Status",
    "Description",
    "Custom field (Epic Link)",
    "Fix Version/s",
    "Updated",
    "Project name",
]


def inspection(columns, shape, **parts):
    names = [Found(name=name, samples=(), kinds=(), missing=0.0) for name in columns]
    proposed = Recipe(Source(Format.CSV, shape), Columns(**parts))
    return Inspection("f", Format.CSV, "", None, None, (), tuple(names), 1, True, (), proposed)


def keys(found):
    return {one.key for one in found}


def test_there_are_at_least_fourteen_and_each_says_what_it_must():
    assert len(library.entries()) >= 14
    assert len(keys(library.entries())) == len(library.entries())
    assert {"confirm-priority", "knowledge-linked"} <= keys(library.entries())
    for one in library.entries():
        assert one.question.endswith("?")
        assert one.caution.endswith(".")
        assert one.origin
        assert one.systems
        assert one.behaviour.target
        assert set(one.shapes) <= {Shape.EVENTS, Shape.CASES}
        for behaviour in one.by_shape.values():
            assert library._tested(behaviour) <= set(one.synonyms)


def test_what_fits_an_audit_log():
    fits = keys(library.fitting(AUDIT_LOG, Shape.EVENTS))
    assert {
        "confirm-priority", "knowledge-linked", "one-reassignment", "category-not-other", "not-reopened",
        "within-target", "closure-code-filled", "item-named", "self-service-first", "picked-up-in-four-hours",
    } <= fits  # fmt: skip
    assert "epic-linked" not in fits
    assert library.missing(library.entry("epic-linked"), AUDIT_LOG) == ("epic",)


def test_a_list_that_lacks_a_history_is_told_so_in_words():
    assert library.missing(library.entry("no-status-jump"), ["key"], Shape.CASES) == (
        "a history, one row a step",
    )


def test_what_fits_a_list_export_and_jira():
    assert {"knowledge-linked", "one-reassignment", "category-not-other"} <= keys(
        library.fitting(LIST, Shape.CASES)
    )
    assert "confirm-priority" not in keys(library.fitting(LIST, Shape.CASES))
    jira = keys(library.fitting(JIRA, Shape.CASES))
    assert {"epic-linked", "description-filled", "release-named"} <= jira
    assert "no-status-jump" not in jira


def test_a_recipe_for_an_audit_log_can_be_written_and_read():
    seen = inspection(
        AUDIT_LOG,
        Shape.EVENTS,
        case="number",
        activity="incident_state",
        at="sys_updated_at",
        team="assignment_group",
    )
    recipe = library.recipe_for(seen, ["confirm-priority", "picked-up-in-four-hours"])
    first, second = recipe.behaviours
    assert [(t.column, t.op, t.value) for t in first.opportunity.tests] == [
        ("activity", "in", ("Resolved", "6"))
    ]
    assert [t.column for t in first.new_way.tests] == ["u_priority_confirmation"]
    assert second.rules[0].within == 4 * 3_600
    assert recipe.values["activity"]["Active"] == "In Progress"
    assert parse(dump(recipe)) == recipe
    assert library.recipe_for(seen, ["confirm-priority"], target=0.5).behaviours[0].target == 0.5


def test_an_optional_column_that_is_not_there_is_left_out():
    parts = {"case": "Number", "at": "Resolved", "team": "Assignment group"}
    with_state = library.recipe_for(inspection(LIST, Shape.CASES, **parts), ["knowledge-linked"])
    assert [t.column for t in with_state.behaviours[0].opportunity.tests] == ["State"]
    without = [c for c in LIST if c != "State"]
    recipe = library.recipe_for(inspection(without, Shape.CASES, **parts), ["knowledge-linked"])
    assert recipe.behaviours[0].opportunity.tests == ()


def test_what_does_not_fit_is_said_in_words():
    seen = inspection(LIST, Shape.CASES, case="Number", at="Resolved", team="Assignment group")
    with pytest.raises(library.NotInLibrary, match='lacks a column such as "u_priority_confirmation"'):
        library.recipe_for(seen, ["confirm-priority"])
    with pytest.raises(library.NotInLibrary, match=r'no behaviour "nothing".*knowledge-linked'):
        library.recipe_for(seen, ["nothing"])
