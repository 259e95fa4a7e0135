"""Where it is told that somebody else was quicker: at the top of the form, with what was typed kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import Form

from takehold.initiatives.facts import Conflict


@contextmanager
def conflicts(form: Form) -> Iterator[None]:
    """A conflict inside stands on the form, which is shown again."""
    try:
        yield
    except Conflict as error:
        form.add_error(None, str(error))
