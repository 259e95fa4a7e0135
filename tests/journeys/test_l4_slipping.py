"""L4 slipping: a team that slides back is noticed early, under a budget in plain units, and the team reads it first.

The hospital's hidden truth says which wards slide and since when; what people of each role read is held against it.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from click.testing import CliRunner

from takehold.cli.main import cli
from takehold.simulation.exports import HANDOVER_LABELS
from tests.journeys.browsing import Person, numbers, teams_told
from tests.journeys.conftest import Linden

SLUG = "handover-in-the-record-not-on-paper"
LINE = "Agency staff at night do not have the new form yet."
STANDINGS = f"/api/v1/changes/{SLUG}/standings"


def opened(person: Person, *, tab: str = "") -> Person:
    person.goes("/changes/")
    person.clicks("Handover in the record")
    if tab:
        person.clicks(tab)
    return person


def sliding(hospital: Linden) -> dict[str, date]:
    """The wards that really slide, by name, and since when."""
    columns = hospital.told.tables["teams.csv"].columns
    names = dict(zip(columns["key"], columns["name"], strict=True))
    return {names[key]: day for key, day in hospital.told.truth.slipping.items()}


def told_to_slide(person: Person) -> set[str]:
    rows = teams_told(opened(person, tab="Teams").page)
    return {name for name, row in rows.items() if row["verdict"].startswith("slipping back")}


def alerts_of(person: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(person.goes("/api/v1/alerts").raw)["items"]
    return found


def test_wards_that_slide_are_named_with_the_day_and_no_other_is(linden: Linden) -> None:
    lead, really = linden.enters("lead"), sliding(linden)
    assert told_to_slide(lead) == set(really) - {"Ward 7"}
    opened(lead).page.says("It stood at 92 % from 31 March 2025.", "4 teams began to slide about 26 January")
    for row in lead.page.rows("Team"):
        began = really[row["Team"]]
        said = date.fromisoformat(
            next(each["since"] for each in alerts_of(lead) if each["team"] == row["Team"])
        )
        assert abs((said - began).days) <= 21, f"{row['Team']} slid from {began}, said is {said}"
        new, of = row["Last 6 weeks"].split(" % of ")
        assert int(new) + 15 < int(row["Usual"].split(" ")[0])
        assert int(of) > 100, "a slip is told with the number of chances it was seen in"


def test_the_history_of_shifts_goes_up_and_down(linden: Linden) -> None:
    lead = opened(linden.enters("lead"))
    lead.clicks("Maternity B")
    lead.page.says(
        "It is mostly back to the old way: 36 % in the last 6 weeks, usually 92 %; since about 19 January."
    )
    lead.page.says("Levels changed: up 0 % → 30 %", "down 89 % → 23 %, about 2 February")
    lead.page.says(
        "New handover form: nine fields instead of four", "does not make one the cause of the other"
    )
    recent = lead.page.rows("Period from")[1]
    assert numbers(recent["Old way"].split(" ")[0]) > numbers(recent["New way"].split(" ")[0])


def test_the_alert_says_how_sure_it_is_in_plain_units(linden: Linden) -> None:
    lead = opened(linden.enters("lead"))
    lead.clicks("Maternity B")
    lead.clicks("The alert")
    lead.page.says(
        "In the last 6 weeks: 63 of 176 chances (36 %), usually 92 % (range 90–94 %).",
        "The other teams together did not dip in those weeks; single ones may have.",
        "We expect about 12 false alerts a year over all 57 teams.",
        "This does not say why, nor who.",
        "Next: ask the team.",
    )
    budget = json.loads(lead.goes(STANDINGS).raw)["items"][0]["evidence"]
    assert budget["budget_per_year"] == 12
    assert budget["streams"] >= 57, "the budget is over all streams of the organisation, not over one chart's"


def test_the_team_reads_it_first_and_its_line_stands_beside_it_later(linden: Linden) -> None:
    manager, nurse, above = (linden.enters(who) for who in ("manager", "nurse", "cio"))
    for own in (manager, nurse):
        own.goes("/my-team/")
        own.page.says("Ward 7 may be slipping back on “Handover in the record, not on paper”")
        own.page.says("Only your team reads this until 9 March.")
    nobody_above_can_tell(above)
    manager.clicks("Write your line")
    manager.presses("Keep this line", fill={"One line from your team": LINE})
    manager.page.says("Your line stands beside the alert.", LINE)
    nobody_above_can_tell(above)
    linden.later(days=4)
    nobody_above_can_tell(linden.enters("cio"))
    linden.later(days=3)
    above = linden.enters("cio")
    assert "Ward 7" in told_to_slide(above)
    ward = next(each for each in alerts_of(above) if each["team"] == "Ward 7")
    assert (ward["line"], ward["may_write"]) == (LINE, False)
    above.goes(f"/alerts/{ward['id']}/").says(LINE, "The team's own line")
    assert not above.page.offers("Answer"), "what it was is said by the team, not by those above"


def nobody_above_can_tell(above: Person) -> None:
    """Neither page nor API nor file nor picture speaks of the ward's slip, nor that anything is held back."""
    assert "Ward 7" not in told_to_slide(above)
    opened(above).page.is_silent_about("held back", LINE)
    assert "Ward 7" not in [each["team"] for each in alerts_of(above)]
    told = json.loads(above.goes(STANDINGS).raw)["items"][0]
    ward = next(each for each in told["teams"] if each["team"] == "Ward 7")
    assert ward["verdict"] == "holding"
    key = teams_key(above, "Ward 7")
    csv = above.goes(f"/changes/{SLUG}/evidence/handover-in-record/tickets.csv", unit=key, to="2026-12-31")
    days = [line.split(",")[2][:10] for line in csv.raw.decode().splitlines()[1:]]
    assert days
    assert max(days) <= ward["as_of"], "its newest tickets would tell the slip"


def teams_key(person: Person, name: str) -> str:
    opened(person, tab="Teams")
    return person.page.link(name).rstrip("/").rsplit("/", 1)[-1]


def record(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(person.goes("/api/v1/alerts").raw)["record"]
    return {name: found[name] for name in ("real", "not_real", "data_fault", "unanswered")}


def test_what_it_turned_out_to_be_makes_the_record_of_alerts(linden: Linden) -> None:
    """Said by the team itself; it counts from the day on which others may read of the alert, and can be corrected."""
    lead, ward_7 = linden.enters("lead"), linden.enters("manager")
    lead.goes("/alerts/").says("Too few alerts have been answered yet", "4 wait for an answer.")
    ward_7.clicks("My team")
    ward_7.clicks("Write your line")
    ward_7.presses("Answer", resolution="real").says("It stays “slipping back” until it is back")
    nobody = {"real": 0, "not_real": 0, "data_fault": 0, "unanswered": 4}
    assert record(lead) == nobody, "an early answer would tell of an early alert"
    alert = ward_7.page.address
    linden.later(days=7)
    lead, ward_7 = linden.enters("lead"), linden.enters("manager")
    assert record(lead) == {**nobody, "real": 1}
    ward_7.goes(alert)
    ward_7.presses("Correct the answer", resolution="data_fault").says("Watching begins anew from here.")
    assert record(lead) == {**nobody, "data_fault": 1}
    linden.works()
    assert "Ward 7" not in told_to_slide(lead)


def test_the_terminal_notices_the_same_wards_in_the_file_alone(linden: Linden, tmp_path: Any) -> None:
    change = next(each for each in linden.told.changes if each.file == "handovers.csv")
    (tmp_path / "handovers.csv").write_text(linden.told.tables["handovers.csv"].csv())
    (tmp_path / "recipe.toml").write_text(change.recipe + f"go_live = {change.go_live}\n")
    files = [str(tmp_path / "handovers.csv"), "--recipe", str(tmp_path / "recipe.toml")]
    done = CliRunner().invoke(cli, ["verdict", *files, "--check"])
    assert done.exit_code == 1, "a slip is an answer of no"
    told = json.loads(CliRunner().invoke(cli, ["verdict", *files, "--json"]).stdout)["behaviours"][0]
    back = {each["team"] for each in told["teams"] if each["verdict"] == "slipping back"}
    label = {name: HANDOVER_LABELS.get(name, name) for name in sliding(linden)}
    assert back == set(label.values())
    for name, began in sliding(linden).items():
        assert label[name] in done.output
        since = next(each["since"] for each in told["teams"] if each["team"] == label[name])
        assert abs((date.fromisoformat(since) - began).days) <= 21
