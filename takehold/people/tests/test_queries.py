"""Who sees what, and what labels mean when."""

from __future__ import annotations

from datetime import date

import pytest

from takehold.ledger.models import Label, Measure, Source, Verdict
from takehold.people import operations, queries
from takehold.people.facts import NotYours, RoleKind, TeamFact
from takehold.people.models import TeamParent
from takehold.people.queries.labels import Likeness, normal

WIDE = ["lead", "sponsor", "council", "it lead", "steward", "works council", "auditor", "admin"]


def names(units) -> set[str]:
    return {unit.name for unit in units}


@pytest.mark.parametrize("key", WIDE)
def test_roles_over_everything_see_every_unit(house, key: str) -> None:
    viewer = house.viewer(key)
    assert names(queries.visible_units(viewer=viewer)) == {
        "Ward 1",
        "Ward 2",
        "Ward 3",
        "Ward 4 + Night desk",
    }
    populated = {house.teams[team] for team in ("ward-1", "ward-2", "ward-3", "ward-4", "tiny")}
    assert queries.scope(viewer=viewer).teams == populated


def test_a_member_and_the_manager_see_their_team(house) -> None:
    for key in ("member", "manager"):
        assert names(queries.visible_units(viewer=house.viewer(key))) == {"Ward 1"}
        assert queries.scope(viewer=house.viewer(key)).teams == {house.teams["ward-1"]}


def test_a_department_manager_sees_what_is_below(house) -> None:
    operations.grant_role(
        viewer=house.viewer("admin"),
        person_id=house.people["stranger"],
        kind=RoleKind.MANAGER,
        team_id=house.teams["surgery"],
        now=house.now,
    )
    assert names(queries.visible_units(viewer=house.viewer("stranger"))) == {"Ward 3", "Ward 4 + Night desk"}


def test_a_small_teams_member_sees_the_larger_unit_it_is_folded_into(house) -> None:
    (unit,) = queries.visible_units(viewer=house.viewer("small"))
    assert unit.folded == ("Ward 4", "Night desk")
    assert queries.scope(viewer=house.viewer("small")).teams == unit.team_ids


def test_nobody_and_strangers_have_an_empty_scope(house) -> None:
    for viewer in (queries.viewer(user_id=None, on=house.on), house.viewer("stranger")):
        scope = queries.scope(viewer=viewer)
        assert (scope.teams, scope.measures, scope.floor) == (frozenset(), frozenset(), 5)
        assert queries.teams(viewer=viewer) == queries.visible_units(viewer=viewer) == ()
        assert queries.units(viewer=viewer, on=house.on) == ()


def test_a_shut_account_is_nobody(house) -> None:
    from django.contrib.auth.models import User

    User.objects.filter(id=queries.user_of(person_key="admin")).update(is_active=False)
    assert house.viewer("admin").roles == ()


def test_roles_hold_between_their_dates(house) -> None:
    operations.end_role(
        viewer=house.viewer("admin"), person_id=house.people["lead"], kind=RoleKind.LEAD, now=house.now
    )
    assert house.viewer("lead").roles == ()


def test_every_page_begins_with_few_queries(house, django_assert_num_queries) -> None:
    user = queries.user_of(person_key="manager")
    with django_assert_num_queries(1):
        viewer = queries.viewer(user_id=user, on=house.on)
    assert {role.kind for role in viewer.roles} == {RoleKind.EMPLOYEE, RoleKind.MANAGER}
    with django_assert_num_queries(2):
        queries.sight(viewer=viewer)
        queries.scope(viewer=viewer)


def source(house) -> int:
    return Source.objects.create(key="tickets", name="Tickets", kind="export", created_at=house.now).pk


def test_labels_are_exact_suggested_chosen_outside_or_open(house) -> None:
    lead, tickets = house.viewer("lead"), source(house)
    found = [("WARD-1", 10), ("Wards 2", 5), ("Ward 3 (old)", 2), ("Helpdesk Mars", 1)]

    def now_say() -> list[tuple[str, str]]:
        matches = queries.label_matches(viewer=lead, source_id=tickets, labels=found)
        return [(match.how, match.team_name) for match in matches]

    assert now_say() == [("exact", "Ward 1"), ("suggested", "Ward 2"), ("suggested", "Ward 3"), ("open", "")]
    assert operations.match_exactly(viewer=lead, source_id=tickets, labels=found, now=house.now) == 1
    assert operations.match_exactly(viewer=lead, source_id=tickets, labels=found, now=house.now) == 0
    operations.match_label(
        viewer=lead, source_id=tickets, label="Wards 2", team_id=house.teams["ward-2"], now=house.now
    )
    operations.match_label(viewer=lead, source_id=tickets, label="Helpdesk Mars", team_id=None, now=house.now)
    assert now_say() == [("exact", "Ward 1"), ("chosen", "Ward 2"), ("suggested", "Ward 3"), ("outside", "")]
    units = queries.units(viewer=lead, on=house.on)
    spans = queries.spans(viewer=lead, source_id=tickets, units=units)
    assert [(span.label, span.unit, span.start, span.end) for span in spans] == [
        ("WARD-1", "Ward 1", None, None),
        ("Wards 2", "Ward 2", None, None),
    ]


def test_a_label_may_mean_another_team_from_a_day_on(house) -> None:
    lead, tickets = house.viewer("lead"), source(house)
    for team, since in (("ward-1", None), ("ward-2", date(2026, 1, 5)), ("ward-2", date(2026, 1, 5))):
        operations.match_label(
            viewer=lead, source_id=tickets, label="G1", team_id=house.teams[team], now=house.now, since=since
        )
    spans = queries.spans(viewer=lead, source_id=tickets, units=queries.units(viewer=lead, on=house.on))
    assert [(span.unit, span.start, span.end) for span in spans] == [
        ("Ward 1", None, date(2026, 1, 5)),
        ("Ward 2", date(2026, 1, 5), None),
    ]


def test_a_team_that_was_continued_passes_its_labels_on(house) -> None:
    admin, tickets = house.viewer("admin"), source(house)
    operations.import_teams(viewer=admin, text="key,name,parent\nold,Old ward,medicine\n", now=house.now)
    old = next(team.id for team in queries.teams(viewer=admin) if team.key == "old")
    operations.match_label(viewer=admin, source_id=tickets, label="OW", team_id=old, now=house.now)
    units = queries.units(viewer=admin, on=house.on)
    assert queries.spans(viewer=admin, source_id=tickets, units=units) == ()
    for kind, baseline in (("continues", {}), ("merges", {"Ward 1": date(2026, 2, 1)})):
        operations.record_reorganisation(
            viewer=admin,
            on=date(2026, 2, 1),
            kind=kind,
            earlier_id=old,
            later_id=house.teams["ward-1"],
            now=house.now,
        )
        (span,) = queries.spans(viewer=admin, source_id=tickets, units=units)
        assert (span.label, span.unit) == ("OW", "Ward 1")
        assert queries.baselines(viewer=admin, units=units) == baseline


def test_numbers_in_names_are_never_guessed() -> None:
    wards = Likeness([TeamFact(n, f"w{n}", f"Ward {n}", None, 9) for n in range(1, 30)])
    assert wards.of("Ward 17") == (17, "exact")
    assert wards.of("Ward 70") == (None, "open")
    assert wards.of("Warrd 17") == (17, "suggested")


def test_two_teams_that_fit_alike_stay_open() -> None:
    desks = Likeness([TeamFact(1, "a", "Desk north", None, 9), TeamFact(2, "b", "Desk north", None, 9)])
    assert desks.of("desk NORTH") == (None, "open")
    assert desks.of("") == (None, "open")
    assert normal("Group_56 ") == normal("GROUP 56") == "group56"


def test_who_has_no_role_is_not_told_of_people(house) -> None:
    with pytest.raises(NotYours):
        queries.persons(viewer=house.viewer("stranger"))
    assert [person.key for person in queries.persons(viewer=house.viewer("lead"), search="mia")] == [
        "manager"
    ]
    assert queries.person(viewer=house.viewer("manager")).team_id == house.teams["ward-1"]


def test_one_chooses_from_teams_that_are_still_there() -> None:
    teams = [
        TeamFact(1, "a", "A", None, 0),
        TeamFact(2, "b", "B", 1, 9),
        TeamFact(3, "c", "Ended", None, 0),
        TeamFact(4, "d", "Ended, ticked", None, 0),
    ]
    assert [team.id for team in queries.current(teams)] == [1, 2]
    assert [team.id for team in queries.current(teams, {4})] == [1, 2, 4]
    assert len(queries.current([TeamFact(1, "a", "A", None, 0)])) == 1


@pytest.fixture
def trio(house):
    """Three desks of three people each, put together; the labels of two of them are matched."""
    admin, tickets = house.viewer("admin"), source(house)
    rows = "".join(f"desk-{n},Desk {n},,3\n" for n in "abc")
    operations.import_teams(viewer=admin, text=f"key,name,parent,people\n{rows}", now=house.now)
    ids = {team.key: team.id for team in queries.teams(viewer=admin)}
    for n in "ab":
        operations.match_label(
            viewer=admin, source_id=tickets, label=f"D{n}", team_id=ids[f"desk-{n}"], now=house.now
        )
    return admin, tickets, ids


def spoken(house, tickets: int) -> set[tuple[str, date | None]]:
    viewer = house.viewer("admin")
    units = queries.units(viewer=viewer, on=house.on)
    found = queries.spans(viewer=viewer, source_id=tickets, units=units)
    return {(span.label, span.start) for span in found}


def test_labels_of_fewer_than_five_people_are_told_of_nobody(house, trio) -> None:
    admin, tickets, _ids = trio
    assert spoken(house, tickets) == {("Da", None), ("Db", None)}
    operations.match_label(viewer=admin, source_id=tickets, label="Db", team_id=None, now=house.now)
    assert spoken(house, tickets) == set()


def test_small_teams_wait_until_every_name_has_its_place(house, trio) -> None:
    admin, tickets, ids = trio
    Label.objects.create(source_id=tickets, text="Dc", events=4)
    assert spoken(house, tickets) == set()
    operations.match_label(viewer=admin, source_id=tickets, label="Dc", team_id=ids["desk-c"], now=house.now)
    assert spoken(house, tickets) == {("Da", None), ("Db", None), ("Dc", None)}


def test_what_was_told_of_small_teams_together_is_not_rewritten_by_moving_a_name(house, trio) -> None:
    admin, tickets, ids = trio
    unit = next(unit for unit in queries.units(viewer=admin, on=house.on) if ids["desk-a"] in unit.team_ids)
    measure = Measure.objects.create(
        source_id=tickets, behaviour_key="b", version=1, definition={}, sha256="1", created_at=house.now
    )
    Verdict.objects.create(
        measure=measure, unit=unit.name, team_ids=sorted(unit.team_ids), as_of=house.on, saved_at=house.now,
        evidence_sha256="", code_version="", payload={"total_chances": 9},
    )  # fmt: skip
    today = house.now.date()
    operations.match_label(viewer=admin, source_id=tickets, label="Dc", team_id=ids["desk-c"], now=house.now)
    operations.match_label(viewer=admin, source_id=tickets, label="Da", team_id=ids["ward-1"], now=house.now)
    spans = queries.spans(viewer=admin, source_id=tickets, units=queries.units(viewer=admin, on=today))
    assert {(span.label, span.unit, span.start, span.end) for span in spans} == {
        ("Da", unit.name, None, today),
        ("Da", "Ward 1", today, None),
        ("Db", unit.name, None, None),
        ("Dc", unit.name, today, None),
    }


def test_small_teams_that_were_shown_together_do_not_part_by_a_merger(house, trio) -> None:
    admin, tickets, ids = trio
    operations.keep_together(on=house.on, now=house.now)
    TeamParent.objects.filter(team_id__in=[ids[f"desk-{n}"] for n in "abc"]).update(said_people=0)
    for earlier, later in (("desk-a", "ward-1"), ("desk-b", "ward-2"), ("desk-c", "ward-2")):
        operations.record_reorganisation(
            viewer=admin,
            on=house.on,
            kind="merges",
            earlier_id=ids[earlier],
            later_id=ids[later],
            now=house.now,
        )
    together = {each.name: each.folded for each in queries.units(viewer=house.viewer("admin"), on=house.on)}
    assert spoken(house, tickets) == set(), together
