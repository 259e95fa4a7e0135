"""What is typed becomes what was meant, or a sentence at the field."""

from __future__ import annotations

from datetime import date

import pytest

from takehold.initiatives.forms import BehaviourForm, ChangeForm, GoLiveForm
from takehold.initiatives.forms.teams import FEW, branches
from takehold.people.facts import PersonFact, TeamFact

TEAMS = [
    TeamFact(1, "a", "A", None, 0),
    TeamFact(2, "b", "B", 1, 9),
    TeamFact(3, "c", "C", 2, 9),
    TeamFact(4, "d", "D", 99, 9),
]
MIA, MIA_2 = PersonFact(7, "m7", "Mia Meyer", ""), PersonFact(8, "m8", "Mia Meyer", "")
KNOWN = {"mia": (MIA, MIA_2), "mia meyer (m8)": (MIA_2,), "olga": (PersonFact(9, "o", "Olga", ""),)}


def form(**typed) -> ChangeForm:
    data = {"name": "N", "reasons": "one\n\n two ", **typed}
    return ChangeForm(data, teams=TEAMS, find=lambda text: KNOWN.get(text.casefold(), ()))


def test_a_change_is_read_from_the_form() -> None:
    typed = form(lead="Olga", co_owner="Mia Meyer (m8)", go_live="2026-01-12", teams=["2", "3"])
    assert typed.is_valid(), typed.errors
    said = typed.said()
    assert (said.reasons, said.lead_id, said.co_owner_id, said.sponsor_id) == (("one", "two"), 9, 8, None)
    assert (said.team_ids, said.go_live) == (frozenset({2, 3}), date(2026, 1, 12))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"lead": "Nobody"}, "lead", "Nobody of that name"),
        ({"sponsor": "Mia"}, "sponsor", "Mia Meyer (m7), Mia Meyer (m8)"),
        ({"go_live": "12.1.2026"}, "go_live", "valid date"),
        ({"teams": ["77"]}, "teams", "77"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_what_is_not_clear_is_asked_at_the_field(typed, field: str, sentence: str) -> None:
    asked = form(**typed)
    assert not asked.is_valid()
    assert sentence in " ".join(asked.errors[field])


def test_teams_stand_below_what_they_belong_to() -> None:
    top, other = branches(TEAMS, {3: "checked"})
    assert (top.name, top.teams, top.chosen, other.name, other.below) == ("A", 2, 1, "D", ())
    (middle,) = top.below
    assert [(each.name, each.value) for each in (middle, *middle.below)] == [("B", ""), ("C", "checked")]


def test_many_teams_are_folded_but_where_something_is_chosen() -> None:
    wards = [TeamFact(100 + n, f"w{n}", f"Ward {n}", 1 + n % 2, 9) for n in range(FEW)]
    many = [*TEAMS[:1], TeamFact(2, "b", "B", None, 9), *wards]
    (first, second), few = branches(many, {101: "checked"}), branches(TEAMS, {})
    assert (first.open, second.open, few[0].open, few[0].below[0].open) == (False, True, True, True)
    (only,) = branches(
        [TeamFact(each.id, each.key, each.name, each.parent_id or 1, 9) for each in many[1:]] + TEAMS[:1], {}
    )
    assert (only.open, only.below[0].open) == (True, False)


def test_ticks_are_kept_typed_or_not() -> None:
    first = ChangeForm(initial={"teams": ["2"]}, teams=TEAMS, find=lambda text: ()).branches[0]
    assert (first.value, first.below[0].value, first.open) == ("", "checked", True)
    assert form(teams=["1", "77"]).branches[0].value == "checked"


def test_days_of_teams_are_those_given() -> None:
    days = GoLiveForm({"team-1": "", "team-2": "2026-02-01"}, teams=TEAMS)
    assert days.is_valid()
    assert days.days() == ((2, date(2026, 2, 1)),)
    was = GoLiveForm(initial={"team-3": date(2026, 2, 9)}, teams=TEAMS).branches[0]
    assert (was.chosen, was.below[0].below[0].value) == (1, "2026-02-09")


def test_a_day_that_is_none_is_said_at_its_team() -> None:
    wrong = GoLiveForm({"team-2": "soon"}, teams=TEAMS).branches[0]
    assert wrong.open
    assert (wrong.below[0].value, len(wrong.below[0].errors)) == ("soon", 1)


def test_a_target_is_typed_in_percent() -> None:
    typed = BehaviourForm({"name": "B", "target": "85"})
    assert typed.is_valid()
    assert typed.said("b").target == 0.85
    assert not BehaviourForm({"name": "B", "target": "0"}).is_valid()
