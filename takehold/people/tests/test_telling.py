"""What is told of a source is written down first, and of days that were told it changes only for many people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from takehold.ledger.models import Label, Source
from takehold.people import operations, queries
from takehold.people.models import Telling, Told

TOMORROW = date(2026, 3, 3)


class Tickets:
    """A source of the house, whose labels are matched by the administrator."""

    def __init__(self, house) -> None:
        self.house = house
        self.admin = house.viewer("admin")
        self.id = Source.objects.create(key="tickets", name="Tickets", kind="export", created_at=house.now).pk

    def match(self, label: str, team: str | None, since: date | None = None) -> None:
        teams = {each.key: each.id for each in queries.teams(viewer=self.admin)}
        operations.match_label(
            viewer=self.admin,
            source_id=self.id,
            label=label,
            team_id=None if team is None else teams[team],
            now=self.house.now,
            since=since,
        )

    def teams(self, text: str) -> None:
        operations.import_teams(
            viewer=self.admin, text=f"key,name,parent,from,people\n{text}", now=self.house.now
        )

    def becomes(self, kind: str, earlier: str, later: str, on: date) -> None:
        teams = {each.key: each.id for each in queries.teams(viewer=self.admin)}
        operations.record_reorganisation(
            viewer=self.admin,
            on=on,
            kind=kind,
            earlier_id=teams[earlier],
            later_id=teams[later],
            now=self.house.now,
        )

    def told(self, days: int = 0) -> set[tuple[str, str, date | None, date | None]]:
        """(label, unit, from, to) as told so many days later."""
        on = self.house.on + timedelta(days=days)
        operations.keep_together(on=on, now=self.house.now)
        operations.tell(source_id=self.id, on=on)
        assert not operations.tell(source_id=self.id, on=on)
        return self.pages(days)

    def pages(self, days: int = 0) -> set[tuple[str, str, date | None, date | None]]:
        """As a page has it, without telling anew; no end: up to and with that day."""
        units = queries.units(viewer=self.admin, on=self.house.on + timedelta(days=days))
        spans = queries.spans(viewer=self.admin, source_id=self.id, units=units)
        today = self.house.on + timedelta(days=days + 1)
        return {
            (span.label, span.unit, span.start, None if span.end == today else span.end) for span in spans
        }


@pytest.fixture
def tickets(house) -> Tickets:
    return Tickets(house)


@pytest.fixture
def desks(tickets) -> Tickets:
    """Three desks of three people each, put together; the labels of two of them are matched."""
    tickets.teams("".join(f"desk-{n},Desk {n},,,3\n" for n in "abc"))
    for n in "ab":
        tickets.match(f"D{n}", f"desk-{n}")
    return tickets


DESKS = "Desk a + Desk b + Desk c"


def test_nothing_is_told_before_it_is_written_down(tickets) -> None:
    tickets.match("W1", "ward-1")
    assert tickets.pages() == set()
    assert tickets.told() == {("W1", "Ward 1", None, None)} == tickets.pages()
    tickets.match("W2", "ward-2")
    assert tickets.pages() == {("W1", "Ward 1", None, None)}
    assert tickets.told() == {("W1", "Ward 1", None, None), ("W2", "Ward 2", None, None)}


def test_only_the_units_asked_for_and_nothing_for_strangers(tickets, house) -> None:
    tickets.match("W1", "ward-1")
    tickets.match("W2", "ward-2")
    tickets.told()
    manager = house.viewer("manager")
    own = queries.visible_units(viewer=manager)
    spans = queries.spans(viewer=manager, source_id=tickets.id, units=own)
    assert {(span.label, span.unit) for span in spans} == {("W1", "Ward 1")}
    assert queries.spans(viewer=house.viewer("stranger"), source_id=tickets.id, units=own) == ()


def test_a_label_may_mean_another_team_from_a_day_on(tickets) -> None:
    for team, since in (("ward-1", None), ("ward-2", date(2026, 1, 5)), ("ward-2", date(2026, 1, 5))):
        tickets.match("G1", team, since)
    assert tickets.told() == {
        ("G1", "Ward 1", None, date(2026, 1, 5)),
        ("G1", "Ward 2", date(2026, 1, 5), None),
    }


def test_a_mistake_between_large_teams_is_corrected_for_the_past_too(tickets) -> None:
    tickets.match("G1", "ward-1")
    tickets.match("G2", "ward-1")
    tickets.told()
    tickets.match("G2", "ward-2")
    assert tickets.told(9) == {("G1", "Ward 1", None, None), ("G2", "Ward 2", None, None)}


@pytest.mark.parametrize(("kind", "baseline"), [("continues", {}), ("merges", {"Ward 1": date(2026, 2, 1)})])
def test_a_team_that_went_on_in_another_passes_its_labels_on(tickets, kind, baseline) -> None:
    tickets.teams("old,Old ward,medicine,,\n")
    tickets.match("OW", "old")
    assert tickets.told() == set()
    tickets.becomes(kind, "old", "ward-1", date(2026, 2, 1))
    assert tickets.told() == {("OW", "Ward 1", None, None)}
    units = queries.units(viewer=tickets.admin, on=tickets.house.on)
    assert queries.baselines(viewer=tickets.admin, units=units) == baseline


def test_labels_of_fewer_than_five_people_are_told_of_nobody(desks) -> None:
    desks.match("Db", None)
    assert desks.told() == set()


def test_what_was_told_stays_on_record_when_it_is_told_no_more(desks) -> None:
    told = {("Da", DESKS, None, None), ("Db", DESKS, None, None)}
    assert desks.told() == told
    for n in "ab":
        desks.match(f"D{n}", None)
    assert desks.told() == set()
    assert {row.atom for row in Told.objects.all()} == {"Da"}
    for n in "ab":
        desks.match(f"D{n}", f"desk-{n}")
    assert desks.told() == told


def test_small_teams_wait_until_every_name_has_its_place(desks) -> None:
    Label.objects.create(source_id=desks.id, text="Dc", events=4)
    assert desks.told() == set()
    desks.match("Dc", "desk-c")
    assert desks.told() == {(f"D{n}", DESKS, None, None) for n in "abc"}


def test_what_was_told_of_small_teams_together_is_not_rewritten_by_moving_a_name(desks) -> None:
    desks.told()
    desks.match("Dc", "desk-c")
    desks.match("Da", "ward-1")
    assert desks.told() == {("Da", DESKS, None, None), ("Db", DESKS, None, None)}
    assert desks.told(1) == {
        ("Da", DESKS, None, TOMORROW),
        ("Da", "Ward 1", TOMORROW, None),
        ("Db", DESKS, None, None),
        ("Dc", DESKS, TOMORROW, None),
    }


def test_small_teams_that_were_shown_together_do_not_part_by_a_merger(desks) -> None:
    desks.told()
    desks.teams("".join(f"desk-{n},Desk {n},,2026-03-09,0\n" for n in "abc"))
    for earlier, later in (("desk-a", "ward-1"), ("desk-b", "ward-2"), ("desk-c", "ward-2")):
        desks.becomes("merges", earlier, later, date(2026, 3, 9))
    assert desks.told(7) == set()


def test_a_small_team_that_comes_to_a_large_one_brings_no_past(tickets) -> None:
    """Something was told of the ward; the night desk is put together with it, and gets a name only later."""
    tickets.match("W4", "ward-4")
    tickets.told()
    tickets.match("N", "tiny")
    (unit,) = {unit for _label, unit, *_days in tickets.told()}
    assert tickets.told() == {("W4", unit, None, None)}
    assert tickets.told(5) == {("W4", unit, None, None), ("N", unit, TOMORROW, None)}


def test_days_on_which_a_team_was_small_stay_untold_when_it_has_grown(desks) -> None:
    """Desk c is counted by itself since it grew; of the days before, its label would speak of three people."""
    desks.match("Da", None)
    desks.match("Db", None)
    desks.match("W1", "ward-1")
    assert desks.told() == {("W1", "Ward 1", None, None)}
    desks.teams("desk-c,Desk c,,2026-03-09,8\n")
    desks.match("Dc", "desk-c")
    assert desks.told(14) == {("W1", "Ward 1", None, None), ("Dc", DESKS, date(2026, 3, 9), None)}


def test_of_days_after_the_last_telling_nothing_is_told(tickets) -> None:
    tickets.match("W1", "ward-1")
    tickets.told()
    assert tickets.pages(4) == {("W1", "Ward 1", None, TOMORROW)}
    assert tickets.told(4) == {("W1", "Ward 1", None, None)}
    assert Telling.objects.get().last == date(2026, 3, 6)
    tickets.told(2)
    assert Telling.objects.get().last == date(2026, 3, 6)
