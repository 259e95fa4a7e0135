"""Teams and people from files, roles, labels, keys, and the floor that only rises."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from takehold.audit import queries as audit
from takehold.people import operations, queries
from takehold.people.facts import NotAllowed, NotFound, NotYours, RoleKind, Unreadable
from takehold.people.models import MachineKey, Membership, Organisation, Person, Role, Team, TeamParent
from takehold.people.operations.timeline import Span, laid_over

spans = st.dictionaries(
    st.dates(date(2020, 1, 1), date(2020, 3, 1)),
    st.builds(Span, st.sampled_from("AB"), st.none() | st.dates(date(2020, 3, 2), date(2021, 1, 1))),
    max_size=6,
)


@given(spans, spans)
def test_laying_over_is_orderly_and_changes_nothing_twice(stored, said) -> None:
    stored = laid_over({}, stored)
    once = laid_over(stored, said)
    assert laid_over(once, said) == once
    starts = sorted(once)
    assert set(starts) == set(stored) | set(said)
    for start, following in itertools.pairwise(starts):
        assert start < once[start].to <= following


def test_the_same_file_again_changes_nothing(house) -> None:
    admin = house.viewer("admin")
    text = (
        "key,name,parent,from,to\nward-1,Ward One,surgery,2026-01-01,\nward-1,Ward One,medicine,2026-02-01,\n"
    )
    first = operations.import_teams(viewer=admin, text=text, now=house.now)
    assert (first.rows, first.added, first.changed) == (2, 2, 2)  # renamed; the open row since ever was ended
    before = list(TeamParent.objects.order_by("id").values())
    again = operations.import_teams(viewer=admin, text=text, now=house.now)
    assert (again.added, again.changed) == (0, 0)
    assert list(TeamParent.objects.order_by("id").values()) == before
    rows = TeamParent.objects.filter(team__key="ward-1").order_by("valid_from")
    assert [(row.parent.key, row.valid_to) for row in rows] == [
        ("medicine", date(2026, 1, 1)),
        ("surgery", date(2026, 2, 1)),
        ("medicine", None),
    ]


def test_a_person_who_moves_is_in_one_team_at_a_time(house) -> None:
    admin = house.viewer("admin")
    text = "key;name;team;from\nmember;Max Member;ward-2;2026-02-15\n"
    operations.import_people(viewer=admin, text=text, now=house.now)
    rows = Membership.objects.filter(person__key="member").order_by("valid_from")
    assert [(row.team.key, row.valid_to) for row in rows] == [("ward-1", date(2026, 2, 15)), ("ward-2", None)]
    assert [role.team_id for role in house.viewer("member").roles] == [house.teams["ward-2"]]
    assert Person.objects.get(key="member").name == "Max Member"


def test_a_team_without_known_people_counts_the_size_it_was_said_to_have(house) -> None:
    admin = house.viewer("admin")
    operations.import_teams(viewer=admin, text="key,name,parent,people\nlab,Lab,hospital,22\n", now=house.now)
    assert {unit.name: unit.people for unit in queries.visible_units(viewer=admin)}["Lab"] == 22


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "column key, name is missing"),
        ("key,colour,name\n", "column colour is not known"),
        ("key,name\nx,\n", "Line 2: A team needs a key and a name"),
        ("key,name,from\nx,X,9.3.2026\n", "Line 2: “9.3.2026” is not a date. Write it as 2026-03-09"),
        ("key,name,from,to\nx,X,2026-03-09,2026-03-01\n", "Line 2: It ends on 2026-03-01, before it begins"),
        ("key,name,from\nx,X,0001-01-01\n", "Line 2: The year of 0001-01-01"),
        ("key,name,parent\nx,X,nowhere\n", "Line 2: The parent “nowhere” is not a team"),
        ("key,name,parent\nx,X,y\ny,Y,x\n", "“y” would stand above itself"),
        ("key,name,parent\nx,X,x\n", "“x” would stand above itself"),
        ("key,name,people\nx,X,many\n", "“many” is not a number of people"),
        ("key,name\nx,X,extra\n", "Line 2: it has more cells than the first line has names"),
        ("key,name,parent\nx,X,medicine\nx,X,surgery\n", "Line 3: “x” stands twice with the same first day"),
        ("key,name\n" + "x" * 101 + ",X\n", "longer than 100 characters"),
        ("key,name\nx\x00,X\n", "not a text file"),
    ],
)
def test_a_faulty_file_is_refused_in_sentences_and_nothing_is_kept(house, text: str, said: str) -> None:
    before = Team.objects.count(), TeamParent.objects.count()
    with pytest.raises(Unreadable) as refused:
        operations.import_teams(viewer=house.viewer("admin"), text=text, now=house.now)
    assert said in str(refused.value)
    assert (Team.objects.count(), TeamParent.objects.count()) == before


def test_a_person_of_an_unknown_team_is_refused_with_all_others(house) -> None:
    text = "key,name,team\nnew,New One,ward-1\nother2,Other,ward-9\n"
    with pytest.raises(Unreadable, match="Line 3: There is no team “ward-9”"):
        operations.import_people(viewer=house.viewer("admin"), text=text, now=house.now)
    assert not Person.objects.filter(key="new").exists()


def test_many_faults_are_counted_not_listed(house) -> None:
    with pytest.raises(Unreadable) as refused:
        operations.import_teams(viewer=house.viewer("admin"), text="key,name\n" + "x,\n" * 80, now=house.now)
    assert len(refused.value.sentences) == 51
    assert refused.value.sentences[-1] == "And 30 more lines with faults."


def test_only_administrators_and_stewards_import(house) -> None:
    for key in ("manager", "lead", "council", "works council", "auditor"):
        with pytest.raises(NotAllowed):
            operations.import_teams(viewer=house.viewer(key), text="key,name\nx,X\n", now=house.now)
    with pytest.raises(NotYours):
        operations.import_people(viewer=house.viewer("stranger"), text="", now=house.now)


def test_roles_are_given_once_and_only_by_who_may(house) -> None:
    admin, member = house.viewer("admin"), house.people["member"]
    for _ in range(2):
        operations.grant_role(viewer=admin, person_id=member, kind=RoleKind.COUNCIL, now=house.now)
    assert Role.objects.filter(person_id=member, kind="council").count() == 1
    operations.grant_role(
        viewer=house.viewer("lead"), person_id=member, kind=RoleKind.SPONSOR, initiative_id=7, now=house.now
    )
    with pytest.raises(NotAllowed):
        operations.grant_role(
            viewer=house.viewer("lead"), person_id=member, kind=RoleKind.ADMIN, now=house.now
        )
    with pytest.raises(NotFound):
        operations.grant_role(viewer=admin, person_id=10**9, kind=RoleKind.COUNCIL, now=house.now)


def test_every_act_leaves_an_audit_line_without_a_name(house) -> None:
    operations.raise_floor(viewer=house.viewer("admin"), to=6, now=house.now)
    lines = audit.recent(limit=200)
    assert {"teams imported", "people imported", "role given", "account opened", "floor raised"} <= {
        line.action for line in lines
    }
    text = repr(lines)
    assert "Mia" not in text
    assert "@" not in text
    assert audit.verify().ok


def test_a_programs_key_opens_until_it_expires(house) -> None:
    secret = operations.issue_key(viewer=house.viewer("lead"), name="board", now=house.now)
    assert secret not in repr(list(MachineKey.objects.values()))
    user = queries.user_of(person_key="lead")
    assert queries.key_holder(secret=secret, on=house.on) == user
    assert queries.key_holder(secret=secret + "x", on=house.on) is None
    assert queries.key_holder(secret=secret, on=house.on + timedelta(days=180)) is None
    with pytest.raises(NotYours):
        operations.issue_key(viewer=queries.viewer(user_id=None, on=house.on), name="x", now=house.now)


def test_there_is_one_first_administrator(house) -> None:
    assert queries.has_administrator()
    assert operations.create_administrator(email="second@example.org", name="B", now=house.now) is None


def test_the_floor_is_raised_and_never_lowered(house) -> None:
    admin = house.viewer("admin")
    operations.raise_floor(viewer=admin, to=9, now=house.now)
    assert queries.floor() == 9
    assert all(unit.people >= 9 for unit in queries.visible_units(viewer=admin))
    with pytest.raises(NotAllowed, match="never lowered"):
        operations.raise_floor(viewer=admin, to=8, now=house.now)
    with pytest.raises(NotAllowed):
        operations.raise_floor(viewer=house.viewer("lead"), to=12, now=house.now)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_organisation SET floor = 8",
        "UPDATE people_organisation SET floor = 4",
        "UPDATE people_organisation SET floor = floor - 1 WHERE id = 1",
        "UPDATE people_organisation SET id = 2",
        "DELETE FROM people_organisation",
        "INSERT INTO people_organisation (id, name, floor) VALUES (2, '', 5)",
        "INSERT INTO people_organisation (id, name, floor) VALUES (1, '', 5)",
        "INSERT OR REPLACE INTO people_organisation (id, name, floor) VALUES (1, '', 5)",
        "REPLACE INTO people_organisation (id, name, floor) VALUES (1, '', 4)",
        "INSERT INTO people_organisation (id, name, floor) VALUES (1, '', 5) ON CONFLICT (id) DO UPDATE SET floor = 5",
        "UPDATE OR REPLACE people_organisation SET floor = 5",
        "UPDATE OR IGNORE people_organisation SET floor = 5",
    ],
)
def test_the_database_itself_refuses_to_lower_the_floor(house, statement: str) -> None:
    operations.raise_floor(viewer=house.viewer("admin"), to=9, now=house.now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Organisation.objects.values_list("id", "floor")) == [(1, 9)]
