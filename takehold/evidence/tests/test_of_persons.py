from __future__ import annotations

import pytest

from takehold.evidence.of_persons import names_persons


@pytest.mark.parametrize(
    "column",
    ["resolved_by", "Assigned to", "assigned_to", "org:resource", "AssignedTo", "closedBy", "Owner First Name", "caller_id", "Reporter", "sn_email"],
)  # fmt: skip
def test_columns_that_name_persons_are_known_by_their_names(column: str) -> None:
    assert names_persons(column)


@pytest.mark.parametrize(
    "column", ["assignment_group", "org:group", "opened_at", "caused_by", "category", "Created", "number", "knowledge", "support level"]
)  # fmt: skip
def test_other_columns_are_not(column: str) -> None:
    assert not names_persons(column)
