import itertools
from collections import Counter

from takehold.simulation import wards

from .conftest import rows


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


def test_each_team_has_one_manager_and_each_office_one_person(linden):
    people = rows(linden, "people.csv")
    now = Counter(r["manages"] for r in people if not r["to"] and r["manages"])
    assert set(now.values()) == {1}
    assert set(now) == {r["team"] for r in people if not r["to"]}
    roles = {r["role"]: r["key"] for r in rows(linden, "roles.csv")}
    assert set(roles) == {"sponsor", "lead", "it lead", "steward", "works council", "auditor"}
    assert set(roles.values()) <= {r["key"] for r in people if not r["to"]}
