from __future__ import annotations

import pytest
from django import forms

from takehold.initiatives.facts import Invalid
from takehold.initiatives.forms.refusing import refusals


class Words(forms.Form):
    text = forms.CharField()


def typed() -> Words:
    form = Words({"text": "anything"})
    assert form.is_valid()
    return form


@pytest.mark.parametrize(
    ("field", "options", "where"),
    [
        ("text", {}, "text"),
        ("body", {"called": {"body": "text"}}, "text"),
        ("elsewhere", {}, "__all__"),
        ("elsewhere", {"other": "text"}, "text"),
    ],
)
def test_a_refusal_stands_where_it_belongs_and_the_form_is_shown_again(field, options, where):
    form = typed()
    with refusals(form, **options):
        raise Invalid(field, "Not so.")
    assert dict(form.errors) == {where: ["Not so."]}
    assert not form.is_valid()


def test_what_is_no_refusal_is_not_swallowed():
    with pytest.raises(KeyError), refusals(typed()):
        raise KeyError
