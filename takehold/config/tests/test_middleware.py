"""Refusals of the rooms become 404 and 403 everywhere, without each view saying so."""

from __future__ import annotations

import copy

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from takehold.config.middleware import Headers, Refusals
from takehold.people.facts import NotAllowed, NotFound, NotYours


@pytest.mark.parametrize(
    ("error", "status"), [(NotYours(), 404), (NotFound(), 404), (NotAllowed("No."), 403), (KeyError(), None)]
)
def test_refusals_have_their_status(error: Exception, status: int | None, settings) -> None:
    without = copy.deepcopy(settings.TEMPLATES)
    without[0]["OPTIONS"]["context_processors"] = []
    settings.TEMPLATES = without
    request = RequestFactory().get("/x/")
    response = Refusals(lambda request: HttpResponse()).process_exception(request, error)
    assert (response.status_code if response is not None else None) == status


def test_a_view_may_say_how_long_its_answer_is_kept() -> None:
    kept = HttpResponse(headers={"Cache-Control": "private, max-age=60"})
    assert Headers(lambda request: kept)(RequestFactory().get("/"))["Cache-Control"] == "private, max-age=60"
    assert Headers(lambda request: HttpResponse())(RequestFactory().get("/"))["Cache-Control"] == "no-store"
