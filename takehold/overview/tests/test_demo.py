from __future__ import annotations

import pytest

from takehold.overview.queries.cast import cast
from takehold.people import queries as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def hospital(settings, monkeypatch, django_user_model):
    settings.DEMO = True
    user = django_user_model.objects.create_user("lead", "lead@example.org")
    monkeypatch.setattr(
        people, "user_of", lambda *, person_key: user.pk if person_key == "demo-lead" else None
    )
    return user


def test_one_click_signs_in_and_leads_to_the_scene(hospital, client):
    page = client.get("/demo/").content.decode()
    assert page.count('name="part"') == 1
    answer = client.post("/demo/", {"part": "demo-lead"})
    assert answer["Location"] == "/changes/"
    assert client.session["_auth_user_id"] == str(hospital.pk)


def test_only_roles_of_the_cast_can_be_taken(hospital, client):
    for part in ("demo-admin", "lead@example.org", ""):
        assert client.post("/demo/", {"part": part}).status_code == 404


def test_without_the_demo_there_is_no_such_door(settings, client):
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"part": "demo-lead"}).status_code == 404


def test_the_first_address_leads_to_the_door_or_to_changes(settings, client):
    settings.DEMO = True
    assert client.get("/")["Location"] == "/demo/"
    settings.DEMO = False
    assert client.get("/")["Location"] == "/changes/"


def test_every_part_says_what_to_look_at():
    assert len({part.key for part in cast()}) == len(cast())
    assert all(part.scene.endswith(".") and part.where.startswith("/") for part in cast())
