"""Pages and interfaces of surveys, all readers together: nothing before the close, nothing finer than groups after it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from conftest import NOW, Change, House
from takehold.gather import models
from takehold.gather.disclosure import bands, closing, reading
from takehold.gather.facts.disclosure import NotYet, Unheard
from takehold.gather.models.answers import Answer, Comment
from takehold.gather.tests import answered as a
from takehold.people.facts import NotFound, NotYours

pytestmark = pytest.mark.django_db
READERS = ("lead", "manager", "member", "other", "works council", "auditor")
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


def pages(wave: models.Wave, slug: str) -> tuple[str, ...]:
    """Every address at which something is told about a survey."""
    return (
        f"/waves/{wave.pk}/results/",
        f"/waves/{wave.pk}/",
        f"/waves/?change={slug}",
        "/voices/",
        f"/changes/{slug}/reach/",
        f"/changes/{slug}/reach/reach.csv",
        f"/api/v1/surveys/{wave.pk}/results",
        f"/api/v1/surveys/{wave.pk}/participation",
        f"/api/v1/surveys/{wave.pk}",
        "/api/v1/surveys",
    )


def outputs(
    house: House, wave: models.Wave, slug: str, readers: tuple[str, ...] = READERS
) -> Iterator[tuple[str, str, int, bytes]]:
    """Everything that everybody may fetch, byte by byte."""
    for reader in readers:
        for address in pages(wave, slug):
            answer = house.client(reader).get(address)
            yield reader, address, answer.status_code, CHANGING.sub(b"", answer.content)


def questions(house: House, wave: models.Wave) -> Iterator[str]:
    """What is answered to questions about any one or two teams, by anybody."""
    for reader in READERS:
        viewer = house.viewer(reader)
        for one in house.teams.values():
            for other in house.teams.values():
                try:
                    yield repr(reading.of(viewer=viewer, wave_id=wave.pk, teams={one, other}))
                except (NotYet, NotYours, NotFound, Unheard) as refused:
                    yield repr(refused)


@pytest.fixture
def asked(house: House, change: Change) -> tuple[models.Wave, dict[int, int]]:
    """An open survey in which ward 2 will be too small for a group of its own. Everybody is signed in already."""
    for reader in READERS:
        house.client(reader).get("/changes/")
    wave, cells = a.open_survey(house, a.initiative_id(change.slug), a.asked(house))
    return wave, dict(cells)


def all_answer(house: House, wave: models.Wave, cells: dict[int, int]) -> None:
    rng = random.Random(4)
    ward_2 = a.team_cells(house, wave)["ward-2"].pk
    left = 3
    for person, cell in cells.items():
        left -= cell == ward_2
        if cell != ward_2 or left >= 0:
            a.answer(wave, cell, a.choices(rng), {"free": f"said {person}"}, person)


def test_swapping_two_answers_inside_a_group_leaves_every_byte_of_every_output(
    house: House, change: Change, asked
) -> None:
    wave, cells = asked
    all_answer(house, wave, cells)
    told = []
    for swap in (False, True):
        with transaction.atomic():
            if swap:
                swap_across_cells(house, wave)
            closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(9))
            told.append((list(outputs(house, wave, change.slug)), list(questions(house, wave))))
            transaction.set_rollback(True)
    assert different(told[0][0], told[1][0]) == []
    assert told[0][1] == told[1][1]
    assert {status for _reader, _address, status, _body in told[0][0]} == {200}
    assert any(b"Ward 1 + Ward 2" in body for _reader, _address, _status, body in told[0][0])


def swap_across_cells(house: House, wave: models.Wave) -> None:
    """Three people of ward 1 and the three of ward 2 change places: they are of one group."""
    named = a.team_cells(house, wave)
    for model in (Answer, Comment):
        first = list(model.objects.filter(wave=wave, cell=named["ward-1"]).order_by("pk")[:3])
        second = list(model.objects.filter(wave=wave, cell=named["ward-2"]).order_by("pk")[:3])
        assert len(first) == len(second) == 3
        model.objects.filter(pk__in=[row.pk for row in first]).update(cell=named["ward-2"])
        model.objects.filter(pk__in=[row.pk for row in second]).update(cell=named["ward-1"])


def test_swapping_answers_of_two_groups_is_seen(house: House, change: Change, asked) -> None:
    """The test above can fail: an exchange between two groups changes what is told."""
    wave, cells = asked
    all_answer(house, wave, cells)
    named = a.team_cells(house, wave)
    told = []
    for swap in (False, True):
        with transaction.atomic():
            if swap:
                Answer.objects.filter(cell=named["ward-3"]).update(cell=named["ward-1"])
            closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(9))
            told.append(list(questions(house, wave)))
            transaction.set_rollback(True)
    assert told[0] != told[1]


@pytest.mark.parametrize("seed", range(2))
def test_while_it_is_open_only_participation_in_fives_moves(
    house: House, change: Change, asked, seed: int
) -> None:
    wave, cells = asked
    order = random.Random(seed)
    coming = list(cells.items())
    order.shuffle(coming)
    before, told = None, None
    for person, cell in coming[:7]:
        a.answer(wave, cell, a.choices(order), {"free": "now"}, person)
        steps = participation_steps(wave)
        now = list(outputs(house, wave, change.slug, ("lead", "manager")))
        if steps == told:
            assert different(now, before) == []
        before, told = now, steps


def different(one: list[Any], other: list[Any]) -> list[Any]:
    """What two rounds of reading told differently, short enough to read."""
    pairs = zip(one, other, strict=True)
    return [
        (
            a[:3],
            [pair for pair in zip(a[3].split(b"\n"), b[3].split(b"\n"), strict=False) if pair[0] != pair[1]][
                :2
            ],
        )
        for a, b in pairs
        if a != b
    ]


def participation_steps(wave: models.Wave) -> list[Any]:
    used = list(models.Invitation.objects.filter(wave=wave, used=True).values_list("cell_id", flat=True))
    return [
        bands.participation(used.count(cell.pk), cell.invited)
        for cell in models.Cell.objects.filter(wave=wave)
    ]


def test_what_a_closed_survey_tells_stays_the_same(house: House, change: Change, asked) -> None:
    """Leavers, another organisation chart, a second close, deleted answers: not a byte moves."""
    from takehold.people.models import Membership, Team

    wave, cells = asked
    all_answer(house, wave, cells)
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(9))
    lead = house.viewer("lead")
    first = repr(reading.results(viewer=lead, wave_id=wave.pk))
    Membership.objects.filter(team_id=house.teams["ward-1"]).exclude(person_id=house.people["lead"]).delete()
    Team.objects.filter(pk=house.teams["ward-2"]).update(name="Another name")
    Answer.objects.filter(wave=wave).delete()
    closing.close(wave_id=wave.pk, now=NOW, rng=random.Random(1))
    assert repr(reading.results(viewer=house.viewer("lead"), wave_id=wave.pk)) == first


def test_no_reader_learns_more_than_all_groups_tell(house: House, change: Change, asked) -> None:
    """What a manager reads of a group is what the lead reads of it, to the word."""
    wave, cells = asked
    all_answer(house, wave, cells)
    closing.close(wave_id=wave.pk, now=NOW)
    every = {group.number: group.figures for group in all_groups(house, "lead", wave)}
    for reader in READERS:
        for group in all_groups(house, reader, wave):
            assert group.figures == every[group.number]


def all_groups(house: House, reader: str, wave: models.Wave) -> list[Any]:
    found = reading.results(viewer=house.viewer(reader), wave_id=wave.pk)
    return [*found.groups, *found.unions, *([found.whole] if found.whole else [])]


WORDS = re.compile(r"{{-?\s*([\w.]+)")


def mail_templates() -> dict[str, set[str]]:
    folder = Path(__file__).resolve().parents[2] / "takehold"
    return {
        str(path.relative_to(folder)): {word.split(".")[0] for word in WORDS.findall(path.read_text())}
        for path in sorted(folder.rglob("templates/**/*"))
        if path.is_file() and "mail" in path.parent.name
    }


def test_no_mail_of_a_survey_takes_a_person_and_whether_they_answered() -> None:
    mails = mail_templates()
    of_surveys = {name for name in mails if name.startswith("gather/")}
    assert of_surveys == {
        "gather/templates/gather/mail/survey.html",
        "gather/templates/gather/mail/survey.txt",
    }
    for name, words in mails.items():
        assert not words & {"used", "answered", "participation"}, name
    for name in of_surveys:
        assert not mails[name] & {"person", "who", "name", "team"}, name
