"""Wins in the data: of whole groups, from what everybody may read, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from conftest import NOW, pour, series
from takehold.analysis.facts import Verdict
from takehold.celebrate import jobs, models
from takehold.celebrate.facts import WinKind, WinState
from takehold.celebrate.operations import finding
from takehold.celebrate.queries import found as queries
from takehold.initiatives import operations as initiatives
from takehold.initiatives import queries as read
from takehold.initiatives.models import Alert
from takehold.people import queries as people
from takehold.people.facts import Viewer


def above() -> Viewer:
    """Whoever sees all groups, with nothing remembered of another test."""
    return people.system_viewer(on=NOW.date())


def origins(state: str = "") -> set[str]:
    rows = models.Win.objects.filter(state=state) if state else models.Win.objects.all()
    return {f"{row.kind} {row.unit}" for row in rows}


def test_groups_that_held_are_found_and_the_small_one_only_with_its_neighbour(found: Any) -> None:
    assert origins() == {"held Ward 1", "held Ward 2", "held Ward 3", "held Ward 4 + Night desk"}
    ward = models.Win.objects.get(unit="Ward 3")
    standing = read.standings(slug=found.slug, viewer=above())[0]
    unit = next(each for each in standing.units if each.unit == "Ward 3")
    assert (ward.figures["new_way"], ward.figures["chances"]) == (unit.verdict.new_way, unit.verdict.chances)
    assert ward.evidence_sha256 == standing.evidence_sha256


def test_looking_again_finds_nothing_anew(found: Any) -> None:
    assert finding.look(slug=found.slug, now=NOW) == 0
    assert models.Win.objects.count() == 4


def test_a_slip_that_is_still_the_teams_own_changes_no_win(judged: Any, house: Any) -> None:
    """Ward 1 slides and only ward 1 knows: the others read "holding", and so do the wins."""
    alert = Alert.objects.get(unit="Ward 1")
    assert alert.visible_above_on > NOW.date()
    finding.look(slug=judged.slug, now=NOW)
    assert "held Ward 1" in origins(WinState.FOUND)
    seen = NOW + (alert.visible_above_on - NOW.date())
    finding.look(slug=judged.slug, now=seen)
    assert "held Ward 1" not in origins(WinState.FOUND)
    assert "held Ward 1" in origins(WinState.LEFT)


def test_who_came_back_is_found_once_the_slip_was_known_to_all(judged: Any) -> None:
    alert = Alert.objects.get(unit="Ward 1")
    Alert.objects.filter(pk=alert.pk).update(state="recovered", closed_on=NOW.date() + timedelta(days=1))
    finding.look(slug=judged.slug, now=NOW + timedelta(days=1))
    assert not models.Win.objects.filter(kind=WinKind.BACK).exists()
    seen = NOW + (alert.visible_above_on - NOW.date())
    standing = read.standings(slug=judged.slug, viewer=people.system_viewer(on=seen.date()))[0]
    back = [replace(each, verdict=replace(each.verdict, verdict=Verdict.HOLDING)) for each in standing.units]
    alerts = [each for each in read.alerts(viewer=people.system_viewer(on=seen.date())) if queries.over(each)]
    told = list(queries.of_behaviour(replace(standing, units=tuple(back)), alerts, seen.date()))
    assert [(each.unit, each.origin) for each in told if each.kind is WinKind.BACK] == [
        ("Ward 1", f"back/{alert.pk}")
    ]
    for answer in ("not_real", "data_fault"):
        assert not queries.over(replace(alerts[0], resolution=answer))


def test_the_first_is_one_group_or_a_few_never_all(judged: Any) -> None:
    standing = read.standings(slug=judged.slug, viewer=above())[0]

    def firsts(*days: date | None) -> list[str]:
        units = tuple(
            replace(unit, verdict=replace(unit.verdict, adopted_on=day))
            for unit, day in zip(standing.units, days, strict=True)
        )
        told = queries.of_behaviour(replace(standing, units=units), [], NOW.date())
        return [each.unit for each in told if each.kind is WinKind.FIRST]

    monday, later = date(2025, 3, 3), date(2025, 4, 7)
    names = [each.unit for each in standing.units]
    assert firsts(later, monday, later, None) == [names[1]]
    assert firsts(monday, monday, later, later) == [f"{names[0]}, {names[1]}"]
    assert firsts(monday, monday, monday, monday) == []
    assert firsts(None, None, None, None) == []


def test_it_is_looked_again_when_verdicts_are_new_and_once_a_day(judged: Any, settings: Any) -> None:
    (job,) = jobs.due(NOW)
    jobs.run(job, now=NOW, home=settings.HOME)
    assert jobs.due(NOW) == ()
    assert jobs.due(NOW + timedelta(days=1)) == (job,)
    pour(judged.measure_id, judged.source_id, {"Ward 5": series(4, 0.9)})
    initiatives.refresh(judged.behaviour_id, NOW + timedelta(hours=1))
    assert jobs.due(NOW + timedelta(hours=1)) == (job,)
