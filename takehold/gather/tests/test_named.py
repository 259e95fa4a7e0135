"""A survey with names: everybody reads their own answer, whoever leads the change all of them, and nobody else any."""

from __future__ import annotations

import random

import pytest

from conftest import NOW, House
from takehold.gather import models
from takehold.gather.disclosure import closing
from takehold.gather.models.answers import NamedAnswer
from takehold.gather.tests import answered as a

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(house: House, change: str) -> models.Wave:
    found, _cells = a.open_survey(
        house, a.initiative_id(change), a.asked(house), promise=models.Promise.NAMED
    )
    for person in a.asked(house):
        said = {**a.choices(random.Random(person.id)), "way": "time"}
        NamedAnswer.objects.create(
            wave=found, person_id=person.id, choices=said, comments={"free": f"From {person.key}"}
        )
    return found


def text(house: House, reader: str, wave: models.Wave) -> str:
    return house.client(reader).get(f"/waves/{wave.pk}/results/").content.decode()


def test_ones_own_answer_is_there_at_once_and_the_others_are_not(house: House, wave: models.Wave) -> None:
    page = text(house, "member", wave)
    assert "What you answered" in page
    assert "From member" in page
    assert "From manager" not in page
    assert "Answers by name" not in text(house, "lead", wave)


def test_once_closed_whoever_leads_reads_all_and_nobody_else(house: House, wave: models.Wave) -> None:
    closing.close(wave_id=wave.pk, now=NOW)
    lead = text(house, "lead", wave)
    assert "Answers by name" in lead
    assert "From member" in lead
    assert "Time" in lead
    for reader in ("manager", "council", "works council", "auditor", "sponsor"):
        assert "From member" not in text(house, reader, wave)


def test_programs_read_the_same(house: House, wave: models.Wave) -> None:
    address = f"/api/v1/surveys/{wave.pk}/by-name"
    assert house.client("lead").get(address).status_code == 409
    closing.close(wave_id=wave.pk, now=NOW)
    assert len(house.client("lead").get(address).json()) == 46
    assert house.client("manager").get(address).status_code == 404
