from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest
from django.urls import resolve

from takehold.cli.site.demo_council import SECRETARY
from takehold.overview import operations
from takehold.overview.queries.cast import EXPORT, EXPORTS, cast
from takehold.people import queries as people
from takehold.people.facts import NotFound
from takehold.people.models import Person
from takehold.simulation import hospital, staff

LEAD = next(part for part in cast() if part.key == "P1098")
START = date(2025, 7, 28)


@pytest.fixture
def linden(settings, house):
    """The house of the tests, with a person who plays the demo's first part and has no account yet."""
    settings.DEMO = True
    Person.objects.filter(key="lead").update(key=LEAD.key, user=None, email="first@example.org")
    return house


def test_one_click_signs_in_and_leads_to_the_scene(linden, client):
    assert client.get("/demo/").content.decode().count('name="part"') == len(cast())
    assert client.post("/demo/", {"part": LEAD.key})["Location"] == LEAD.where
    assert client.session["_auth_user_id"] == str(people.user_of(person_key=LEAD.key))
    before = people.user_of(person_key=LEAD.key)
    assert operations.enter_demo(part=LEAD, now=linden.now) == before


def test_a_card_leads_to_its_own_pages_and_nowhere_else(linden, client):
    (_key, first), *_rest = LEAD.also
    assert client.post("/demo/", {"part": LEAD.key, "to": LEAD.also[0][0]})["Location"] == first.url
    assert client.post("/demo/", {"part": LEAD.key, "to": "//evil.example"})["Location"] == LEAD.where
    assert client.get("/demo/").content.decode().count('name="to"') == sum(len(p.also) for p in cast())


def test_five_scenes_come_first_each_with_its_minutes(linden, client):
    told = [part.minutes for part in cast()]
    assert [minutes for minutes in told if minutes] == told[:5]
    text = client.get("/demo/").content.decode()
    assert (
        text.index("Five scenes")
        < text.index("Secretary of the council")
        < text.index("Others who work here")
    )


def test_the_export_to_try_is_handed_out_in_a_demo_that_has_one(linden, settings, client):
    assert client.get(f"/demo/{EXPORT}").status_code == 404
    folder = settings.HOME / EXPORTS
    folder.mkdir()
    (folder / EXPORT).write_text("number\nINC1\n")
    handed = client.get(f"/demo/{EXPORT}")
    assert b"".join(handed.streaming_content) == b"number\nINC1\n"
    assert "attachment" in handed["Content-Disposition"]
    settings.DEMO = False
    assert client.get(f"/demo/{EXPORT}").status_code == 404


@pytest.mark.django_db
def test_every_card_leads_to_pages_that_exist():
    for part in cast():
        for address in (part.where, *(link.url for _key, link in part.also)):
            assert resolve(address).view_name


def test_only_roles_of_the_cast_can_be_taken(linden, client):
    for part in ("admin", "", "P9999", cast()[0].key):
        assert client.post("/demo/", {"part": part}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_the_demo_there_is_no_such_door(linden, settings, client):
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"part": LEAD.key}).status_code == 404
    with pytest.raises(NotFound):
        operations.enter_demo(part=LEAD, now=linden.now)


@pytest.mark.django_db
def test_the_first_address_leads_to_the_door_or_to_changes(settings, client):
    settings.DEMO = True
    assert client.get("/")["Location"] == "/demo/"
    assert "still being filled" in client.get("/demo/").content.decode()
    settings.DEMO = False
    assert client.get("/")["Location"] == "/changes/"


def test_every_part_says_what_to_look_at():
    assert len({part.key for part in cast()}) == len(cast())
    assert all(part.scene.endswith(".") for part in cast())
    assert all(part.where.startswith("/") for part in cast())


def test_the_parts_are_played_by_who_they_say():
    rng = np.random.default_rng(np.random.SeedSequence(7).spawn(5)[0])
    hired = staff.hire(rng, hospital.PEOPLE, hospital.WEEKS, hospital.WEEKS - hospital.REORGANISED)
    jobs = {row["key"]: row for row in csv.DictReader(staff.people_table(hired, START).csv().splitlines())}
    roles = {row["key"]: row["role"] for row in csv.DictReader(staff.roles_table(hired).csv().splitlines())}
    cio, manager, council, desk, secretary, lead, sponsor, nurse, steward, _admin = (
        part.key for part in cast()
    )
    assert [roles[key] for key in (lead, council, steward, sponsor)] == [
        "lead",
        "works council",
        "steward",
        "sponsor",
    ]
    assert jobs[cio]["job"] == "Chief information officer"
    assert (jobs[manager]["manages"], jobs[nurse]["job"], jobs[nurse]["team"]) == (
        "ward-7",
        "Nurse",
        "ward-7",
    )
    assert jobs[desk]["manages"] == "service-desk"
    assert (secretary, jobs[secretary]["job"]) == (SECRETARY, "Support analyst")
