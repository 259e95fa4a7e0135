"""The database refuses a late answer and a change of what was published, raw SQL included."""

from __future__ import annotations

import random

import pytest
from django.db import DatabaseError, connection, transaction

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure import closing
from takehold.gather.models.answers import Answer, Comment, NamedAnswer, Release, ReleasedComment
from takehold.gather.tests import answered as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(house: House, change: str) -> models.Wave:
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    for person, cell in cells.items():
        a.answer(wave, cell, a.choices(random.Random(person)), {"free": f"line {person}"})
    closing.close(wave_id=wave.pk, now=NOW)
    return wave


def refused(*statements: str) -> None:
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_late_answer_is_refused(closed: models.Wave, house: House) -> None:
    cell = models.Cell.objects.filter(wave=closed).first()
    for row in (
        Answer(wave=closed, cell=cell, week=closed.opens_on, choices={}),
        Comment(wave=closed, cell=cell, question="free", text="late"),
        NamedAnswer(wave=closed, person_id=house.people["member"], choices={}),
        Release(wave=closed, atom=99, name="late", question="", figure={}),
        ReleasedComment(wave=closed, atom=0, name="late", question="free", place=99, text="late"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


def test_what_was_published_cannot_be_changed(closed: models.Wave) -> None:
    refused("UPDATE gather_release SET name = 'x'", "UPDATE gather_releasedcomment SET text = 'x'")
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(figure={})


def test_a_survey_that_is_planned_takes_no_answer(house: House, change: str) -> None:
    wave, cells = a.open_survey(house, a.initiative_id(change), a.asked(house))
    draft = models.Wave.objects.create(
        initiative=wave.initiative, title="Next", template="adkar", moment="pulse", definition={},
        promise="confidential", opens_on=wave.opens_on, closes_on=wave.closes_on, created_at=NOW,
    )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        a.answer(draft, next(iter(cells.values())), {})
