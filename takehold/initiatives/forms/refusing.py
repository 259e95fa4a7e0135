"""Where the sentence of an operation that would not keep what was typed is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.forms import Form

from takehold.initiatives.facts import Invalid


@contextmanager
def refusals(
    form: Form, *, called: Mapping[str, str] | None = None, other: str | None = None
) -> Iterator[None]:
    """What an operation inside refuses stands at its field of the form, which is shown again.

    ``called``: the form's name of a field where it differs. ``other``: the field of what the form does not have; None
    is the top of the form.
    """
    try:
        yield
    except Invalid as error:
        field = (called or {}).get(error.field, error.field)
        form.add_error(field if field in form.fields else other, str(error))
