"""Persons are off: their columns are neither tested nor kept, nor a team; what stood in a file goes with the file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from takehold.evidence import facts
from takehold.evidence.facts import Behaviour, Condition
from takehold.gather import operations, queries
from takehold.gather.forms.behaviour import OwnBehaviourForm
from takehold.gather.forms.columns import ColumnsForm
from takehold.gather.models import Draft
from takehold.gather.operations.expiry import expire_drafts, without_cells
from takehold.ledger import operations as ledger
from takehold.people.facts import NotAllowed

FILE = b"""number,opened_at,assignment_group,assigned_to,u_priority_confirmation
1,2026-01-05 10:00,Ward 1,Anna Kovac,true
2,2026-01-06 10:00,Ward 2,Boris Huld,false
"""
MAPPING = """
[source]
format = "csv"
shape = "cases"
timezone = "UTC"
timestamps = "%Y-%m-%d %H:%M"
[columns]
case = "number"
at = "opened_at"
team = "assignment_group"
{more}
[[behaviour]]
key = "confirmed"
name = "Priority is confirmed"
opportunity = {{ {chance} }}
new_way = {{ u_priority_confirmation = "true" }}
"""


@pytest.fixture
def draft(house, change, tmp_path: Path):
    return operations.upload(
        viewer=house.viewer("lead"),
        slug=change,
        filename="a.csv",
        chunks=[FILE],
        now=house.now,
        home=tmp_path,
    )


@pytest.mark.parametrize(
    ("more", "chance"),
    [
        ('actor = "assigned_to"', 'number = "1"'),
        ('id = "assigned_to"', 'number = "1"'),
        ("", 'assigned_to = "Anna Kovac"'),
        ("", 'assignment_group = "Ward 1"'),
        ("", 'team = "Ward 1"'),
    ],
)
def test_a_mapping_that_follows_a_person_or_singles_out_a_team_is_not_kept(
    house, draft, more: str, chance: str
) -> None:
    with pytest.raises(NotAllowed):
        operations.use_mapping_text(
            viewer=house.viewer("lead"),
            draft_id=draft.id,
            text=MAPPING.format(more=more, chance=chance),
            now=house.now,
        )
    assert Draft.objects.get(id=draft.id).recipe_text == ""


def test_the_forms_offer_no_column_of_persons_and_no_chance_of_one_team(draft) -> None:
    columns = ColumnsForm(sample=draft.sample)
    own = OwnBehaviourForm(sample=draft.sample, shape=columns.current_shape, team="assignment_group")
    for form in (columns, own):
        offered = {value for field in form.fields.values() for value, _word in getattr(field, "choices", ())}
        assert "u_priority_confirmation" in offered
        assert "assigned_to" not in offered
    chances = dict(own.fields["chance-0-column"].choices)
    assert "assignment_group" not in chances
    assert "assignment_group" in dict(own.fields["new-0-column"].choices)


def test_a_described_behaviour_of_one_team_is_refused_below_the_form_too(house, draft) -> None:
    lead = house.viewer("lead")
    operations.use_mapping_text(
        viewer=lead, draft_id=draft.id, text=MAPPING.format(more="", chance='number = "1"'), now=house.now
    )
    one = Behaviour(
        key="one", name="One", opportunity=Condition((facts.Test("team", "is", "Ward 1"),)),
        new_way=Condition((facts.Test("number", "present"),)),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        operations.add_own(viewer=lead, draft_id=draft.id, behaviour=one, now=house.now)


def test_when_the_import_is_done_nothing_that_stood_in_the_file_stays_with_the_draft(
    house, draft, tmp_path: Path, settings
) -> None:
    lead, settings.HOME = house.viewer("lead"), tmp_path
    assert "Anna Kovac" in str(Draft.objects.get(id=draft.id).inspection)
    operations.use_mapping_text(
        viewer=lead, draft_id=draft.id, text=MAPPING.format(more="", chance='number = "1"'), now=house.now
    )
    fact = operations.start_import(viewer=lead, draft_id=draft.id, now=house.now, home=tmp_path)
    ledger.run_import(import_id=fact.id, now=house.now, home=tmp_path)
    assert expire_drafts(now=house.now, home=tmp_path) == 1
    kept = Draft.objects.get(id=draft.id)
    assert "Anna" not in str(kept.inspection)
    assert "assigned_to" in str(kept.inspection)
    assert not list((tmp_path / "quarantine" / "drafts").glob("*/*"))
    assert queries.draft(viewer=lead, draft_id=draft.id).sample.names[0] == "number"


def test_a_file_that_nobody_imports_goes_after_thirty_days(house, draft, tmp_path: Path) -> None:
    assert expire_drafts(now=house.now + timedelta(days=29), home=tmp_path) == 0
    assert expire_drafts(now=house.now + timedelta(days=31), home=tmp_path) == 1
    assert not Draft.objects.filter(id=draft.id).exists()
    assert not list((tmp_path / "quarantine" / "drafts").iterdir())


def test_an_old_inspection_without_columns_is_borne() -> None:
    assert without_cells({}) == {"columns": [], "rows": []}
