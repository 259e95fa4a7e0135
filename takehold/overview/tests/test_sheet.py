"""The works council's sheet has a row for each table of deciding and winning over that points to a person."""

from __future__ import annotations

from typing import Any

import pytest

from takehold.alignment.queries import kept as alignment
from takehold.cocreation.queries import kept as cocreation
from takehold.governance.queries import kept as governance
from takehold.governance.queries import kept_directives as directives
from takehold.influence.queries import kept as influence
from takehold.missteps.queries import kept as missteps
from takehold.shadow_it.queries import kept as shadow_it

pytestmark = pytest.mark.django_db
ROWS = {
    "A seat in a body that decides": {"Seat"},
    "Who asked a body for something, who signs it for operations, and what was said to it": {"Request", "RequestComment"},
    "Who wrote a directive, who was told, who counted a shift": {"Directive", "DirectiveTold", "DirectiveShift"},
    "The co-owner’s signature under a change, and who said that it goes live": {"CoOwnerSignature", "Go"},
    "Who signed the way out of a conflict of goals": {"GoalConflict"},
    "Who mends something after a misstep": {"Mitigation"},
    "Where somebody stands, and what they answered a leader by name": {"OwnPosition", "Sounding", "SoundingAsked", "SoundingNote"},
    "Who votes in a round, and who added what to it": {"Voter", "Contribution", "Authorship"},
    "Who facilitates a round, answers it, or stepped forward in it": {"Facilitator", "Offer", "IdeaAnswer"},
    "Whom people turn to, and who was asked": {"Canvass", "Canvassed", "Nomination", "Named"},
    "Who told of a tool, accepted a way out, or signed one": {"Department", "Promise"},
}  # fmt: skip


def test_each_table_that_points_to_a_person_has_its_row(house: Any) -> None:
    found = {
        each.model.__name__
        for room in (governance, directives, alignment, influence, missteps, cocreation, shadow_it)
        for each in room.tables()
    }
    assert found == {name for names in ROWS.values() for name in names}
    page = house.client("works council").get("/council/privacy/").content.decode()
    for row in ROWS:
        assert f"<dt>{row}</dt>" in page
