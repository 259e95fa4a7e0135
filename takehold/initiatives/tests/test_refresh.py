"""From counts to verdicts to alerts, and who reads what when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from conftest import pour
from takehold.analysis.facts import Verdict
from takehold.initiatives import jobs, models, operations, queries
from takehold.initiatives.facts import InitiativeInput
from takehold.ledger.models import Verdict as Saved
from takehold.people import operations as people


def words(house, key: str, slug: str) -> dict[str, tuple[str, bool, bool]]:
    (standing,) = queries.standings(viewer=house.viewer(key), slug=slug)
    return {
        unit.unit: (unit.verdict.verdict.value, unit.held_back, unit.alert is not None)
        for unit in standing.units
    }


def test_a_refresh_judges_keeps_and_is_idempotent(house, change) -> None:
    assert operations.refresh(change.behaviour_id, house.now)
    saved = Saved.objects.count()
    assert saved == 5  # four units and the pooled level
    outlook = models.Outlook.objects.get()
    assert outlook.as_of == house.on
    assert not operations.refresh(change.behaviour_id, house.now)
    assert not operations.refresh(change.behaviour_id, house.now + timedelta(hours=2))
    assert (Saved.objects.count(), models.Alert.objects.filter(unit="Ward 1").count()) == (saved, 1)
    assert models.Outlook.objects.get().basis == outlook.basis


def test_the_same_on_the_same_grounds_is_recorded_once(house, change) -> None:
    operations.refresh(change.behaviour_id, house.now)
    saved = Saved.objects.count()
    operations.refresh(change.behaviour_id, house.now + timedelta(days=1))
    assert Saved.objects.count() - saved <= 1  # the whole says of which day it is; the units say the same
    assert models.Outlook.objects.get().as_of == house.on + timedelta(days=1)


def test_two_behaviours_seen_by_one_measure_keep_their_own_verdicts(house, change) -> None:
    lead = house.viewer("lead")
    other = operations.add_behaviour(
        viewer=lead, slug=change.slug, key="low", name="Half is enough", target=0.3, now=house.now
    )
    operations.connect(viewer=lead, behaviour_id=other.id, measure_id=change.measure_id, now=house.now)
    for behaviour in (change.behaviour_id, other.id):
        operations.refresh(behaviour, house.now)
    strict, easy = queries.standings(viewer=house.viewer("lead"), slug=change.slug)
    said = {unit.unit: unit.verdict.because for unit in strict.units}
    assert len(strict.units) == len(easy.units) == 4
    assert said != {unit.unit: unit.verdict.because for unit in easy.units}


def test_a_long_history_is_looked_at_as_if_it_had_been_watched(house, change) -> None:
    operations.refresh(change.behaviour_id, house.now)
    alert = models.Alert.objects.get(unit="Ward 1")
    assert (alert.unit, alert.state) == ("Ward 1", "alert")
    assert alert.opened_on < house.on
    assert alert.visible_above_on <= house.on
    assert alert.before["verdict"] not in ("slipping back", "wobbling")
    assert words(house, "lead", change.slug)["Ward 1"] == ("slipping back", False, True)


@pytest.fixture
def fresh_slip(house, change):
    """Ward 1 was looked at before it slipped; the slip is noticed today."""
    before = house.now - timedelta(weeks=9)
    operations.refresh(change.behaviour_id, before)
    operations.refresh(change.behaviour_id, house.now)
    models.Alert.objects.filter(unit="").delete()  # the pooled level has a test of its own
    return models.Alert.objects.get()


def test_the_team_reads_of_a_slip_first(house, change, fresh_slip) -> None:
    assert fresh_slip.opened_on == house.on == date(2026, 3, 2)
    assert fresh_slip.visible_above_on == date(2026, 3, 9)
    for key in ("member", "manager"):
        assert words(house, key, change.slug) == {"Ward 1": ("slipping back", False, True)}
    for key in ("lead", "sponsor", "admin", "council", "auditor", "works council"):
        word, held_back, with_alert = words(house, key, change.slug)["Ward 1"]
        assert word not in ("slipping back", "wobbling")
        assert (held_back, with_alert) == (True, False)
    (line,) = queries.lines(viewer=house.viewer("lead"))
    assert line.slipping == ()
    (line,) = queries.lines(viewer=house.viewer("member"))
    assert (line.slipping, line.tally) == (("Ward 1",), (("slipping back", 1),))
    assert queries.alerts(viewer=house.viewer("lead")) == ()
    assert [alert.unit for alert in queries.alerts(viewer=house.viewer("manager"))] == ["Ward 1"]


def test_after_five_working_days_others_read_it_with_the_teams_line(house, change, fresh_slip) -> None:
    operations.write_line(
        viewer=house.viewer("manager"), alert_id=fresh_slip.pk, line="Agency staff at night.", now=house.now
    )
    house.on = date(2026, 3, 8)
    assert words(house, "lead", change.slug)["Ward 1"][1:] == (True, False)
    house.on = date(2026, 3, 9)
    assert words(house, "lead", change.slug)["Ward 1"] == ("slipping back", False, True)
    (alert,) = queries.alerts(viewer=house.viewer("lead"))
    assert (alert.line, alert.line_by, alert.may_write) == ("Agency staff at night.", "", False)
    (own,) = queries.alerts(viewer=house.viewer("member"))
    assert own.line_by == "Mia Manager"


def test_an_early_answer_opens_nothing_to_those_above(house, change, fresh_slip) -> None:
    """A team that answers on the first day keeps its five days, and no figure grows by its alert meanwhile."""
    lead = house.viewer("lead")
    before = words(house, "lead", change.slug)
    read = queries.standings(viewer=lead, slug=change.slug)[0].units[0].verdict
    operations.resolve_alert(
        viewer=house.viewer("manager"), alert_id=fresh_slip.pk, resolution="real", now=house.now
    )
    for _now in range(2):
        assert words(house, "lead", change.slug) == before
        assert queries.standings(viewer=lead, slug=change.slug)[0].units[0].verdict == read
        assert queries.alert_record(viewer=lead).real == 0
        assert [alert.unit for alert in queries.alerts(viewer=lead) if alert.unit] == []
        (line,) = queries.lines(viewer=lead)
        assert line.slipping == ()
        operations.refresh(change.behaviour_id, house.now)
    assert words(house, "member", change.slug)["Ward 1"] == ("slipping back", False, True)
    house.on = date(2026, 3, 9)
    assert words(house, "lead", change.slug)["Ward 1"][1] is False
    assert queries.alert_record(viewer=house.viewer("lead")).real == 1


def test_what_was_real_stays_slipping_until_it_is_back(house, change, fresh_slip) -> None:
    """Saying that it is real must not make it vanish; nor is it raised a second time."""
    operations.resolve_alert(
        viewer=house.viewer("manager"), alert_id=fresh_slip.pk, resolution="real", now=house.now
    )
    house.on = date(2026, 3, 9)
    for day in (house.now, house.now + timedelta(days=8)):
        operations.refresh(change.behaviour_id, day)
        assert words(house, "lead", change.slug)["Ward 1"] == ("slipping back", False, True)
        assert models.Alert.objects.filter(unit="Ward 1").count() == 1
    fresh_slip.refresh_from_db()
    assert (fresh_slip.state, fresh_slip.closed_on) == ("answered", None)

    weeks = [date(2026, 3, 2) + timedelta(days=day) for day in range(7 * 16)]
    pour(change.measure_id, change.source_id, {"Ward 1": [(day, 6, 6) for day in weeks]})
    later = house.now + timedelta(weeks=16)
    operations.refresh(change.behaviour_id, later)
    fresh_slip.refresh_from_db()
    assert fresh_slip.closed_on == later.date()
    house.on = later.date()
    assert words(house, "lead", change.slug)["Ward 1"][0] != "slipping back"


def test_a_corrected_answer_is_followed(house, change, fresh_slip) -> None:
    def answered(resolution: str) -> models.Alert:
        operations.resolve_alert(
            viewer=house.viewer("manager"), alert_id=fresh_slip.pk, resolution=resolution, now=house.now
        )
        operations.refresh(change.behaviour_id, house.now)
        fresh_slip.refresh_from_db()
        return fresh_slip

    assert answered("not_real").closed_on == house.on
    assert words(house, "member", change.slug)["Ward 1"][0] != "slipping back"
    assert answered("real").closed_on is None
    assert words(house, "member", change.slug)["Ward 1"] == ("slipping back", False, True)
    assert answered("data_fault").closed_on == house.on


def test_a_slip_after_an_early_answer_shows_others_what_they_could_read(house, change, fresh_slip) -> None:
    operations.resolve_alert(
        viewer=house.viewer("manager"), alert_id=fresh_slip.pk, resolution="not_real", now=house.now
    )
    models.Alert.objects.filter(pk=fresh_slip.pk).update(
        resolved_at=None
    )  # so that it is noticed again at once
    models.Outlook.objects.update(basis="")
    operations.refresh(change.behaviour_id, house.now)
    again = models.Alert.objects.get(state="alert", unit="Ward 1")
    assert again.pk != fresh_slip.pk
    assert (again.before, again.before_as_of) == (fresh_slip.before, fresh_slip.before_as_of)


def test_safety_grade_is_visible_at_once(house, change) -> None:
    models.DesiredBehaviour.objects.update(safety_grade=True)
    operations.refresh(change.behaviour_id, house.now - timedelta(weeks=9))
    operations.refresh(change.behaviour_id, house.now)
    assert words(house, "lead", change.slug)["Ward 1"] == ("slipping back", False, True)


def test_an_answer_closes_the_alert_counts_in_the_record_and_starts_the_detector_again(
    house, change, fresh_slip
) -> None:
    assert queries.alert_record(viewer=house.viewer("lead")).unanswered == 0  # not visible above yet
    house.on = fresh_slip.visible_above_on
    assert queries.alert_record(viewer=house.viewer("lead")).unanswered == 1
    operations.resolve_alert(
        viewer=house.viewer("manager"), alert_id=fresh_slip.pk, resolution="data_fault", now=house.now
    )
    record = queries.alert_record(viewer=house.viewer("lead"))
    assert (record.data_fault, record.unanswered, record.precision) == (1, 0, None)
    operations.resolve_alert(
        viewer=house.viewer("manager"),
        alert_id=fresh_slip.pk,
        resolution="real",
        now=house.now + timedelta(1),
    )
    assert queries.alert_record(viewer=house.viewer("lead")).precision == 1.0
    operations.refresh(change.behaviour_id, house.now)
    assert not models.Alert.objects.filter(unit="Ward 1", state__in=["watch", "alert"]).exists()


def test_others_read_the_standing_word_of_ended_units_no_more(house, change, fresh_slip) -> None:
    """Ward 1 shrinks under the floor: its unit is gone, its alert is closed, its figures are in a larger unit."""
    text = "key,name,team,from\n" + "".join(f"ward-1-{n},P{n},ward-2,2026-02-01\n" for n in range(10))
    people.import_people(viewer=house.viewer("admin"), text=text, now=house.now)
    assert operations.refresh(change.behaviour_id, house.now)
    fresh_slip.refresh_from_db()
    assert fresh_slip.state == "recovered"
    assert set(words(house, "lead", change.slug)) == {"Ward 3", "Ward 4 + Night desk", "Ward 2 + Ward 1"}


def test_only_the_audience_is_judged(house, change) -> None:
    lead = house.viewer("lead")
    was = queries.initiative(viewer=lead, slug=change.slug)
    said = InitiativeInput(
        name=was.name, reasons=was.reasons, lead_id=was.lead.id, team_ids=frozenset({house.teams["surgery"]})
    )
    operations.edit(viewer=lead, slug=change.slug, said=said, version=was.version, now=house.now)
    operations.refresh(change.behaviour_id, house.now)
    assert set(words(house, "lead", change.slug)) == {"Ward 3", "Ward 4 + Night desk"}
    now = queries.initiative(viewer=lead, slug=change.slug)
    assert (now.audience_teams, now.audience_people, now.version) == (3, 25, was.version + 1)


def test_the_pooled_level_is_everybodys_and_units_stay_ones_own(house, change) -> None:
    operations.refresh(change.behaviour_id, house.now)
    (standing,) = queries.standings(viewer=house.viewer("other"), slug=change.slug)
    assert [(unit.unit, unit.people, unit.own) for unit in standing.units] == [("Ward 3", "10-19", True)]
    assert standing.verdict.whole.total_chances == 4 * 60 * 5 * 6
    assert set(standing.verdict.early + standing.verdict.behind) <= {"Ward 3"}
    assert standing.unmatched_share == 0.0
    folded = queries.standing(viewer=house.viewer("small"), slug=change.slug, key="handover").units
    assert [(unit.unit, unit.folded) for unit in folded] == [
        ("Ward 4 + Night desk", ("Ward 4", "Night desk"))
    ]


def test_the_budget_is_recorded_and_follows_the_streams(house, change) -> None:
    assert queries.budget() is None
    operations.refresh(change.behaviour_id, house.now)
    budget = queries.budget()
    assert (budget.start, budget.per_year, budget.streams) == (date(2026, 1, 1), 12.0, 5)
    for key in ("b", "c"):
        fact = operations.add_behaviour(
            viewer=house.viewer("lead"), slug=change.slug, key=key, name=key, now=house.now
        )
        operations.connect(
            viewer=house.viewer("lead"), behaviour_id=fact.id, measure_id=change.measure_id, now=house.now
        )
    operations.refresh(change.behaviour_id, house.now)
    assert (queries.budget().start, queries.budget().streams) == (house.on, 15)


def test_what_is_due_is_asked_of_our_own_rows(house, change) -> None:
    assert jobs.due(house.now) == (change.behaviour_id,)
    jobs.run(change.behaviour_id, now=house.now)
    assert jobs.due(house.now + timedelta(hours=1)) == ()
    assert jobs.due(house.now + timedelta(days=1)) == (change.behaviour_id,)
    operations.refresh_source(source_id=change.source_id, now=house.now)
    assert jobs.due(house.now) == (change.behaviour_id,)


def test_a_lease_keeps_a_second_worker_out_and_runs_out(house, change) -> None:
    row = models.DesiredBehaviour.objects.filter(id=change.behaviour_id)
    row.update(lease_until=house.now + timedelta(minutes=5))
    assert jobs.due(house.now) == ()
    assert not operations.refresh_under_lease(change.behaviour_id, house.now)
    later = house.now + timedelta(minutes=6)
    assert jobs.due(later) == (change.behaviour_id,)
    assert operations.refresh_under_lease(change.behaviour_id, later)
    assert row.get().lease_until is None


def test_no_figures_no_verdict(house, change) -> None:
    people.match_label(
        viewer=house.viewer("lead"), source_id=change.source_id, label="Ward 9", team_id=None, now=house.now
    )
    fact = operations.add_behaviour(
        viewer=house.viewer("lead"), slug=change.slug, key="later", name="Later", now=house.now
    )
    assert not operations.refresh(fact.id, house.now)
    standing = queries.standing(viewer=house.viewer("lead"), slug=change.slug, key="later")
    assert (standing.verdict, standing.units) == (None, ())
    assert Verdict.CANNOT_TELL not in [unit.verdict for unit in standing.units]


def test_a_standing_says_before_which_day_figures_stay_as_they_were_told(house, change) -> None:
    """The night desk, shown together with another team, gets its name only after something was told."""
    operations.refresh(change.behaviour_id, house.now)
    told = [queries.standings(viewer=house.viewer("lead"), slug=change.slug)[0].stays_before]
    days = [(house.on - timedelta(days=each), 5, 3) for each in range(1, 60)]
    pour(change.measure_id, change.source_id, {"Night": days})
    people.match_label(
        viewer=house.viewer("admin"),
        source_id=change.source_id,
        label="Night",
        team_id=house.teams["tiny"],
        now=house.now,
    )
    operations.refresh(change.behaviour_id, house.now + timedelta(days=3))
    told.append(queries.standings(viewer=house.viewer("lead"), slug=change.slug)[0].stays_before)
    assert told == [None, house.on + timedelta(days=1)]
