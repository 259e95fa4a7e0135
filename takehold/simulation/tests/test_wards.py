from .conftest import rows


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
