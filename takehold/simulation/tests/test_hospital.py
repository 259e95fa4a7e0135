from collections import Counter
from datetime import date, timedelta

from takehold.simulation import hospital, wards

from .conftest import END, rows


def test_one_ward_slips_at_once_and_late(linden):
    since = linden.truth.slipping[wards.key_of(wards.FRESH)]
    share = {}
    for row in rows(linden, "handovers.csv"):
        day = date.fromisoformat(row["handed_over_at"][:10])
        if row["ward"] == "Ward 7 (Med)" and since - timedelta(weeks=8) <= day:
            cell = share.setdefault(day >= since, Counter())
            cell["new"] += row["method"] == "record"
            cell["all"] += 1
    assert share[False]["new"] > 0.88 * share[False]["all"]
    assert share[True]["new"] < 0.4 * share[True]["all"]
    whole_weeks = (END + timedelta(days=1) - since).days // 7
    assert whole_weeks == 2


def test_the_same_seed_gives_the_same_bytes(linden):
    again = hospital.build(7, END)
    assert again.tables == linden.tables
    assert again.truth == linden.truth


def test_data_ends_on_the_last_day_and_tells_fourteen_to_eighteen_months(linden):
    days = [r["handed_over_at"][:10] for r in rows(linden, "handovers.csv")]
    assert max(days) == END.isoformat()
    assert min(days) == linden.start.isoformat()
    assert 420 <= (END - linden.start).days <= 550


def test_slipping_wards_slip_after_the_day_and_the_others_do_not(linden):
    since = min(linden.truth.slipping.values())
    names = {wards.key_of(t.name): t.name for t in wards.TEAMS}
    slipping = {names[k] for k in linden.truth.slipping}
    share = {}
    for row in rows(linden, "handovers.csv"):
        day = date.fromisoformat(row["handed_over_at"][:10])
        if since - timedelta(weeks=12) <= day and row["ward"] != "Ward 7 (Med)":  # told above
            cell = share.setdefault((row["ward"] in slipping, day >= since + timedelta(weeks=2)), Counter())
            cell["new"] += row["method"] == "record"
            cell["all"] += 1
    rate = {k: c["new"] / c["all"] for k, c in share.items()}
    assert rate[True, False] > 0.88
    assert rate[True, True] < 0.75
    assert rate[False, False] > 0.91
    assert rate[False, True] > 0.91
