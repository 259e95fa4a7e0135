"""What is stored of made-up organisations is what the pure half says: so the attack on it is one on the product."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from conftest import NOW, Change, House
from takehold.gather import models
from takehold.gather.disclosure import closing
from takehold.gather.disclosure.proof.house import HOUSE
from takehold.gather.disclosure.proof.trial import ASKED, freeze, release
from takehold.gather.disclosure.proof.worlds import FORM, Asking, Somebody, organisation
from takehold.gather.models.answers import Answer, Comment, Release, ReleasedComment
from takehold.gather.tests import answered as a
from takehold.people.facts import PersonFact
from takehold.people.models import Person, Team, TeamParent

pytestmark = pytest.mark.django_db


def stored_teams(asking: Asking) -> dict[tuple[str, ...], int]:
    """The organisation's tree as teams; their ids by place."""
    places = sorted(
        {person.team[:depth] for person in asking.invited for depth in range(1, len(person.team) + 1)}
    )
    teams = Team.objects.bulk_create([Team(key="/".join(path), name=path[-1]) for path in places])
    ids = {path: team.pk for path, team in zip(places, teams, strict=True)}
    TeamParent.objects.bulk_create(
        [TeamParent(team_id=ids[path], parent_id=ids[path[:-1]]) for path in places if path[:-1]]
    )
    return ids


def held(asking: Asking, house: House, slug: str) -> models.Wave:
    """The survey through the database: opened, answered in the order of arrival, closed."""
    ids = stored_teams(asking)
    staff = Person.objects.bulk_create([Person(key=f"w{each.number}", name="x") for each in asking.invited])
    invited = [
        PersonFact(row.pk, row.key, "", "", ids[each.team])
        for each, row in zip(asking.invited, staff, strict=True)
    ]
    wave, cells = a.open_survey(house, a.initiative_id(slug), invited, definition=FORM)
    of = {each.number: row.pk for each, row in zip(asking.invited, staff, strict=True)}
    Answer.objects.bulk_create(
        [
            Answer(wave=wave, cell_id=cells[of[each.number]], week=wave.opens_on, choices=dict(each.choices))
            for each in asking.answered
        ]
    )
    Comment.objects.bulk_create(
        [
            Comment(wave=wave, cell_id=cells[of[each.number]], question=question, text=f"{question} {each.number}")
            for each in asking.answered if each.writes for question in ("free", "why")
        ]
    )  # fmt: skip
    closing.close(wave_id=wave.pk, now=NOW)
    return wave


def first_asking(seed: int) -> Asking:
    """A survey of 10 to 150 people in which at least five answered."""
    asking = next(organisation(random.Random(f"stored {seed}"), most=150))
    return asking if len(asking.answered) >= 5 else first_asking(seed + 1000)


@pytest.mark.parametrize("seed", range(12))
def test_the_database_releases_what_was_attacked(house: House, change: Change, seed: int) -> None:
    asking = first_asking(seed)
    cells, where = freeze(asking.invited, "team", HOUSE)
    told = release(cells, where, asking.answered, HOUSE, random.Random(1)).published
    wave = held(asking, house, change.slug)
    assert [
        tuple(path)
        for path in models.Cell.objects.filter(wave=wave).order_by("number").values_list("path", flat=True)
    ] == cells
    assert (
        tuple(models.Cell.objects.filter(wave=wave).order_by("number").values_list("atom", flat=True))
        == told.atoms
    )
    rows = Release.objects.filter(wave=wave, question__in=[variable.key for variable in ASKED])
    assert Counter(map(repr, rows.values_list("atom", "question", "figure"))) == Counter(
        map(repr, told.figures)
    )
    groups = Release.objects.filter(wave=wave, question="").values_list("atom", "figure")
    assert {number: frozenset(row["atoms"]) for number, row in groups} == {
        each.number: each.atoms for each in told.groups
    }
    lines = ReleasedComment.objects.filter(wave=wave).values_list("atom", "question")
    assert Counter(lines) == Counter((number, question) for number, question, _place, _text in told.remarks)
    sizes = Counter(Answer.objects.filter(wave=wave).values_list("cell__atom", flat=True))
    assert min(sizes.values()) >= 5


def test_nobody_is_in_two_groups_and_everybody_in_one() -> None:
    asking = first_asking(1)
    cells, where = freeze(asking.invited, "team", HOUSE)
    assert set(where) == {person.number for person in asking.invited}
    assert all(isinstance(person, Somebody) for person in asking.invited)
    assert min(Counter(where.values()).values()) >= 5
    assert set(where.values()) == set(range(len(cells)))
