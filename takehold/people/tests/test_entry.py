"""Every page begins with who looks: asked once a request, and only of those who signed in."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpResponse
from django.test import RequestFactory

from takehold.people import queries
from takehold.people.views import entry


@entry.page
def told(request, viewer, word: str) -> HttpResponse:
    return HttpResponse(f"{viewer.name} {word}")


def test_the_view_is_told_who_looks(house) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get(id=queries.user_of(person_key="manager"))
    assert told(request, word="hello").content == b"Mia Manager hello"


def test_strangers_are_sent_to_sign_in() -> None:
    request = RequestFactory().get("/somewhere/")
    request.user = AnonymousUser()
    answer = told(request, word="hello")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/somewhere/")


def test_the_viewer_is_fetched_once_a_request(house, django_assert_num_queries) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.get(id=queries.user_of(person_key="lead"))
    with django_assert_num_queries(1):
        assert entry.viewer_of(request) is entry.viewer_of(request)
