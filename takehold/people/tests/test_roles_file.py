"""Roles from a file: every fault a sentence with its line, and all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import House
from takehold.audit import queries as audit
from takehold.people import operations
from takehold.people.facts import NotAllowed, NotYours, RoleKind, RoleLine, Unreadable
from takehold.people.models import Person, Role

pytestmark = pytest.mark.django_db
WORDS = {"Führungskraft": RoleKind.MANAGER}
FILE = """person;role;where;from;to
MEMBER@example.org;Führungskraft;ward 2;;2026-06-01
member;council;;2026-04-01;
ward-1-3;Lead;Checklist;;
ward-1-3;it-lead;;;
steward;steward;;;
"""


def asked(house: House, text: str) -> dict[str, object]:
    return {
        "viewer": house.viewer("admin"), "text": text, "changes": {"checklist": 7}, "words": WORDS, "now": house.now,
    }  # fmt: skip


def test_a_file_is_looked_at_and_given_and_the_second_time_changes_nothing(house: House) -> None:
    before = Role.objects.count()
    lines = operations.read_roles(**asked(house, FILE))
    assert Role.objects.count() == before, "looking writes nothing"
    assert lines[0] == RoleLine(
        2, house.people["member"], "Max Member", RoleKind.MANAGER, house.on, date(2026, 6, 1),
        house.teams["ward-2"], "Ward 2",
    )  # fmt: skip
    assert [line.there for line in lines] == [False, False, False, False, True]
    assert lines[2].initiative_id == 7
    assert operations.give_roles(**asked(house, FILE)) == 4
    assert Role.objects.count() == before + 4
    assert house.viewer("member").has(RoleKind.MANAGER)
    assert not house.viewer("member").has(RoleKind.COUNCIL), "from April on"
    assert [line.action for line in audit.recent(4)] == ["role given"] * 4
    assert operations.give_roles(**asked(house, FILE)) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nobody,lead", "“nobody” is nobody in the list of people."),
        ("twice@example.org,lead", "is more than one person. Write the key."),
        ("member,king", "“king” is no role."),
        ("member,employee", "Who belongs to a team is a member by that"),
        ("member,manager", "This role is held for a team."),
        ("member,manager,ward-77", "There is no team “ward-77”."),
        ("member,lead,nothing", "There is no change “nothing”."),
        ("member,auditor,ward-1", "This role is held for the whole organisation."),
        ("member,lead,,9.3.2026", "“9.3.2026” is not a date."),
        ("member,lead,,2026-04-01,2026-04-01", "It would end before it begins."),
        ("admin,works council", "Another administrator gives these roles."),
    ],
)
def test_one_fault_and_nothing_is_given(house: House, line: str, said: str) -> None:
    Person.objects.filter(key__in=("ward-1-1", "ward-1-2")).update(email="twice@example.org")
    before = Role.objects.count()
    with pytest.raises(Unreadable) as refused:
        operations.give_roles(**asked(house, f"person,role,where,from,to\nmember,council\n{line}\n"))
    (sentence,) = refused.value.sentences
    assert sentence.startswith("Line 3: ")
    assert said in sentence
    assert Role.objects.count() == before


def test_a_thousand_lines_at_most_and_administrators_alone(house: House) -> None:
    with pytest.raises(Unreadable, match="more than 1000 lines"):
        operations.read_roles(**asked(house, "person,role\n" + "member,council\n" * 1001))
    for key, refusal in (("steward", NotAllowed), ("stranger", NotYours)):
        with pytest.raises(refusal):
            operations.read_roles(**{**asked(house, FILE), "viewer": house.viewer(key)})
