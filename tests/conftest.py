"""What the tests of several folders share: an organisation with objects of every kind, once a module, and undone after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

if TYPE_CHECKING:
    from tests.security.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The organisation of ``tests.security.world``, on the day that all tests live in."""
    from django.db import transaction

    from conftest import NOW
    from tests.security.world import build

    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        mock.patch("django.utils.timezone.now", return_value=NOW),
    ):
        yield build()
        transaction.set_rollback(True)
