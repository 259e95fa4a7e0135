import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takehold.evidence.facts import Columns, Format, Recipe, Shape, Source
from takehold.evidence.facts import Test as Check
from takehold.gather.facts import ColumnSeen, Sample
from takehold.gather.forms import choosing, dates, tally, teams
from takehold.gather.forms.behaviour import OwnBehaviourForm, free_key
from takehold.gather.forms.columns import ColumnsForm, missing_markers, renamed_values
from takehold.people.facts import LabelMatch, TeamFact

BOTH = ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")


def sample(formats=BOTH[:1], shape=Shape.CASES):
    columns = Columns(
        case="number", at="opened", team="group", activity="state" if shape is Shape.EVENTS else None
    )
    return Sample(
        format="csv",
        packing="",
        encoding="utf-8",
        delimiter=",",
        sheets=(),
        records=3,
        exact=True,
        columns=(
            ColumnSeen("number", ("INC1",), ("text",), 0.0),
            ColumnSeen("state", ("New",), ("text",), 0.0),
            ColumnSeen("opened", ("03/04/2026 10:00",), ("time",), 0.0, 3, formats),
            ColumnSeen("group", ("Ward 1",), ("text",), 0.0),
        ),
        rows=(("INC1", "New", "03/04/2026 10:00", "Ward 1"),),
        proposed=Recipe(Source(Format.CSV, shape, missing=("", "?")), columns),
        cautions=(),
    )


def said(**changed):
    return {
        "shape": "cases",
        "case": "number",
        "at": "opened",
        "team": "group",
        "dates": BOTH[0],
        "timezone": "Europe/Brussels",
        "missing": "?, n/a",
    } | changed


def test_the_proposal_is_preselected():
    form = ColumnsForm(sample=sample())
    assert form["case"].value() == "number"
    assert form["dates"].value() == BOTH[0]
    assert not form.ask_day_month


def test_day_or_month_first_is_asked_and_never_guessed():
    form = ColumnsForm(sample=sample(BOTH))
    assert form.ask_day_month
    assert form["dates"].value() == ""
    unsaid = ColumnsForm(said(dates=""), sample=sample(BOTH))
    assert not unsaid.is_valid()
    assert "day or the month" in unsaid.errors["dates"][0]
    shown = dict(form.fields["dates"].choices)
    assert shown[BOTH[0]] == "03/04/2026 10:00 is 3 April 2026"
    assert shown[BOTH[1]] == "03/04/2026 10:00 is 4 March 2026"


def test_the_mapping_that_was_said_becomes_the_recipe():
    form = ColumnsForm(said(), sample=sample())
    assert form.is_valid(), form.errors
    recipe = form.recipe({})
    assert recipe.source.timestamps == BOTH[0]
    assert recipe.source.missing == ("", "?", "n/a")
    assert recipe.source.timezone == "Europe/Brussels"
    assert recipe.columns == Columns(case="number", at="opened", team="group")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"team": ""}, "team"),
        ({"team": "number"}, "team"),
        ({"timezone": "Europe/Atlantis"}, "timezone"),
        ({"dates": "otherwise", "written": "soon"}, "written"),
        ({"case": "no such column"}, "case"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(changed, field):
    form = ColumnsForm(said(**changed), sample=sample())
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_dates_can_be_written_out():
    assert dates.pattern_of("DD.MM.YYYY hh:mm:ss") == "%d.%m.%Y %H:%M:%S"
    assert dates.pattern_of("MM/DD/YY hh:mm am/pm") == "%m/%d/%y %I:%M %p"
    assert dates.pattern_of("YYYY") is None
    assert dates.pattern_of("%d%m%Y") is None


def test_markers_and_renamings_are_read_from_plain_fields():
    assert missing_markers("?,  n/a ,,?") == ("", "?", "n/a")
    posted = {"was-1": "L2/L3", "now-1": "L2", "was-2": "L1", "now-2": "", "was-3": "x", "now-3": "x"}
    assert renamed_values(posted) == {"L2/L3": "L2"}


def own(**posted):
    form = OwnBehaviourForm(posted, sample=sample(), shape=Shape.CASES)
    return form


def test_a_behaviour_of_ones_own_is_read_from_lines_of_column_comparison_value():
    form = own(
        **{
            "name": "Priority is checked",
            "target": "90",
            "chance-0-column": "state",
            "chance-0-op": "in",
            "chance-0-value": "Resolved, Closed",
            "new-0-column": "group",
            "new-0-op": "present",
            "old-0-column": "number",
            "old-0-op": "at_most",
            "old-0-value": "5",
        }
    )
    assert form.is_valid(), form.errors
    found = form.behaviour(["priority-is-checked"])
    assert found.key == "priority-is-checked-2"
    assert found.opportunity.tests == (Check("state", "in", ("Resolved", "Closed")),)
    assert found.new_way.tests == (Check("group", "present"),)
    assert found.old_way.tests == (Check("number", "at_most", 5),)
    assert found.target == 0.9


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"name": "x"}, "new-0-column"),
        ({"name": "x", "new-0-column": "state", "new-0-op": "is"}, "new-0-value"),
        (
            {"name": "x", "new-0-column": "state", "new-0-op": "at_least", "new-0-value": "many"},
            "new-0-value",
        ),
        ({"name": "x", "new-0-value": "Closed"}, "new-0-column"),
        ({"new-0-column": "state", "new-0-op": "present"}, "name"),
    ],
)
def test_a_line_that_is_not_whole_is_said_at_its_field(posted, field):
    form = own(**posted)
    assert not form.is_valid()
    assert field in form.errors


@settings(max_examples=60)
@given(st.text(max_size=200), st.lists(st.sampled_from(["behaviour", "a", "a-2"]), max_size=3))
def test_a_key_is_always_one_that_a_mapping_takes(name, taken):
    import re

    key = free_key(name, taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert len(key) <= 80
    assert key not in taken


def test_a_target_is_a_number_from_1_to_100():
    assert choosing.share(" 92,5 % ") == (0.925, "")
    assert choosing.share("") == (None, "")
    assert "not a target" in choosing.share("120")[1]
    assert "not a target" in choosing.share("all")[1]


WARDS = (TeamFact(1, "ward-1", "Ward 1", None, 9), TeamFact(2, "ward-2", "Ward 2", None, 9))
MATCHES = (
    LabelMatch("Grp 1", 40, 1, "Ward 1", "suggested"),
    LabelMatch("Ward 2", 30, 2, "Ward 2", "exact"),
    LabelMatch("Agency", 5, None, "", "open"),
)


def test_exact_names_are_ticked_and_suggested_ones_are_not():
    assert [row.kept for row in teams.rows(MATCHES)] == [False, True, False]


def test_only_what_was_confirmed_chosen_or_left_outside_is_saved():
    posted = {"team-0": "Ward 1", "team-1": "Ward 2", "keep-1": "on", "team-2": "", "outside-2": "on"}
    _rows, choices = teams.read(posted, MATCHES, WARDS)
    assert [(c.label, c.team_id) for c in choices] == [("Ward 2", 2), ("Agency", None)]
    changed = posted | {"team-0": "ward 2"}
    _rows, choices = teams.read(changed, MATCHES, WARDS)
    assert ("Grp 1", 2) in [(c.label, c.team_id) for c in choices]


def test_names_without_a_team_are_ticked_to_become_one_and_need_their_number():
    unnamed = (*MATCHES, LabelMatch("", 3, None, "", "open"))
    assert [(row.match.label, row.ticked) for row in teams.making_rows(unnamed)] == [
        ("Grp 1", False), ("Ward 2", False), ("Agency", True),
    ]  # fmt: skip
    rows, sizes = teams.read_making({"make-0": "on", "make-2": "on", "people-2": "7"}, unnamed)
    assert sizes == {"Agency": 7}
    assert [bool(row.error) for row in rows] == [True, False, False]
    assert rows[2].people == "7"
    assert teams.read_making({"make-0": "on", "make-2": "on", "people": "12"}, unnamed)[1] == {
        "Grp 1": 12, "Agency": 12,
    }  # fmt: skip


def test_a_team_that_is_none_is_said_beside_its_name():
    rows, choices = teams.read({"team-0": "Ward 99", "team-1": "Ward 2", "keep-1": "on"}, MATCHES, WARDS)
    assert "Ward 99" in rows[0].error
    assert [c.label for c in choices] == ["Ward 2"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["y", "n", "undo"]), max_size=40))
def test_taps_count_what_was_tapped_and_undo_takes_the_last_one_back(answers):
    running = tally.begin(team_id=3, initiative_slug="c", behaviour_key="b")
    kept = []
    for answer in answers:
        running = tally.unseal(tally.seal(running.tapped(answer), person_id=4), person_id=4)
        kept = kept[:-1] if answer == "undo" else [*kept, answer]
    assert (running.chances, running.yes) == (len(kept), kept.count("y"))


def test_the_running_count_is_good_for_one_person_and_cannot_be_changed():
    sealed = tally.seal(tally.begin(team_id=3, initiative_slug="c", behaviour_key="b"), person_id=4)
    for lost in (sealed[:-2] + "xx", "", "a:b:c"):
        with pytest.raises(tally.TallyLost):
            tally.unseal(lost, person_id=4)
    with pytest.raises(tally.TallyLost):
        tally.unseal(sealed, person_id=5)


def test_five_hundred_names_come_page_by_page_and_what_is_not_on_the_page_stays():
    many = [LabelMatch(f"Grp {n}", 1, n, f"Ward {n}", "chosen") for n in range(500)]
    seen = [
        row.match.label
        for start in range(0, 500, teams.A_PAGE)
        for row in teams.grouped(teams.rows(many), start)["decided"].rows
    ]
    assert seen == [match.label for match in many]
    first = teams.grouped(teams.rows(many))["decided"]
    assert (first.total, first.after) == (500, 500 - teams.A_PAGE)
    known = [TeamFact(n, f"w{n}", f"Ward {n}", None, 8) for n in range(500)]
    posted = {f"team-{row.index}": row.typed for row in first.rows} | {"outside-3": "on"}
    _shown, choices = teams.read(posted, many, known)
    assert len(choices) == teams.A_PAGE
    assert [choice.label for choice in choices if choice.team_id is None] == ["Grp 3"]
