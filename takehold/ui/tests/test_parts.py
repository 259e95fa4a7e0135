from __future__ import annotations

from django.test import RequestFactory

from takehold.ui.parts import is_partial


def test_only_htmx_asks_for_a_part():
    assert is_partial(RequestFactory().get("/", headers={"HX-Request": "true"}))
    assert not is_partial(RequestFactory().get("/"))
