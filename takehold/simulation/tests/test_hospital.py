import csv
import io
import itertools
from collections import Counter
from datetime import date, timedelta

import pytest

from takehold.simulation import hospital, wards

END = date(2026, 11, 20)


@pytest.fixture(scope="module")
def linden():
    return hospital.build(7, END)


def rows(linden, name):
    columns = linden.tables[name].columns
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def test_the_csv_reads_back_as_the_table(linden):
    assert list(csv.DictReader(io.StringIO(linden.tables["people.csv"].csv()))) == rows(linden, "people.csv")


def test_the_same_seed_gives_the_same_bytes(linden):
    again = hospital.build(7, END)
    assert again.tables == linden.tables
    assert again.truth == linden.truth


def test_it_has_1200_people_in_sixty_teams_two_of_them_tiny(linden):
    people = rows(linden, "people.csv")
    now = [r for r in people if not r["to"]]
    heads = Counter(r["team"] for r in now)
    assert len(now) == 1200
    assert len(wards.TEAMS) == 60
    assert len(heads) == 59
    assert sorted(heads.values())[:2] == [3, 4]
    assert sorted(heads.values())[2] >= 6
    assert len({r["email"] for r in people}) == len({r["key"] for r in people})


def test_nobody_is_in_two_teams_at_once(linden):
    spans = {}
    for row in rows(linden, "people.csv"):
        assert not row["to"] or row["from"] < row["to"]
        spans.setdefault(row["key"], []).append((row["from"], row["to"] or "9999"))
    for one in spans.values():
        one.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(one))


def test_teams_point_to_their_parents_and_carry_dates(linden):
    teams = rows(linden, "teams.csv")
    keys = {r["key"] for r in teams}
    assert len(keys) == len(teams) == 72  # the hospital, ten departments, sixty teams, one under a new name
    assert all(r["parent"] in keys for r in teams if r["key"] != "hospital")
    ended = {r["key"]: r["to"] for r in teams if r["to"]}
    begun = {r["key"]: r["from"] for r in teams}
    assert set(ended) == {"ward-6", "ward-15"}
    assert ended["ward-6"] == begun["stroke-unit"]
    kinds = {r["kind"]: (r["earlier"], r["later"]) for r in rows(linden, "reorganisations.csv")}
    assert kinds == {"continues": ("ward-6", "stroke-unit"), "merges": ("ward-15", "ward-14")}


def test_each_team_has_one_manager_and_each_office_one_person(linden):
    people = rows(linden, "people.csv")
    now = Counter(r["manages"] for r in people if not r["to"] and r["manages"])
    assert set(now.values()) == {1}
    assert set(now) == {r["team"] for r in people if not r["to"]}
    roles = {r["role"]: r["key"] for r in rows(linden, "roles.csv")}
    assert set(roles) == {"sponsor", "lead", "it lead", "steward", "works council", "auditor"}
    assert set(roles.values()) <= {r["key"] for r in people if not r["to"]}


def test_data_ends_on_the_last_day_and_tells_fourteen_to_eighteen_months(linden):
    days = [r["handed_over_at"][:10] for r in rows(linden, "handovers.csv")]
    assert max(days) == END.isoformat()
    assert min(days) == linden.start.isoformat()
    assert 420 <= (END - linden.start).days <= 550


def test_slipping_wards_slip_after_the_day_and_the_others_do_not(linden):
    since = next(iter(linden.truth.slipping.values()))
    names = {wards.key_of(t.name): t.name for t in wards.TEAMS}
    slipping = {names[k] for k in linden.truth.slipping} | {"Ward 7 (Med)"}
    share = {}
    for row in rows(linden, "handovers.csv"):
        day = date.fromisoformat(row["handed_over_at"][:10])
        if since - timedelta(weeks=12) <= day:
            cell = share.setdefault((row["ward"] in slipping, day >= since + timedelta(weeks=2)), Counter())
            cell["new"] += row["method"] == "record"
            cell["all"] += 1
    rate = {k: c["new"] / c["all"] for k, c in share.items()}
    assert rate[True, False] > 0.88
    assert rate[True, True] < 0.75
    assert rate[False, False] > 0.91
    assert rate[False, True] > 0.91


def test_feeds_stop_where_the_truth_says_so(linden):
    first, last = linden.truth.feed_stopped
    opened = [r["opened_at"].split()[0].split("/") for r in rows(linden, "incidents.csv")]
    days = {date(int(y), int(m), int(d)) for d, m, y in opened}
    assert not [d for d in days if first < d < last]
    silent = linden.truth.silent["ward-13"]
    assert max(
        r["handed_over_at"][:10] for r in rows(linden, "handovers.csv") if r["ward"] == "Ward 13"
    ) <= str(silent)


def test_labels_are_mostly_exact_a_few_close_and_one_unknown(linden):
    labels = {r["ward"] for r in rows(linden, "handovers.csv")}
    known = {t.name for t in wards.TEAMS} | {wards.RENAMED[1]}
    assert labels - known == {
        "Ward 7 (Med)",
        "ICU North ",
        "MATERNITY A",
        "Emergency - Majors",
        "Agency pool",
    }
    assert {"Ward 6", "Stroke Unit"} <= labels


def test_the_log_tells_the_same_tickets_as_the_list(linden):
    listed = {r["number"]: r for r in rows(linden, "incidents.csv")}
    log = rows(linden, "incident_log.csv")
    assert {r["number"] for r in log} <= set(listed)
    solved = [r for r in log if r["incident_state"] == "Resolved"]
    assert all(listed[r["number"]]["resolved_at"] == r["sys_updated_at"] for r in solved)
    assert all(listed[r["number"]]["u_priority_confirmation"] == r["u_priority_confirmation"] for r in solved)


def test_chances_are_two_to_ten_a_person_and_month(linden):
    months = len({r["opened_at"][3:10] for r in rows(linden, "incidents.csv")})
    heads = Counter(r["team"] for r in rows(linden, "people.csv") if not r["to"])
    found = Counter(r["assignment_group"] for r in rows(linden, "incidents.csv"))
    steady = set(found) - {*wards.RENAMED, *wards.MERGED}
    each = [
        found[t.name] / heads[t.key] / months for t in wards.TEAMS if heads[t.key] >= 8 and t.name in steady
    ]
    assert min(each) > 1.5
    assert max(each) < 11


def test_three_changes_name_people_who_exist_and_files_that_exist(linden):
    mails = {r["email"] for r in rows(linden, "people.csv")}
    assert [c.key for c in linden.changes] == ["handover-record", "priority-check", "agreed-date"]
    for change in linden.changes:
        assert change.file in linden.tables
        assert {change.sponsor, change.lead} <= mails
        assert change.co_owner in mails | {""}
        assert f'name = "{change.name}"' in change.recipe
    assert (END - linden.changes[2].go_live).days in range(28, 36)
