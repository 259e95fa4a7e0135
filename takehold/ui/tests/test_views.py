from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_theme_is_kept_and_the_reader_stays_where_he_was(client):
    answer = client.post("/theme/", {"theme": "dark", "next": "/accounts/login/?next=/x/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/x/"
    assert 'data-theme="dark"' in client.get("/nowhere/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_switch_never_leads_elsewhere(client, back):
    assert client.post("/theme/", {"theme": "light", "next": back})["Location"] == "/"


def test_an_unknown_theme_changes_nothing(client):
    assert "theme" not in client.post("/theme/", {"theme": "<b>"}).cookies
    assert client.get("/theme/").status_code == 405


def test_a_form_without_its_protection_says_what_to_do(settings):
    settings.CSRF_FAILURE_VIEW = "takehold.ui.views.csrf_failure"
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()


def test_the_icon_is_found_under_the_name_that_browsers_guess(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"].rpartition(".")[2]) == (302, "svg")
    assert "max-age" in answer["Cache-Control"]
