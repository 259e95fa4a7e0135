from .conftest import END, rows


def test_three_changes_name_people_who_exist_and_files_that_exist(linden):
    mails = {r["email"] for r in rows(linden, "people.csv")}
    assert [c.key for c in linden.changes] == ["handover-record", "priority-check", "agreed-date"]
    for change in linden.changes:
        assert change.file in linden.tables
        assert {change.sponsor, change.lead} <= mails
        assert change.co_owner in mails | {""}
        assert f'name = "{change.name}"' in change.recipe
    assert (END - linden.changes[2].go_live).days in range(28, 36)
