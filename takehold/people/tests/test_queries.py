"""Who sees what, and what labels mean when."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from takehold.ledger.models import Source
from takehold.people import operations, queries
from takehold.people.facts import NotYours, RoleKind, TeamFact
from takehold.people.queries.holders import holders
from takehold.people.queries.labels import Likeness, normal
from takehold.people.queries.persons import reading_everything

User = get_user_model()
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


def test_whoever_holds_a_role_is_told_of_before_the_first_sign_in_and_not_after_the_account_is_off(
    house,
) -> None:
    named, counted = holders(viewer=house.viewer("member"))
    assert {RoleKind(key) for key in WIDE} == set(dict(named))
    assert RoleKind.MANAGER in dict(counted)
    user = User.objects.get(id=queries.user_of(person_key="auditor"))
    user.is_active = False
    user.save()
    assert RoleKind.AUDITOR not in dict(holders(viewer=house.viewer("member"))[0])


def test_those_who_see_all_groups_are_told_by_name(house) -> None:
    found = {each.key for each in reading_everything(viewer=house.viewer("member"))}
    assert found == set(WIDE)
    with pytest.raises(NotYours):
        reading_everything(viewer=house.viewer("stranger"))
