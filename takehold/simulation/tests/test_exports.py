import csv
import io
from collections import Counter
from datetime import date

from takehold.simulation import wards

from .conftest import rows


def test_the_csv_reads_back_as_the_table(linden):
    assert list(csv.DictReader(io.StringIO(linden.tables["people.csv"].csv()))) == rows(linden, "people.csv")


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


def test_knowledge_is_linked_more_often_since_may_and_beside_the_service_desk_no_more(linden):
    shares = {}
    for r in rows(linden, "incidents.csv"):
        day, month, year = r["opened_at"].split()[0].split("/")
        weeks = (linden.end - date(int(year), int(month), int(day))).days / 7
        when = "before" if weeks > 28 else "then" if weeks > 14 else "now"
        near = r["assignment_group"] in ("Networks", "Service Desk L1", "Porters", "Facilities")
        shares.setdefault((when, near), []).append(r["knowledge"] == "true")
    told = {key: sum(found) / len(found) for key, found in shares.items()}
    assert max(told["before", True], told["before", False], told["now", True]) < 0.36
    assert min(told["then", True], told["then", False], told["now", False]) > 0.57


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
